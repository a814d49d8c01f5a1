import { type Result, succeeded } from '@bourse/core'
import { levenbergMarquardt } from '@bourse/math'
import { refusal } from '../refuse.js'
import { degenerate, tooFew, weaknessOf } from './fitSvi.js'
import { misfitCount, type SmileAim, writeMisfit } from './misfit.js'
import { type Sabr, sabrVol } from './sabrVol.js'
import type { SabrFit, SmileFit, SmileQuotes } from './smileFit.js'
import { type SmileRows, smileMisfit, smileRows } from './smileRows.js'
import { densityFactor } from './svi.js'

/**
 * The SABR smile of one expiry for a given beta: alpha, rho and nu. Volatilities are lognormal; with a `shift` they are
 * those of the shifted forward, and forward and strikes may then be as low as -shift. At least three usable quotes.
 * `arbitrage` is looked for between the outermost quotes and one standard deviation beyond: farther out Hagan's expansion
 * is not a density, whatever its parameters.
 *
 * @param settings `beta`: 1 when absent; `shift`: 0 when absent; `start`: the fit before
 * @returns `too-few`, or `degenerate` as in `fitSvi`; `failure.details.best` holds the parameters of the best smile found
 * @throws BourseError for a beta outside [0, 1], a forward that is not above -shift, years that are not above 0, or
 * columns of unequal length
 * @example
 * import { fitSabr } from '@bourse/pricing'
 * const strikes = Float64Array.of(80, 90, 100, 110, 120)
 * const vols = Float64Array.of(0.27, 0.245, 0.225, 0.212, 0.206)
 * const fit = fitSabr({ forward: 100, years: 0.5, strikes, vols }, { beta: 0.7 })
 * fit.ok && fit.value.sabr.rho // => -0.4
 */
export function fitSabr(
  quotes: SmileQuotes,
  settings: { readonly beta?: number; readonly shift?: number; readonly start?: SmileFit } = {},
): Result<SabrFit, 'degenerate' | 'too-few'> {
  const { beta = 1, shift = 0, start } = settings
  if (!(beta >= 0 && beta <= 1)) throw refusal('settings.beta', beta, 'a number from 0 to 1')
  if (!(shift >= 0 && shift < Infinity)) throw refusal('settings.shift', shift, 'a finite number >= 0')
  const rows = smileRows(quotes, shift)
  if (rows.count < 3) return tooFew('SABR', 3, rows.count)
  const fit = bestSabr(rows, quotes, { beta, shift, start })
  const { alpha, rho, nu } = fit.sabr
  const why = weaknessOf(fit, rho)
  return why === undefined ? succeeded(fit) : degenerate(why, fit, { alpha, beta, rho, nu, shift })
}

/** The best smile found, whatever it is worth. */
export function bestSabr(
  rows: SmileRows,
  quotes: SmileQuotes,
  { beta, shift, start }: { readonly beta: number; readonly shift: number; readonly start: SmileFit | undefined },
): SabrFit {
  const search = (from: Sabr, aim: SmileAim): SabrFit => sabrFit(searchSabr(rows, quotes, from, aim), quotes, rows)
  const fit = search(search(startOf(rows, quotes, beta, shift, start), 'squares').sabr, 'mids')
  if (!(fit.inside < 1)) return fit
  const other = search(fit.sabr, 'bands')
  return other.inside > fit.inside ? other : fit
}

/** The level of the quote next to the money, or what was found before. */
function startOf(rows: SmileRows, { forward }: SmileQuotes, beta: number, shift: number, start?: SmileFit): Sabr {
  const before = start?.model === 'sabr' ? start.sabr : undefined
  if (before !== undefined && before.beta === beta && (before.shift ?? 0) === shift) return before
  let near = 0
  for (let i = 1; i < rows.count; i++) if (Math.abs(rows.k[i]!) < Math.abs(rows.k[near]!)) near = i
  return { alpha: rows.vol[near]! * (forward + shift) ** (1 - beta), beta, rho: -0.2, nu: 0.8, shift }
}

function searchSabr(rows: SmileRows, { forward, years }: SmileQuotes, start: Sabr, aim: SmileAim): Sabr {
  const sabrOf = (p: Float64Array): Sabr => ({
    ...start,
    alpha: Math.exp(p[0]!),
    rho: Math.tanh(p[1]!),
    nu: Math.exp(p[2]!),
  })
  const vols = new Float64Array(rows.count)
  const pulls = misfitCount(rows, aim)
  const residuals = (p: Float64Array, out: Float64Array): void => {
    const sabr = sabrOf(p)
    for (let i = 0; i < vols.length; i++) vols[i] = sabrVol(sabr, forward, rows.strikes[i]!, years)
    writeMisfit(rows, aim, vols, out)
    // As in SVI: weak, so that they only decide what the quotes leave open.
    out[pulls] = p[1]! / 3
    out[pulls + 1] = p[2]! / 4
  }
  const from = [Math.log(start.alpha), Math.atanh(start.rho), Math.log(start.nu)]
  const found = levenbergMarquardt(residuals, pulls + 2, from, { tolerance: 1e-7, maxIterations: 80 })
  return sabrOf(found.x as Float64Array)
}

function sabrFit(sabr: Sabr, { forward, years }: SmileQuotes, rows: SmileRows): SabrFit {
  const vol = (strike: number): number => sabrVol(sabr, forward, strike, years)
  const arbitrage = hasDip(rows, sabr, forward, years) ? 'butterfly' : 'none'
  return { model: 'sabr', sabr, forward, years, ...smileMisfit(rows, vol), arbitrage, vol }
}

/** A negative density on 200 places around the quotes; derivatives of total variance by central differences. */
function hasDip({ k, count }: SmileRows, sabr: Sabr, forward: number, years: number): boolean {
  const shift = sabr.shift ?? 0
  const strikeAt = (at: number): number => (forward + shift) * Math.exp(at) - shift
  const variance = (at: number): number => sabrVol(sabr, forward, strikeAt(at), years) ** 2 * years
  const deviation = Math.sqrt(variance(0))
  const [low, high] = [k[0]! - deviation, k[count - 1]! + deviation]
  const h = 1e-3 * (high - low)
  for (let i = 0; i <= 200; i++) {
    const at = low + ((high - low) * i) / 200
    const [left, middle, right] = [variance(at - h), variance(at), variance(at + h)]
    const factor = densityFactor(at, middle, (right - left) / (2 * h), (right - 2 * middle + left) / (h * h))
    if (!(factor >= -1e-9)) return true
  }
  return false
}
