// How much of a book is really one bet.
import { eigenSymmetric, type Matrix } from '@bourse/math'
import { badArgument } from '@bourse/core'
import { normalContributions, riskContributions } from '../measures/contributions.js'

/**
 * `herfindahl` sum of squared shares of gross (1: all in one), `effective` its inverse, `largest` the largest share.
 */
export type Concentration = { readonly herfindahl: number; readonly effective: number; readonly largest: number }

/**
 * Concentration of positions by their gross size, whatever their sign. NaN where nothing is held.
 *
 * @throws BourseError where a weight is not finite
 *
 * @example
 * import { concentrationOf } from '@bourse/risk'
 * concentrationOf(Float64Array.of(0.5, -0.5)) // => { herfindahl: 0.5, effective: 2, largest: 0.5 }
 */
export function concentrationOf(weights: Float64Array): Concentration {
  let gross = 0
  for (let i = 0; i < weights.length; i++) {
    if (!Number.isFinite(weights[i]!))
      throw badArgument('concentrationOf', `weights[${i}]`, weights[i], 'a finite number')
    gross += Math.abs(weights[i]!)
  }
  let herfindahl = gross === 0 ? Number.NaN : 0
  let largest = herfindahl
  for (let i = 0; i < weights.length; i++) {
    const share = Math.abs(weights[i]!) / gross
    herfindahl += share * share
    largest = Math.max(largest, share)
  }
  return { herfindahl, effective: 1 / herfindahl, largest }
}

/**
 * Diversification ratio: the sum of the positions' own volatilities over the volatility of the whole; 1 where all move
 * as one, the root of n for n equal independent ones. NaN where there is no risk.
 *
 * @throws BourseError where lengths differ or a weight is not finite
 * @see Choueifaty and Coignard, J. Portfolio Management 35(1), 2008
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { diversificationRatio } from '@bourse/risk'
 * diversificationRatio(Float64Array.of(1, 1), matrixFromRows([[1, 0], [0, 1]])).toFixed(4) // => '1.4142'
 */
export function diversificationRatio(weights: Float64Array, covariance: Matrix): number {
  const { undiversified, valueAtRisk } = normalContributions(weights, covariance, 0.95)
  return valueAtRisk === 0 ? Number.NaN : undiversified / valueAtRisk
}

/** `first`: share of all variance along the strongest common move; `effective`: how many independent moves there are. */
export type CommonMoves = { readonly first: number; readonly effective: number }

/**
 * How much moves together: shares of the eigenvalues of a covariance or correlation matrix (the absorption ratio of the
 * first), and the exponential of their entropy.
 *
 * @throws RangeError where the matrix is not square, finite and symmetric
 * @see Kritzman, Li, Page and Rigobon, J. Portfolio Management 37(4), 2011; Roy and Vetterli, EUSIPCO 2007
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { commonMoves } from '@bourse/risk'
 * commonMoves(matrixFromRows([[1, 0.8], [0.8, 1]])).first.toFixed(2) // => '0.90'
 */
export function commonMoves(matrix: Matrix): CommonMoves {
  const values = eigenSymmetric(matrix).values.map((value) => Math.max(0, value))
  const sum = values.reduce((a, b) => a + b, 0)
  let first = sum === 0 ? Number.NaN : 0
  let entropy = 0
  for (const value of values) {
    const share = value / sum
    first = Math.max(first, share)
    if (share > 0) entropy -= share * Math.log(share)
  }
  return { first, effective: sum === 0 ? Number.NaN : Math.exp(entropy) }
}

/**
 * Concentration of risk rather than of money: of the positions' shares in the volatility.
 *
 * @throws BourseError where lengths differ or a weight is not finite
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { riskConcentration } from '@bourse/risk'
 * riskConcentration(Float64Array.of(1, 1), matrixFromRows([[1, 0], [0, 9]])).largest // => 0.9
 */
export function riskConcentration(weights: Float64Array, covariance: Matrix): Concentration {
  return concentrationOf(riskContributions(weights, covariance))
}
