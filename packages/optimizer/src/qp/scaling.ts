// Equilibration: variables, rows and the cost are rescaled until the entries of each line are about one.
// @see Ruiz, A scaling algorithm to equilibrate both rows and columns norms in matrices, RAL-TR-2001-034.
import type { BoundedProgram } from './program.js'

/** x = `variables` times the scaled x; multipliers of rows = `rows` times the scaled ones over `cost`. */
export type Scaled = {
  readonly program: BoundedProgram
  readonly variables: Float64Array
  readonly rows: Float64Array
  readonly cost: number
}

const PASSES = 15

export function equilibrate(program: BoundedProgram): Scaled {
  const { n, rows } = program
  const P = program.P.slice()
  const value = rows.value.slice()
  const d = new Float64Array(n).fill(1)
  const e = new Float64Array(rows.count).fill(1)
  for (let pass = 0; pass < PASSES; pass++) {
    const column = new Float64Array(n)
    const line = new Float64Array(rows.count)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) column[j] = Math.max(column[j]!, Math.abs(P[i * n + j]!))
    for (let r = 0; r < rows.count; r++)
      for (let k = rows.start[r]!; k < rows.start[r + 1]!; k++) {
        const v = Math.abs(value[k]!)
        line[r] = Math.max(line[r]!, v)
        column[rows.index[k]!] = Math.max(column[rows.index[k]!]!, v)
      }
    const byColumn = column.map((c) => (c === 0 ? 1 : 1 / Math.sqrt(c)))
    const byRow = line.map((c) => (c === 0 ? 1 : 1 / Math.sqrt(c)))
    for (let i = 0; i < n; i++) {
      d[i]! *= byColumn[i]!
      for (let j = 0; j < n; j++) P[i * n + j]! *= byColumn[i]! * byColumn[j]!
    }
    for (let r = 0; r < rows.count; r++) {
      e[r]! *= byRow[r]!
      for (let k = rows.start[r]!; k < rows.start[r + 1]!; k++) value[k]! *= byRow[r]! * byColumn[rows.index[k]!]!
    }
  }
  const q = program.q.map((v, i) => v * d[i]!)
  let size = 0
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(q[i]!))
  for (let i = 0; i < n * n; i++) size = Math.max(size, Math.abs(P[i]!))
  const cost = size > 0 ? 1 / size : 1
  return {
    variables: d,
    rows: e,
    cost,
    program: {
      n,
      P: P.map((v) => v * cost),
      q: q.map((v) => v * cost),
      lower: program.lower.map((v, i) => v / d[i]!),
      upper: program.upper.map((v, i) => v / d[i]!),
      rows: {
        ...rows,
        value,
        lower: rows.lower.map((v, r) => v * e[r]!),
        upper: rows.upper.map((v, r) => v * e[r]!),
      },
    },
  }
}
