// Filtered historical simulation: past shocks, each by the volatility of its day, at today's volatility.
import { badArgument, failed, type Result, succeeded } from '@bourse/core'
import { fitGarch, type Garch, garchVariances, meanOf, type Rng } from '@bourse/math'
import { sortedShortfall, sortedVar, type VarRule } from './historical.js'
import type { TailEstimate } from './parametric.js'
import { checkConfidence, checkPositive, checkReturns } from './returns.js'

/**
 * Returns as mean + sqrt(variance) z. `shocks` are the z; `variances[t]` rests on what came before t; `next` is of the
 * period that has not come. `model`: how a variance follows from the last (omega 0, alpha + beta 1: EWMA).
 */
export type FilteredReturns = {
  readonly mean: number
  readonly model: Garch
  readonly variances: Float64Array
  readonly shocks: Float64Array
  readonly next: number
}

/** A GARCH(1,1) fitted to the returns; one that is given (omega in squared returns); or EWMA with that decay. */
export type VolatilityFilter = 'garch' | Garch | { readonly lambda: number }

/**
 * Returns freed of their volatility. The first variance is the mean square of all.
 *
 * @param options.series name that a failure tells
 * @returns failure `risk/short-series` for fewer than 10 returns (GARCH; else 2), `risk/flat-series` where they do not
 * vary, `risk/no-fit` where the likelihood has no maximum that was reached
 * @throws BourseError where a return is not finite
 * @see Barone-Adesi, Giannopoulos and Vosper, J. Futures Markets 19(5), 1999; Bollerslev, J. Econometrics 31, 1986
 *
 * @example
 * import { filterReturns } from '@bourse/risk'
 * const filtered = filterReturns(Float64Array.of(0.01, -0.02, 0.01, 0), { lambda: 0.94 })
 * filtered.ok && Math.sqrt(filtered.value.next).toFixed(4) // => '0.0122'
 */
export function filterReturns(
  returns: Float64Array,
  filter: VolatilityFilter,
  options: { readonly series?: string } = {},
): Result<FilteredReturns, 'risk/short-series' | 'risk/flat-series' | 'risk/no-fit'> {
  checkReturns('filterReturns', returns)
  const { series = 'returns' } = options
  const count = returns.length
  const least = filter === 'garch' ? 10 : 2
  if (count < least)
    return failed('risk/short-series', `${series} has ${count} returns, a filter needs ${least}`, {
      series,
      count,
      least,
    })
  const mean = meanOf(returns)
  const residuals = returns.map((r) => r - mean)
  const square = residuals.reduce((sum, y) => sum + y * y, 0) / count
  if (!(square > 0)) return failed('risk/flat-series', `${series} does not vary`, { series })
  if (typeof filter === 'object' && 'lambda' in filter) {
    if (!(filter.lambda > 0 && filter.lambda < 1))
      throw badArgument('filterReturns', 'lambda', filter.lambda, 'in (0, 1)')
    const model = { omega: 0, alpha: 1 - filter.lambda, beta: filter.lambda }
    const variances = new Float64Array(count)
    let next = square
    for (let t = 0; t < count; t++) {
      variances[t] = next
      next = model.alpha * residuals[t]! ** 2 + model.beta * next
    }
    return succeeded({ mean, model, variances, shocks: shocksOf(residuals, variances), next })
  }
  const fit = filter === 'garch' ? fitGarch(returns) : undefined
  if (fit?.status === 'stalled')
    return failed('risk/no-fit', `the GARCH likelihood of ${series} has no maximum that was reached`, { series })
  const { omega, alpha, beta } = fit ?? (filter as Garch)
  const model = { omega, alpha, beta }
  const { variances, next } = garchVariances(model, residuals)
  return succeeded({ mean, model, variances, shocks: shocksOf(residuals, variances), next })
}

function shocksOf(residuals: Float64Array, variances: Float64Array): Float64Array {
  return residuals.map((y, t) => y / Math.sqrt(variances[t]!))
}

/**
 * Sums of returns along paths: each step draws a past shock, and its size moves the next variance.
 *
 * @param options.indices one row per path: which shock each step takes; otherwise `paths` of `horizon` steps from `rng`
 * @throws BourseError where an index is not one of a shock, or paths or horizon are not whole numbers >= 1
 *
 * @example
 * import { createRng } from '@bourse/math'
 * import { filteredPaths, filterReturns } from '@bourse/risk'
 * const filtered = filterReturns(Float64Array.of(0.01, -0.02, 0.01, 0), { lambda: 0.94 })
 * filtered.ok && filteredPaths(filtered.value, { paths: 100, horizon: 10, rng: createRng(7) }).length // => 100
 */
export function filteredPaths(
  filtered: FilteredReturns,
  options:
    | { readonly indices: readonly ArrayLike<number>[] }
    | { readonly paths: number; readonly horizon: number; readonly rng: Rng },
): Float64Array {
  const paths = 'indices' in options ? options.indices.length : wholeFrom1('paths', options.paths)
  const out = new Float64Array(paths)
  if ('indices' in options) {
    for (const [p, row] of options.indices.entries()) out[p] = pathOf(filtered, row.length, (k) => row[k]!)
    return out
  }
  const { horizon, rng } = options
  wholeFrom1('horizon', horizon)
  const count = filtered.shocks.length
  for (let p = 0; p < paths; p++) out[p] = pathOf(filtered, horizon, () => Math.floor(rng.next() * count))
  return out
}

function pathOf(
  { mean, model, shocks, next }: FilteredReturns,
  horizon: number,
  draw: (step: number) => number,
): number {
  let h = next
  let sum = 0
  for (let k = 0; k < horizon; k++) {
    const index = draw(k)
    const z = shocks[index]
    if (z === undefined) throw badArgument('filteredPaths', 'index', index, `a place in [0, ${shocks.length})`)
    const shock = Math.sqrt(h) * z
    sum += shock + mean
    h = model.omega + model.alpha * shock * shock + model.beta * h
  }
  return sum
}

function wholeFrom1(argument: string, value: number): number {
  if (!(Number.isInteger(value) && value >= 1))
    throw badArgument('filteredPaths', argument, value, 'a whole number >= 1')
  return value
}

/**
 * Value at risk and expected shortfall of the next period: past shocks at the coming volatility.
 *
 * @param options.rule which value is the VaR, as in `historicalVar`
 * @throws BourseError where confidence is outside (0, 1)
 *
 * @example
 * import { filteredTail, filterReturns } from '@bourse/risk'
 * const filtered = filterReturns(Float64Array.of(0.01, -0.02, 0.01, 0), { lambda: 0.94 })
 * filtered.ok && filteredTail(filtered.value, 0.75).valueAtRisk.toFixed(4) // => '0.0201'
 */
export function filteredTail(
  filtered: FilteredReturns,
  confidence: number,
  options: { readonly rule?: VarRule } = {},
): TailEstimate {
  checkConfidence('filteredTail', confidence)
  checkPositive('filteredTail', 'filtered.next', filtered.next)
  const deviation = Math.sqrt(filtered.next)
  const sorted = filtered.shocks.map((z) => filtered.mean + deviation * z).sort()
  return { valueAtRisk: sortedVar(sorted, confidence, options.rule), shortfall: sortedShortfall(sorted, confidence) }
}
