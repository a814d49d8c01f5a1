import type { BoundaryScheme } from './boundaryScheme.js'
import { discountedAbove } from './solveBoundary.js'

/**
 * The lower of the two boundaries of an American put of strike 1 with yield < rate < 0, as squares ln(Y/X)^2 at the
 * scheme's nodes, X = rate / yield: Y = X N / D by matching values. Below Y nothing depends on the upper boundary, as
 * above that one nothing depends on Y: the two are found apart, until they meet.
 *
 * @returns whether the tolerance was reached
 * @see L. Andersen, M. Lake, Fast American option pricing: the double-boundary case, Wilmott (2021)
 */
export function solveLowerBoundary(
  rate: number,
  carryYield: number,
  vol: number,
  years: number,
  scheme: BoundaryScheme,
  squares: Float64Array,
): boolean {
  const { nodes, x, sine, cosine, weight, rows } = scheme
  const next = new Float64Array(nodes + 1)
  const drift = rate - carryYield
  for (let i = 0; i <= nodes; i++) squares[i] = 0.5 * vol * vol * years * x[i]! * x[i]!
  for (let round = 0; round < 8 * scheme.iterations; round++) {
    let moved = 0
    for (let i = 1; i <= nodes; i++) {
      const root = Math.sqrt(years) * x[i]!
      const height = Math.sqrt(squares[i]!)
      let numerator = 0
      let denominator = 0
      for (let k = 0, at = i * sine.length * (nodes + 1); k < sine.length; k++) {
        let square = 0
        for (let j = 0; j <= nodes; j++) square += rows[at++]! * squares[j]!
        const elapsed = root * cosine[k]!
        const s = elapsed * elapsed
        const deviation = vol * elapsed
        const up = (height - Math.sqrt(Math.max(square, 0)) + drift * s) / deviation + 0.5 * deviation
        const share = sine[k]! * cosine[k]! * weight[k]!
        numerator += share * (Math.exp(-rate * s) - discountedAbove(up - deviation, rate * s))
        denominator += share * (Math.exp(-carryYield * s) - discountedAbove(up, carryYield * s))
      }
      const found = Math.log(numerator / denominator)
      const change = Math.abs(found - height)
      if (!(change <= moved)) moved = change
      next[i] = found > 0 ? found * found : found <= 0 ? 0 : Number.NaN
    }
    squares.set(next)
    if (moved < scheme.tolerance) return true
    if (Number.isNaN(moved)) return false
  }
  return false
}
