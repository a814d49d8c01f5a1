// Correlations of many series as returns come in.
import { badArgument, type Json, numberFromJson, numberToJson, type Stepper } from '@bourse/core'
import { correlation, type Matrix, zeros } from '@bourse/math'

function checkRow(where: string, row: Float64Array, count: number): void {
  if (row.length !== count) throw badArgument(where, 'row.length', row.length, `${count}, one return per series`)
}

function checkCount(where: string, count: number): void {
  if (!(Number.isInteger(count) && count >= 1)) throw badArgument(where, 'count', count, 'a whole number >= 1')
}

/**
 * Stepper of the correlation matrix of the last `window` rows of returns, that of the same rows in one piece. NaN until
 * the window is full. A series with a return that is not finite has NaN in its row and column as long as it is in the
 * window; the others are not touched by it.
 *
 * @throws BourseError where count is not a whole number >= 1, window not one >= 2, or a row has another length
 *
 * @example
 * import { rollingCorrelations } from '@bourse/risk'
 * const matrix = rollingCorrelations(2, 3)
 * matrix.next(Float64Array.of(0.01, -0.01))
 * matrix.next(Float64Array.of(0.02, -0.02))
 * matrix.next(Float64Array.of(-0.01, 0.01)).data[1]?.toFixed(6) // => '-1.000000'
 */
export function rollingCorrelations(count: number, window: number): Stepper<Float64Array, Matrix> {
  const where = 'rollingCorrelations'
  checkCount(where, count)
  if (!(Number.isInteger(window) && window >= 2)) throw badArgument(where, 'window', window, 'a whole number >= 2')
  const ring = new Float64Array(window * count)
  let seen = 0
  return {
    next(row) {
      checkRow(where, row, count)
      ring.set(row, (seen % window) * count)
      seen++
      return seen < window ? unknownMatrix(count) : correlationsOf(ring, window, count)
    },
    // Rows as they lie in the ring: another order would add up to other last digits.
    save(): Json {
      const held = Math.min(seen, window)
      const rows = Array.from({ length: held }, (_, k) =>
        Array.from(ring.subarray(k * count, (k + 1) * count), numberToJson),
      )
      return { slot: seen % window, rows }
    },
    load(state) {
      const saved = state as { readonly slot?: Json; readonly rows?: Json } | null
      const { slot, rows } = saved ?? {}
      if (!Array.isArray(rows) || rows.length > window || typeof slot !== 'number')
        throw badArgument(`${where}.load`, 'state', 'something else', `what save gave, at most ${window} rows`)
      for (const [k, row] of (rows as readonly Json[]).entries()) {
        if (!Array.isArray(row) || row.length !== count)
          throw badArgument(`${where}.load`, 'state', 'something else', `rows of ${count} returns`)
        ring.set((row as readonly Json[]).map(numberFromJson), k * count)
      }
      seen = rows.length < window ? rows.length : window + slot
    },
  }
}

function unknownMatrix(count: number): Matrix {
  const out = zeros(count, count)
  out.data.fill(Number.NaN)
  return out
}

/** Of rows in whatever order; a column with a hole is left out and answered NaN. */
function correlationsOf(rows: Float64Array, window: number, count: number): Matrix {
  const whole = Array.from({ length: count }, (_, i) => i).filter((i) => {
    for (let t = 0; t < window; t++) if (!Number.isFinite(rows[t * count + i]!)) return false
    return true
  })
  if (whole.length === count) return correlation({ rows: window, cols: count, data: rows })
  const out = unknownMatrix(count)
  if (whole.length === 0) return out
  const data = new Float64Array(window * whole.length)
  for (let t = 0; t < window; t++)
    for (const [k, i] of whole.entries()) data[t * whole.length + k] = rows[t * count + i]!
  const part = correlation({ rows: window, cols: whole.length, data })
  for (const [k, i] of whole.entries())
    for (const [l, j] of whole.entries()) out.data[i * count + j] = part.data[k * whole.length + l]!
  return out
}

/**
 * Stepper of exponentially weighted correlations about zero, all rows so far: S = lambda S + (1 - lambda) x x', of which
 * the scale cancels. A row in which a return is not finite leaves the pairs of that series as they were.
 *
 * @param lambda in (0, 1): 0.97 remembers about 33 rows
 * @throws BourseError where count is not a whole number >= 1, lambda outside (0, 1), or a row has another length
 *
 * @example
 * import { ewmaCorrelations } from '@bourse/risk'
 * const matrix = ewmaCorrelations(2, 0.5)
 * matrix.next(Float64Array.of(0.01, 0.01)).data // => Float64Array [1, 1, 1, 1]
 * matrix.next(Float64Array.of(0.01, -0.01)).data[1]?.toFixed(4) // => '-0.3333'
 */
export function ewmaCorrelations(count: number, lambda: number): Stepper<Float64Array, Matrix> {
  const where = 'ewmaCorrelations'
  checkCount(where, count)
  if (!(lambda > 0 && lambda < 1)) throw badArgument(where, 'lambda', lambda, 'in (0, 1)')
  // Sums of weighted products; each pair has squares of its own, of the rows in which both were known.
  const size = count * count
  const products = new Float64Array(size)
  const squares = new Float64Array(size)
  return {
    next(row) {
      checkRow(where, row, count)
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++) {
          const [x, y] = [row[i]!, row[j]!]
          if (!(Number.isFinite(x) && Number.isFinite(y))) continue
          const at = i * count + j
          products[at] = lambda * products[at]! + x * y
          squares[at] = lambda * squares[at]! + x * x
        }
      const out = zeros(count, count)
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++) {
          const r = products[i * count + j]! / Math.sqrt(squares[i * count + j]! * squares[j * count + i]!)
          out.data[i * count + j] = Math.max(-1, Math.min(1, r))
        }
      return out
    },
    save: (): Json => ({ products: Array.from(products), squares: Array.from(squares) }),
    load(state) {
      const saved = state as { readonly products?: readonly number[]; readonly squares?: readonly number[] } | null
      for (const [name, into] of [
        ['products', products],
        ['squares', squares],
      ] as const) {
        const column = saved?.[name]
        if (!Array.isArray(column) || column.length !== size)
          throw badArgument(`${where}.load`, name, 'something else', `what save gave, ${size} numbers`)
        into.set(column)
      }
    },
  }
}

/**
 * Mean of the correlations of different series; pairs that are not known are left out, NaN where none is.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { averageCorrelation } from '@bourse/risk'
 * averageCorrelation(matrixFromRows([[1, 0.5], [0.5, 1]])) // => 0.5
 */
export function averageCorrelation(matrix: Matrix): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < matrix.rows; i++)
    for (let j = 0; j < i; j++) {
      const r = matrix.data[i * matrix.cols + j]!
      if (Number.isNaN(r)) continue
      sum += r
      count++
    }
  return count === 0 ? Number.NaN : sum / count
}
