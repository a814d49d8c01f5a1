// What a position that is not there yet would add to those that are.
import { badArgument, failed, type Result, succeeded } from '@bourse/core'
import { pearson } from '@bourse/math'

/** Returns per period, newest last; `weight` a share or an amount, signed. NaN in a column is a hole. */
export type HeldSeries = { readonly series: string; readonly returns: Float64Array; readonly weight: number }

/**
 * Correlations are of positions, not of instruments: a short in what moves along counts negative. `diversification`: the
 * share of the two volatilities (the book's and the position's own) that vanishes when they are put together.
 */
export type PositionFit = {
  readonly max: number
  readonly with: string | undefined
  readonly average: number
  readonly diversification: number
  readonly recommendation: 'proceed' | 'reduce' | 'skip'
}

// Fewer pairs say nothing.
const leastPeriods = 20

/**
 * The largest correlation of a new position with those held and with which, their average, what it diversifies, and what
 * to do: `reduce` above 0.7, `skip` above 0.9.
 *
 * @param options `reduce`, `skip`: other limits, strictly above
 * @returns failure `risk/short-series` for fewer than 20 periods, `risk/missing-return` where a return is not finite,
 * `risk/flat-series` where a series does not vary; each names the series
 * @throws BourseError where columns have different lengths, a weight is not finite, or limits are not 0 <= reduce <= skip
 *
 * @example
 * import { createRng } from '@bourse/math'
 * import { fitPosition } from '@bourse/risk'
 * const rng = createRng(7)
 * const spy = Float64Array.from({ length: 100 }, () => 0.01 * rng.normal())
 * const qqq = spy.map((r) => 1.2 * r + 0.003 * rng.normal())
 * const fit = fitPosition({ series: 'QQQ', returns: qqq, weight: 0.1 }, [{ series: 'SPY', returns: spy, weight: 0.5 }])
 * fit.ok && [fit.value.with, fit.value.recommendation] // => ['SPY', 'skip']
 */
export function fitPosition(
  candidate: HeldSeries,
  held: readonly HeldSeries[],
  options: { readonly reduce?: number; readonly skip?: number } = {},
): Result<PositionFit, 'risk/short-series' | 'risk/missing-return' | 'risk/flat-series'> {
  const { reduce = 0.7, skip = 0.9 } = options
  if (!(reduce >= 0 && reduce <= skip)) throw badArgument('fitPosition', 'reduce', reduce, `in [0, ${skip}], the skip`)
  const count = candidate.returns.length
  for (const { series, returns, weight } of [candidate, ...held]) {
    if (returns.length !== count)
      throw badArgument('fitPosition', `${series}: returns.length`, returns.length, `${count}, as the candidate's`)
    if (!Number.isFinite(weight)) throw badArgument('fitPosition', `${series}: weight`, weight, 'a finite number')
    if (count < leastPeriods)
      return failed('risk/short-series', `${series} has ${count} returns, ${leastPeriods} are needed`, {
        series,
        count,
        least: leastPeriods,
      })
    const hole = returns.findIndex((r) => !Number.isFinite(r))
    if (hole >= 0) return failed('risk/missing-return', `${series} has no return at ${hole}`, { series, index: hole })
    if (returns.every((r) => r === returns[0])) return failed('risk/flat-series', `${series} does not vary`, { series })
  }
  let max = Number.NEGATIVE_INFINITY
  let closest: string | undefined
  let sum = 0
  const book = new Float64Array(count)
  const direction = Math.sign(candidate.weight)
  for (const { series, returns, weight } of held) {
    const r = pearson(candidate.returns, returns) * direction * Math.sign(weight)
    sum += r
    if (r > max) {
      max = r
      closest = series
    }
    for (let t = 0; t < count; t++) book[t]! += weight * returns[t]!
  }
  const own = candidate.returns.map((r) => candidate.weight * r)
  const [alone, before] = [spreadOf(own), spreadOf(book)]
  const together = spreadOf(book.map((r, t) => r + own[t]!))
  const most = held.length === 0 ? 0 : max
  return succeeded({
    max: most,
    with: closest,
    average: held.length === 0 ? 0 : sum / held.length,
    diversification: before + alone === 0 ? 0 : 1 - together / (before + alone),
    recommendation: most > skip ? 'skip' : most > reduce ? 'reduce' : 'proceed',
  })
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0))
}
