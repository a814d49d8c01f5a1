// The form all portfolio problems are brought to: a quadratic, plus for each variable a convex function made of straight
// pieces, under a few rows that may be made of straight pieces too. Costs, turnover, gross and short limits are kinks
// of one variable; splitting the variable at its kinks would double or triple the problem and make P singular.

/**
 * minimise x'Px/2 + q'x + sum of pieces, over the breakpoints' range, under the rows.
 *
 * Variable i has the breakpoints `at[first[i]] < ... < at[first[i + 1] - 1]`: its bounds at the ends (may be infinite),
 * its kinks between. A segment has the index of the breakpoint on its left; `slope[segment]` is the cost per unit there
 * and may only grow from left to right. A fixed variable has one breakpoint and no segment.
 */
export type SeparableProgram = {
  readonly n: number
  readonly P: Float64Array
  readonly q: Float64Array
  readonly first: Int32Array
  readonly at: Float64Array
  readonly slope: Float64Array
  readonly rows: readonly SeparableRow[]
}

/**
 * lower <= sum of coefficients times x <= upper. With `pieces` the term of variable i in segment s is
 * `slope[s] x + offset[s]`, convex, and only `upper` may be finite.
 */
export type SeparableRow = {
  readonly coefficients: Float64Array
  readonly pieces?: { readonly slope: Float64Array; readonly offset: Float64Array }
  readonly lower: number
  readonly upper: number
}

/**
 * `rows` > 0 where a row holds from below, < 0 from above; `bounds` likewise for the ends and kinks of a variable.
 * Infeasible: the multipliers are a Farkas certificate: the combined rows and bounds cancel in x and leave a positive
 * number that should be <= 0.
 */
export type SeparableSolution = {
  readonly status: 'optimal' | 'infeasible' | 'stalled'
  readonly x: Float64Array
  readonly rows: Float64Array
  readonly bounds: Float64Array
  readonly iterations: number
}

/** A program without kinks: bounds and plain rows. */
export function boxProgram(
  P: Float64Array,
  q: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  rows: readonly SeparableRow[],
): SeparableProgram {
  const n = q.length
  const first = new Int32Array(n + 1)
  const at: number[] = []
  for (let i = 0; i < n; i++) {
    at.push(lower[i]!)
    if (upper[i]! > lower[i]!) at.push(upper[i]!)
    first[i + 1] = at.length
  }
  return { n, P, q, first, at: Float64Array.from(at), slope: new Float64Array(at.length), rows }
}
