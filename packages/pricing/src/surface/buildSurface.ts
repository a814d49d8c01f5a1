import { failed, type Result, succeeded } from '@bourse/core'
import { refusal } from '../refuse.js'
import { boundedSvi } from '../smile/boundedSvi.js'
import { bestSvi, sviFit, tooFew } from '../smile/fitSvi.js'
import { flattened } from '../smile/flattened.js'
import { guessSvi } from '../smile/guessSvi.js'
import type { SmileQuotes, SviFit } from '../smile/smileFit.js'
import { isBanded, type SmileRows, smileRows } from '../smile/smileRows.js'
import { crossingsOf, placesAround, searchAt } from '../smile/sviSearch.js'
import { shapeOfSvi } from '../smile/sviShape.js'
import { surfaceOf } from './surfaceOf.js'
import type { VolSurface } from './volSurface.js'

/**
 * A surface from the quotes of each expiry: an SVI smile for each, on its own forward, free of butterflies, and nowhere, not
 * in any wing, below the one before in total variance. Where the best smiles cross, both give way. Each smile says how well
 * it fits (`rmse`, `inside`); `arbitrage` of the surface says what remains between expiries. Give it quotes near the money
 * (`chainSmiles`): wings of a tick or two contradict each other across expiries.
 *
 * @param quotes at least five usable ones for each expiry
 * @param start the surface before, for quotes that moved a little
 * @returns `too-few` for an expiry with fewer; `calendar-arbitrage` where keeping the order would move a smile more than a
 * point of volatility and twice its own `rmse` away from its quotes: `failure.details` holds it with (`best`) and without
 * (`free`) the order
 * @throws BourseError for no expiry at all, two entries of one, forwards or years that are not above 0
 * @example
 * import { buildSurface } from '@bourse/pricing'
 * const strikes = Float64Array.of(70, 80, 90, 100, 110, 120)
 * const near = { forward: 100, years: 0.25, strikes, vols: Float64Array.of(0.37, 0.3, 0.25, 0.22, 0.205, 0.203) }
 * const far = { forward: 101, years: 1, strikes, vols: Float64Array.of(0.3, 0.27, 0.245, 0.225, 0.212, 0.204) }
 * const built = buildSurface([near, far])
 * built.ok && built.value.arbitrage // => []
 * built.ok && built.value.vol(95, 0.5) // => 0.2332
 * built.ok && built.value.localVol(95, 0.5) // => 0.2351
 */
export function buildSurface(
  quotes: readonly SmileQuotes[],
  start?: VolSurface,
): Result<VolSurface, 'calendar-arbitrage' | 'too-few'> {
  if (quotes.length === 0) throw refusal('quotes.length', 0, 'one expiry or more')
  const sorted = [...quotes].sort((one, other) => one.years - other.years)
  const rows = sorted.map((one) => smileRows(one))
  const twin = sorted.findIndex(({ years }, i) => years === sorted[i - 1]?.years)
  if (twin >= 0) throw refusal('quotes.years', sorted[twin]!.years, 'one entry per expiry')
  const few = rows.findIndex(({ count }) => count < 5)
  if (few >= 0) return tooFew(`the expiry in ${sorted[few]!.years} years`, 5, rows[few]!.count)
  const before = sorted.map(({ years }) => nearest(start, years))
  if (before.every(isThere)) {
    const from = before.map(({ svi }, i) => sviFit('svi', svi, sorted[i]!.forward, sorted[i]!.years, rows[i]!))
    const warm = ordered(settled(from, rows, [100]), from, rows)
    if (warm.ok && warm.value.every((fit, i) => isAsGood(fit, before[i]!))) return succeeded(surfaceOf(warm.value))
  }
  const free = rows.map((one, i) => bestSvi(one, sorted[i]!, before[i]?.svi))
  const crossed = free.some(({ svi }, i) => crossingsOf(svi, { floor: free[i - 1]?.svi }).length > 0)
  const slices = ordered(crossed ? settled(free, rows, [0.3, 1, 3, 10, 30, 100]) : free, free, rows)
  return slices.ok ? succeeded(surfaceOf(slices.value)) : slices
}

/**
 * Smiles moved towards each other: sweep after sweep each is searched for anew between its neighbours as they now are,
 * crossings costing more each time, so that both give way where it costs them least.
 */
function settled(from: readonly SviFit[], rows: readonly SmileRows[], prices: readonly number[]): readonly SviFit[] {
  const now = from.map(({ svi }) => svi)
  const centers = rows.map((one, i) => shapeOfSvi(guessSvi(one, from[i]!.years)))
  const far = placesAround(rows.reduce((one, other) => (spanOf(other) > spanOf(one) ? other : one)))
  for (const [sweep, price] of prices.entries())
    for (let step = 0; step < now.length; step++) {
      // Forth and back, so that neither end always goes first.
      const i = sweep % 2 === 0 ? now.length - 1 - step : step
      const aim = isBanded(rows[i]!) ? 'bands' : 'mids'
      const bounds = { floor: now[i - 1], ceiling: now[i + 1] }
      const places = [...far, ...placesAround(rows[i]!)]
      now[i] = searchAt(price, rows[i]!, from[i]!.years, now[i]!, centers[i]!, aim, bounds, places)
    }
  return now.map((svi, i) => sviFit('svi', flattened(svi), from[i]!.forward, from[i]!.years, rows[i]!))
}

/**
 * Smiles none of which crosses its neighbours. Quotes over a wide range know wings, so the widest is kept as it is and the
 * others are fitted between those that stand already.
 */
function ordered(
  near: readonly SviFit[],
  free: readonly SviFit[],
  rows: readonly SmileRows[],
): Result<readonly SviFit[], 'calendar-arbitrage'> {
  const slices: (SviFit | undefined)[] = near.map(() => undefined)
  const order = rows.map((_, i) => i).sort((i, j) => spanOf(rows[j]!) - spanOf(rows[i]!))
  for (const i of order) {
    const bounds = { floor: slices.slice(0, i).findLast(isThere)?.svi, ceiling: slices.slice(i + 1).find(isThere)?.svi }
    const fit = crossingsOf(near[i]!.svi, bounds).length === 0 ? near[i]! : boundedSvi(near[i]!, rows[i]!, bounds)
    if (fit.arbitrage !== 'none' || fit.rmse > 2 * free[i]!.rmse + POINT) return crossing(free[i]!, fit)
    slices[i] = fit
  }
  return succeeded(slices.filter(isThere))
}

/** What keeping the order may cost a smile on top of twice its own distance to the quotes. */
const POINT = 0.01

function isThere(slice: SviFit | undefined): slice is SviFit {
  return slice !== undefined
}

function spanOf({ k, count }: SmileRows): number {
  return k[count - 1]! - k[0]!
}

function crossing(free: SviFit, fit: SviFit): ReturnType<typeof failed<'calendar-arbitrage'>> {
  return failed(
    'calendar-arbitrage',
    `total variance of the expiry in ${free.years} years cannot be kept between those of its neighbours`,
    { years: free.years, free: free.svi, freeRmse: free.rmse, best: fit.svi, rmse: fit.rmse },
  )
}

/** So that a surface that follows its quotes does not stay in a corner that they have left. */
function isAsGood(fit: SviFit, before: SviFit): boolean {
  if (Number.isNaN(fit.inside)) return fit.rmse <= 1.5 * before.rmse + 1e-4
  return !(fit.inside < Math.min(0.9, before.inside))
}

/** The slice of the same expiry: a day's difference at most, another expiry's would be a worse start than none. */
function nearest(start: VolSurface | undefined, years: number): SviFit | undefined {
  let best: SviFit | undefined
  for (const slice of start?.slices ?? [])
    if (best === undefined || Math.abs(slice.years - years) < Math.abs(best.years - years)) best = slice
  return best !== undefined && Math.abs(best.years - years) < 0.004 ? best : undefined
}
