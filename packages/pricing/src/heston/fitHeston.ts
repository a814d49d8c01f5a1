import { failed, type Result, succeeded } from '@bourse/core'
import { levenbergMarquardt, normPdf } from '@bourse/math'
import { black } from '../kernel/black.js'
import type { SmileQuotes } from '../smile/smileFit.js'
import { tooFew } from '../smile/fitSvi.js'
import { type SmileRows, smileMisfit, smileRows } from '../smile/smileRows.js'
import { blackImpliedStdDev } from '../vol/impliedStdDev.js'
import { hestonPricesOf } from './hestonPrices.js'
import type { HestonTerms } from './hestonTerms.js'

/** A fitted model: `vol` is the volatility now; `rmse` in volatility over all quotes, `inside` the share between bid and ask. */
export type HestonFit = {
  readonly terms: HestonTerms
  readonly vol: number
  readonly rmse: number
  readonly inside: number
}

/**
 * Heston's five parameters from the smiles of several expiries, by least squares in volatility (quotes count by their
 * spread, as in `fitSvi`). Work: some 20 to 60 rounds of six times all prices; about a tenth of a second for 12 expiries of
 * 20 strikes.
 *
 * @param settings `start`: the fit before
 * @returns `too-few` with fewer than five usable quotes; `degenerate` where a parameter ran to where the quotes no longer
 * say anything about it (kappa over 100, xi over 20, |rho| over 0.999) or the search did not settle: `failure.details.best`
 * holds the best found
 * @throws BourseError for a forward that is not above 0, years that are not above 0, or columns of unequal length
 * @example
 * import { fitHeston, heston, impliedVol } from '@bourse/pricing'
 * const model = heston({ kappa: 2, theta: 0.05, xi: 0.6, rho: -0.6 })
 * const strikes = Float64Array.of(70, 80, 90, 100, 110, 120, 130)
 * const quotes = [0.25, 1].map((years) => {
 *   const market = { spot: 100, rate: 0, years }
 *   const vols = strikes.map((strike) => {
 *     const option = { right: strike < 100 ? 'put' : 'call', strike, exercise: 'european' } as const
 *     const vol = impliedVol(option, market, model.price(option, { ...market, vol: 0.22 }))
 *     return vol.ok ? vol.value : Number.NaN
 *   })
 *   return { forward: 100, years, strikes, vols }
 * })
 * const fit = fitHeston(quotes)
 * fit.ok && fit.value.terms.rho // => -0.6
 */
export function fitHeston(
  quotes: readonly SmileQuotes[],
  settings: { readonly start?: HestonFit } = {},
): Result<HestonFit, 'degenerate' | 'too-few'> {
  const slices = quotes.map((one) => sliceOf(one, smileRows(one)))
  const count = slices.reduce((sum, { rows }) => sum + rows.count, 0)
  if (count < 5) return tooFew('Heston', 5, count)
  const residuals = (p: Float64Array, out: Float64Array): void => {
    const { terms, variance } = pointOf(p)
    let at = 0
    for (const { quotes: one, rows, prices, vegas, model } of slices) {
      hestonPricesOf(one.forward, rows.strikes, one.years, variance, terms, model)
      for (let i = 0; i < rows.count; i++) out[at++] = (rows.scale[i]! * (model[i]! - prices[i]!)) / vegas[i]!
    }
  }
  const search = levenbergMarquardt(residuals, count, startOf(slices, settings.start), { tolerance: 1e-9 })
  const { terms, variance } = pointOf(search.x)
  const fit = { terms, vol: Math.sqrt(variance), ...misfitOf(slices, terms, variance, count) }
  const lost = terms.kappa > 100 || terms.xi > 20 || Math.abs(terms.rho) > 0.999 || !Number.isFinite(fit.rmse)
  if (search.converged && !lost) return succeeded(fit)
  const why = lost ? 'a parameter ran away' : 'the search did not settle'
  return failed('degenerate', `fitHeston: ${why} at rmse ${fit.rmse}`, {
    best: { ...terms, vol: fit.vol },
    rmse: Number.isFinite(fit.rmse) ? fit.rmse : null,
  })
}

type Slice = {
  readonly quotes: SmileQuotes
  readonly rows: SmileRows
  readonly prices: Float64Array
  readonly vegas: Float64Array
  readonly model: Float64Array
}

function sliceOf(quotes: SmileQuotes, rows: SmileRows): Slice {
  const { forward, years } = quotes
  const root = Math.sqrt(years)
  const prices = rows.strikes.map((strike, i) => black(forward, strike, rows.vol[i]! * root, strike < forward ? -1 : 1))
  // A wing whose vega is nothing would count for everything: it counts as one of three deviations.
  const vegas = rows.k.map((k, i) => {
    const stdDev = rows.vol[i]! * root
    return forward * root * normPdf(Math.min(3, Math.abs(-k / stdDev + 0.5 * stdDev)))
  })
  return { quotes, rows, prices, vegas, model: new Float64Array(rows.count) }
}

/** Unbounded coordinates: logarithms of what is positive, the hyperbolic arctangent of the correlation. */
function pointOf(p: Float64Array): { readonly terms: HestonTerms; readonly variance: number } {
  const [v, kappa, theta, xi] = [0, 1, 2, 3].map((i) => Math.exp(Math.min(Math.max(p[i]!, -30), 8)))
  return { terms: { kappa: kappa!, theta: theta!, xi: xi!, rho: 0.99999 * Math.tanh(p[4]!) }, variance: v! }
}

/** Variances from the quotes next to the money of the nearest and the farthest expiry, the rest from experience. */
function startOf(slices: readonly Slice[], start?: HestonFit): readonly number[] {
  if (start !== undefined) {
    const { kappa, theta, xi, rho } = start.terms
    return [Math.log(start.vol ** 2), Math.log(kappa), Math.log(theta), Math.log(xi), Math.atanh(rho / 0.99999)]
  }
  const filled = slices.filter(({ rows }) => rows.count > 0).sort((a, b) => a.quotes.years - b.quotes.years)
  const level = ({ rows }: Slice): number => {
    let near = 0
    for (let i = 1; i < rows.count; i++) if (Math.abs(rows.k[i]!) < Math.abs(rows.k[near]!)) near = i
    return Math.log(rows.vol[near]! ** 2)
  }
  return [level(filled[0]!), Math.log(2), level(filled.at(-1)!), Math.log(0.5), -0.5]
}

function misfitOf(
  slices: readonly Slice[],
  terms: HestonTerms,
  variance: number,
  count: number,
): { readonly rmse: number; readonly inside: number } {
  let [squares, banded, within] = [0, 0, 0]
  for (const { quotes, rows, model } of slices) {
    const { forward, years } = quotes
    hestonPricesOf(forward, rows.strikes, years, variance, terms, model)
    const vols = new Map<number, number>()
    rows.strikes.forEach((strike, i) => {
      vols.set(strike, blackImpliedStdDev(model[i]!, forward, strike, strike < forward ? -1 : 1) / Math.sqrt(years))
    })
    const { rmse, inside } = smileMisfit(rows, (strike) => vols.get(strike)!)
    const sides = rows.ask.filter((ask, i) => ask >= rows.bid[i]!).length
    squares += rmse * rmse * rows.count
    banded += sides
    within += sides === 0 ? 0 : inside * sides
  }
  return { rmse: Math.sqrt(squares / count), inside: banded === 0 ? Number.NaN : within / banded }
}
