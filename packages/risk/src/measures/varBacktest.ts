// Whether a VaR series was right: too many exceptions, exceptions in clusters, losses beyond it larger than foretold.
import { badArgument } from '@bourse/core'
import { chiSquareTail, incompleteBeta, normCdf } from '@bourse/math'
import { checkConfidence, checkReturns, checkSameLength } from './returns.js'

/** `statistic` likelihood ratio, `probability` its p-value: small = the VaR is wrong. */
export type CoverageTest = { readonly statistic: number; readonly probability: number }

/** x ln y, 0 where x is 0. */
function xLog(x: number, y: number): number {
  return x === 0 ? 0 : x * Math.log(y)
}

function checkCount(where: string, argument: string, value: number, most: number): void {
  if (!(Number.isInteger(value) && value >= 0 && value <= most))
    throw badArgument(where, argument, value, `a whole number from 0 to ${most}`)
}

/**
 * Kupiec's proportion of failures: whether `exceptions` in `count` periods fit a VaR of this confidence.
 *
 * @throws BourseError where counts are not whole, or confidence is outside (0, 1)
 * @see Kupiec, J. Derivatives 3(2), 1995
 *
 * @example
 * import { kupiecTest } from '@bourse/risk'
 * kupiecTest(4, 250, 0.99).probability.toFixed(4) // => '0.3805'
 */
export function kupiecTest(exceptions: number, count: number, confidence: number): CoverageTest {
  checkConfidence('kupiecTest', confidence)
  checkCount('kupiecTest', 'count', count, 2 ** 53)
  checkCount('kupiecTest', 'exceptions', exceptions, count)
  const p = 1 - confidence
  const rate = exceptions / count
  const statistic = Math.max(0, 2 * (xLog(count - exceptions, (1 - rate) / (1 - p)) + xLog(exceptions, rate / p)))
  return { statistic, probability: count === 0 ? Number.NaN : chiSquareTail(statistic, 1) }
}

/** Pairs of neighbouring periods: `after[0][1]` no exception, then one. */
export type IndependenceTest = CoverageTest & {
  readonly after: readonly [readonly [number, number], readonly [number, number]]
}

/**
 * Christoffersen's independence: whether an exception is likelier after an exception. NaN for fewer than two periods.
 *
 * @param hits 1 where the loss was beyond the VaR, else 0
 * @throws BourseError where a hit is neither 0 nor 1
 * @see Christoffersen, Int. Economic Review 39(4), 1998
 *
 * @example
 * import { christoffersenTest } from '@bourse/risk'
 * christoffersenTest(Uint8Array.of(0, 0, 1, 1, 1, 0, 0, 0)).after // => [[3, 1], [1, 2]]
 */
export function christoffersenTest(hits: ArrayLike<number>): IndependenceTest {
  const counts = [
    [0, 0],
    [0, 0],
  ] as [[number, number], [number, number]]
  for (let t = 0; t < hits.length; t++) {
    if (hits[t] !== 0 && hits[t] !== 1) throw badArgument('christoffersenTest', `hits[${t}]`, hits[t], '0 or 1')
    if (t > 0) counts[hits[t - 1] as 0 | 1][hits[t] as 0 | 1]++
  }
  const [[a, b], [c, d]] = counts
  const all = (b + d) / (a + b + c + d)
  const apart = xLog(a, a / (a + b)) + xLog(b, b / (a + b)) + xLog(c, c / (c + d)) + xLog(d, d / (c + d))
  const statistic = Math.max(0, 2 * (apart - xLog(a + c, 1 - all) - xLog(b + d, all)))
  return { statistic, probability: hits.length < 2 ? Number.NaN : chiSquareTail(statistic, 1), after: counts }
}

/**
 * Basel's traffic light for 250 days at 99 %, the only case it is defined for: the zone by the cumulative binomial
 * probability (below 95 % green, below 99.99 % yellow), the plus factor by the number of exceptions, and the multiplier
 * 3 + plus.
 *
 * @throws BourseError where exceptions is not a whole number from 0 to 250
 * @see Basel Committee, "Supervisory Framework for the Use of Backtesting", January 1996
 *
 * @example
 * import { baselZone } from '@bourse/risk'
 * baselZone(5).zone // => 'yellow'
 * baselZone(5).multiplier // => 3.4
 */
export function baselZone(exceptions: number): {
  readonly zone: 'green' | 'yellow' | 'red'
  readonly cumulative: number
  readonly plusFactor: number
  readonly multiplier: number
} {
  checkCount('baselZone', 'exceptions', exceptions, 250)
  // P(X <= x) of a binomial is an incomplete beta function.
  const cumulative = exceptions === 250 ? 1 : incompleteBeta(250 - exceptions, exceptions + 1, 0.99)
  const plusFactor = exceptions < 5 ? 0 : ([0.4, 0.5, 0.65, 0.75, 0.85][exceptions - 5] ?? 1)
  const zone = cumulative < 0.95 ? 'green' : cumulative < 0.9999 ? 'yellow' : 'red'
  return { zone, cumulative, plusFactor, multiplier: 3 + plusFactor }
}

/**
 * Acerbi and Szekely's statistics of an expected shortfall: both about 0 where it is right, negative where losses were
 * larger than foretold. `z1` looks at the size of exceptions, `z2` at their number too; `z1` is NaN without exceptions.
 *
 * Returns, values at risk and shortfalls are of the same periods; the last two positive = loss.
 *
 * @throws BourseError where lengths differ, a number is not finite, or a shortfall is not > 0
 * @see Acerbi and Szekely, Risk, December 2014
 *
 * @example
 * import { acerbiSzekely } from '@bourse/risk'
 * const returns = Float64Array.of(0.01, -0.03, 0.02, 0)
 * const both = acerbiSzekely(returns, new Float64Array(4).fill(0.02), new Float64Array(4).fill(0.025), 0.75)
 * both.z1.toFixed(3) // => '-0.200'
 */
export function acerbiSzekely(
  returns: Float64Array,
  valuesAtRisk: Float64Array,
  shortfalls: Float64Array,
  confidence: number,
): { readonly z1: number; readonly z2: number } {
  checkConfidence('acerbiSzekely', confidence)
  const hits = hitsOf('acerbiSzekely', returns, valuesAtRisk)
  checkSameLength('acerbiSzekely', 'shortfalls', shortfalls.length, returns.length)
  let sum = 0
  let count = 0
  for (let t = 0; t < returns.length; t++) {
    if (!(shortfalls[t]! > 0 && shortfalls[t]! < Number.POSITIVE_INFINITY))
      throw badArgument('acerbiSzekely', `shortfalls[${t}]`, shortfalls[t], 'a finite loss > 0')
    if (hits[t] === 0) continue
    sum += returns[t]! / shortfalls[t]!
    count++
  }
  return { z1: sum / count + 1, z2: sum / (returns.length * (1 - confidence)) + 1 }
}

/**
 * 1 where the return was below minus the VaR told for its period.
 *
 * @throws BourseError where lengths differ or a number is not finite
 *
 * @example
 * import { varExceptions } from '@bourse/risk'
 * varExceptions(Float64Array.of(-0.03, 0.01), Float64Array.of(0.02, 0.02)) // => Uint8Array [1, 0]
 */
export function varExceptions(returns: Float64Array, valuesAtRisk: Float64Array): Uint8Array {
  return hitsOf('varExceptions', returns, valuesAtRisk)
}

function hitsOf(where: string, returns: Float64Array, valuesAtRisk: Float64Array): Uint8Array {
  checkReturns(where, returns)
  checkReturns(where, valuesAtRisk, 'valuesAtRisk')
  checkSameLength(where, 'valuesAtRisk', valuesAtRisk.length, returns.length)
  return Uint8Array.from(returns, (r, t) => (r < -valuesAtRisk[t]! ? 1 : 0))
}

/**
 * `probability` that a right VaR looks so bad or worse. `zone`: green from 5 %, yellow from 0.01 % as Basel draws its
 * lines, red below.
 */
export type VarTest = {
  readonly test: 'kupiec' | 'christoffersen' | 'conditional' | 'binomial' | 'basel' | 'acerbi-szekely'
  readonly statistic: number
  readonly probability: number
  readonly zone: 'green' | 'yellow' | 'red'
}

/**
 * All tests of a VaR series: Kupiec, Christoffersen's independence and conditional coverage, the two-sided binomial z;
 * Basel's light over the last 250 periods where confidence is 0.99 and there are as many; Acerbi and Szekely's second
 * statistic where `shortfalls` are given, its zone by their thresholds -0.7 and -1.8 (its probability is NaN: it has no
 * closed form).
 *
 * @throws BourseError where lengths differ, there is no period, a number is not finite, or confidence is outside (0, 1)
 *
 * @example
 * import { testVar } from '@bourse/risk'
 * const returns = Float64Array.from({ length: 250 }, (_, t) => (t % 50 === 0 ? -0.03 : 0.001))
 * testVar(returns, new Float64Array(250).fill(0.02), 0.99).map(({ test, zone }) => `${test} ${zone}`)
 * // => ['kupiec green', 'christoffersen green', 'conditional green', 'binomial green', 'basel yellow']
 */
export function testVar(
  returns: Float64Array,
  valuesAtRisk: Float64Array,
  confidence: number,
  options: { readonly shortfalls?: Float64Array } = {},
): readonly VarTest[] {
  checkConfidence('testVar', confidence)
  if (returns.length === 0) throw badArgument('testVar', 'returns.length', 0, '>= 1')
  const hits = hitsOf('testVar', returns, valuesAtRisk)
  const count = hits.length
  const exceptions = hits.reduce((sum, hit) => sum + hit, 0)
  const told = (test: VarTest['test'], statistic: number, probability: number): VarTest => ({
    test,
    statistic,
    probability,
    zone: !(probability < 0.05) ? 'green' : probability < 0.0001 ? 'red' : 'yellow',
  })
  const kupiec = kupiecTest(exceptions, count, confidence)
  const independence = christoffersenTest(hits)
  const both = kupiec.statistic + independence.statistic
  const p = 1 - confidence
  const z = (exceptions - count * p) / Math.sqrt(count * p * confidence)
  const out = [
    told('kupiec', kupiec.statistic, kupiec.probability),
    told('christoffersen', independence.statistic, independence.probability),
    told('conditional', both, count < 2 ? Number.NaN : chiSquareTail(both, 2)),
    told('binomial', z, 2 * normCdf(-Math.abs(z))),
  ]
  if (count >= 250 && Math.abs(confidence - 0.99) < 1e-12) {
    const last = hits.subarray(count - 250).reduce((sum, hit) => sum + hit, 0)
    const { zone, cumulative } = baselZone(last)
    out.push({ test: 'basel', statistic: last, probability: 1 - cumulative, zone })
  }
  if (options.shortfalls !== undefined) {
    const { z2 } = acerbiSzekely(returns, valuesAtRisk, options.shortfalls, confidence)
    const zone = z2 >= -0.7 ? 'green' : z2 >= -1.8 ? 'yellow' : 'red'
    out.push({ test: 'acerbi-szekely', statistic: z2, probability: Number.NaN, zone })
  }
  return out
}
