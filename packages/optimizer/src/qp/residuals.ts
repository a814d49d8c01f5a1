import type { BoundedProgram } from './program.js'

/** What is left of the optimality conditions; `gap` is |primal - dual objective| over 1 + |primal|. */
export type Residuals = {
  readonly primal: number
  readonly dual: number
  readonly gap: number
  readonly objective: number
}

/**
 * Of a point with multipliers of rows (`y`) and bounds (`z`), > 0 from below. A multiplier that points at an infinite
 * end counts as dual residual.
 */
export function residualsOf(program: BoundedProgram, x: Float64Array, y: Float64Array, z: Float64Array): Residuals {
  const { n, P, q, lower, upper, rows } = program
  const stationary = new Float64Array(n)
  let quadratic = 0
  let linear = 0
  for (let i = 0; i < n; i++) {
    let s = 0
    for (let j = 0; j < n; j++) s += P[i * n + j]! * x[j]!
    quadratic += s * x[i]!
    linear += q[i]! * x[i]!
    stationary[i] = s + q[i]! - z[i]!
  }
  let primal = 0
  let dual = 0
  let support = 0
  const meet = (value: number, low: number, high: number, multiplier: number): void => {
    primal = Math.max(primal, low - value, value - high)
    const end = multiplier > 0 ? low : high
    if (multiplier === 0) return
    if (Number.isFinite(end)) support += multiplier * end
    else dual = Math.max(dual, Math.abs(multiplier))
  }
  for (let r = 0; r < rows.count; r++) {
    let value = 0
    for (let k = rows.start[r]!; k < rows.start[r + 1]!; k++) {
      value += rows.value[k]! * x[rows.index[k]!]!
      stationary[rows.index[k]!]! -= y[r]! * rows.value[k]!
    }
    meet(value, rows.lower[r]!, rows.upper[r]!, y[r]!)
  }
  for (let i = 0; i < n; i++) {
    meet(x[i]!, lower[i]!, upper[i]!, z[i]!)
    dual = Math.max(dual, Math.abs(stationary[i]!))
  }
  const objective = quadratic / 2 + linear
  const gap = Math.abs(quadratic + linear - support) / (1 + Math.abs(objective))
  return { primal, dual, gap, objective }
}
