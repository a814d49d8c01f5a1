import type { Matrix } from '@bourse/math'
import { wrongInput } from '../wrongInput.js'
import type { QuadraticProgram } from './program.js'

/** Refuses what is not a quadratic program. */
export function checkProgram({ P, q, A, lower, upper }: QuadraticProgram, start?: Float64Array): void {
  const n = q.length
  checkSize('P', P, n, n)
  checkSize('A', A, A.rows, n)
  checkLength('lower', lower, A.rows)
  checkLength('upper', upper, A.rows)
  if (start !== undefined) {
    checkLength('start', start, n)
    checkFinite('start', start)
  }
  checkFinite('q', q)
  checkFinite('A', A.data)
  checkSymmetric('P', P)
  for (let i = 0; i < n; i++)
    if (P.data[i * n + i]! < 0) throw wrongInput(`P[${i}][${i}]`, P.data[i * n + i]!, 'a positive semidefinite P')
  checkEnds(lower, upper, (r) => `row ${r}`)
}

/** Lower ends may be -Infinity, upper ends Infinity; they may not cross. */
export function checkEnds(lower: Float64Array, upper: Float64Array, name: (index: number) => string): void {
  for (let r = 0; r < lower.length; r++) {
    if (Number.isNaN(lower[r]) || lower[r] === Number.POSITIVE_INFINITY)
      throw wrongInput(`lower end of ${name(r)}`, lower[r]!, 'a number or -Infinity')
    if (Number.isNaN(upper[r]) || upper[r] === Number.NEGATIVE_INFINITY)
      throw wrongInput(`upper end of ${name(r)}`, upper[r]!, 'a number or Infinity')
    if (lower[r]! > upper[r]!)
      throw wrongInput(`lower end of ${name(r)}`, lower[r]!, `at most its upper end ${upper[r]}`)
  }
}

export function checkSize(name: string, matrix: Matrix, rows: number, cols: number): void {
  if (matrix.rows !== rows || matrix.cols !== cols || matrix.data.length !== rows * cols)
    throw wrongInput(`size of ${name}`, `${matrix.rows} x ${matrix.cols}`, `${rows} x ${cols}`)
}

export function checkLength(name: string, values: Float64Array, length: number): void {
  if (values.length !== length) throw wrongInput(`length of ${name}`, values.length, `${length}`)
}

export function checkFinite(name: string, values: Float64Array): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]!)) throw wrongInput(`${name}[${i}]`, values[i]!, 'a finite number')
}

/** Up to rounding: the difference may be a ten-billionth of the largest entry of the diagonal. One pass over a good one. */
export function checkSymmetric(name: string, { rows: n, data }: Matrix): void {
  let scale = 0
  for (let i = 0; i < n; i++) scale = Math.max(scale, Math.abs(data[i * n + i]!))
  const noise = 1e-10 * scale
  // In tiles: going down a column of a large matrix misses the cache at every step. NaN and infinities fail too.
  for (let i0 = 0; i0 < n; i0 += TILE)
    for (let j0 = 0; j0 <= i0; j0 += TILE)
      for (let i = i0; i < Math.min(n, i0 + TILE); i++)
        for (let j = j0; j <= Math.min(i, j0 + TILE - 1); j++)
          if (!(Math.abs(data[i * n + j]! - data[j * n + i]!) <= noise)) refuse(name, n, data, i, j)
}

const TILE = 32

function refuse(name: string, n: number, data: Float64Array, i: number, j: number): never {
  checkFinite(name, data)
  throw wrongInput(`${name}[${i}][${j}]`, data[i * n + j]!, `${name}[${j}][${i}] = ${data[j * n + i]}: symmetric`)
}
