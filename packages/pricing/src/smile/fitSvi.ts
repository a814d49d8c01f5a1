import { failed, type Result, succeeded } from '@bourse/core'
import { logRatio } from '../kernel/logRatio.js'
import { flattened } from './flattened.js'
import { guessSvi } from './guessSvi.js'
import type { SmileFit, SmileQuotes, SviFit } from './smileFit.js'
import type { SmileAim } from './misfit.js'
import { isBanded, type SmileRows, smileMisfit, smileRows } from './smileRows.js'
import { type Svi, sviVariance } from './svi.js'
import { hasSviButterfly } from './sviButterfly.js'
import { shapeOfSvi } from './sviShape.js'
import { searchSvi } from './sviSearch.js'

/**
 * The raw SVI smile of one expiry. It has no butterfly arbitrage, and no parameter has a bound to reach. Without bids and
 * offers it is a least-squares fit in which far outliers count little; with them it passes between as many as it can. At
 * least five usable quotes; take those out of the money whose deltas are 0.05 or more, as `chainSmiles` does: quotes of
 * a tick or two say more of the tick than of the smile.
 *
 * @param start the fit before, for quotes that moved a little
 * @returns `too-few` usable quotes, or `degenerate`: |rho| above 0.999, or a smile outside bid and offer of more than a
 * tenth of the quotes that have both. `failure.details.best` then holds the parameters of the best smile found
 * @throws BourseError for a forward or years that are not above 0, or columns of unequal length
 * @example
 * import { fitSvi } from '@bourse/pricing'
 * const strikes = Float64Array.of(80, 85, 90, 95, 100, 105, 110, 115, 120)
 * const vols = Float64Array.of(0.31, 0.285, 0.262, 0.242, 0.225, 0.213, 0.206, 0.204, 0.206)
 * const fit = fitSvi({ forward: 100, years: 0.25, strikes, vols })
 * fit.ok && fit.value.vol(97) // => 0.2346
 * fit.ok && fit.value.arbitrage // => 'none'
 */
export function fitSvi(quotes: SmileQuotes, start?: SmileFit): Result<SviFit, 'degenerate' | 'too-few'> {
  const rows = smileRows(quotes)
  if (rows.count < 5) return tooFew('SVI', 5, rows.count)
  const fit = bestSvi(rows, quotes, start !== undefined && 'svi' in start ? start.svi : undefined)
  const why = weaknessOf(fit, fit.svi.rho)
  return why === undefined ? succeeded(fit) : degenerate(why, fit, fit.svi)
}

export function tooFew(model: string, needed: number, usable: number): ReturnType<typeof failed<'too-few'>> {
  return failed('too-few', `${model} needs ${needed} quotes, ${usable} are usable`, { needed, usable })
}

/** Why a fit is not to be relied on. */
export function weaknessOf({ arbitrage, inside }: SmileFit, rho: number): string | undefined {
  if (arbitrage !== 'none') return `it has a ${arbitrage} arbitrage`
  if (Math.abs(rho) > 0.999) return `rho is ${rho}`
  if (inside < 0.9) return `it passes between bid and offer of ${Math.floor(100 * inside)} % of the quotes`
  return undefined
}

export function degenerate(
  why: string,
  { rmse, inside, arbitrage }: SmileFit,
  best: { readonly [parameter: string]: number },
): ReturnType<typeof failed<'degenerate'>> {
  return failed('degenerate', `the best smile found is not to be relied on: ${why}`, {
    best,
    rmse,
    inside: Number.isNaN(inside) ? null : inside,
    arbitrage,
  })
}

/** The best smile found, whatever it is worth. */
export function bestSvi(rows: SmileRows, quotes: SmileQuotes, start: Svi | undefined): SviFit {
  const { forward, years } = quotes
  const guess = guessSvi(rows, years)
  const center = shapeOfSvi(guess)
  const search = (from: Svi, aim: SmileAim): SviFit =>
    sviFit('svi', searchSvi(rows, years, from, center, aim), forward, years, rows)
  const last = isBanded(rows) ? 'bands' : 'mids'
  if (start !== undefined) {
    const warm = search(start, last)
    if (warm.arbitrage === 'none' && !(warm.inside < 0.9)) return warm
  }
  let fit = search(search(guess, 'squares').svi, 'mids')
  if (fit.inside < 1) fit = betterSvi(fit, search(fit.svi, last))
  return fit.arbitrage === 'none' ? fit : sviFit('svi', flattened(fit.svi), forward, years, rows)
}

/** The one without arbitrage, then the one that passes between more quotes, then the nearer one. */
export function betterSvi(one: SviFit, other: SviFit): SviFit {
  if ((one.arbitrage === 'none') !== (other.arbitrage === 'none')) return one.arbitrage === 'none' ? one : other
  if (one.inside !== other.inside && !Number.isNaN(one.inside)) return other.inside > one.inside ? other : one
  return other.rmse < one.rmse ? other : one
}

/** A raw SVI smile with its figures. */
export function sviFit(model: 'svi' | 'ssvi', svi: Svi, forward: number, years: number, rows: SmileRows): SviFit {
  const vol = (strike: number): number => Math.sqrt(sviVariance(svi, logRatio(strike, forward)) / years)
  const arbitrage = hasSviButterfly(svi) ? 'butterfly' : 'none'
  return { model, svi, forward, years, ...smileMisfit(rows, vol), arbitrage, vol }
}
