import { betterSvi, sviFit } from './fitSvi.js'
import { guessSvi } from './guessSvi.js'
import type { SviFit } from './smileFit.js'
import { isBanded, type SmileRows } from './smileRows.js'
import { type Svi, sviVariance } from './svi.js'
import { sviCalendar } from './sviCalendar.js'
import { shapeOfSvi, sviOfWings, wingsOf } from './sviShape.js'
import { crossingsOf, type SviBounds, searchSvi } from './sviSearch.js'

/**
 * A fit brought between the smiles of its neighbours in time: searched for from the free fit and from the neighbours
 * themselves, which lie within; a last crossing by a hair is lifted away.
 */
export function boundedSvi(free: SviFit, rows: SmileRows, bounds: SviBounds): SviFit {
  const { forward, years } = free
  const center = shapeOfSvi(guessSvi(rows, years))
  const aim = isBanded(rows) ? 'bands' : 'mids'
  const fitOf = (svi: Svi): SviFit => {
    const fit = sviFit('svi', svi, forward, years, rows)
    return fit.arbitrage === 'none' && crossingsOf(svi, bounds).length > 0 ? { ...fit, arbitrage: 'calendar' } : fit
  }
  let best: SviFit | undefined
  for (const start of [free.svi, bounds.floor, bounds.ceiling]) {
    if (start === undefined) continue
    const fit = fitOf(lifted(searchSvi(rows, years, start, center, aim, bounds), bounds))
    best = best === undefined ? fit : betterSvi(best, fit)
    if (best.arbitrage === 'none' && best.rmse <= 1.5 * free.rmse) break
  }
  for (const last of [bounds.floor, bounds.ceiling])
    if (last !== undefined && best!.arbitrage !== 'none') best = betterSvi(best!, fitOf(last))
  return best!
}

/** Wings no flatter and level no lower than the floor's; a ceiling may then be in the way. */
function lifted(svi: Svi, { floor }: SviBounds): Svi {
  if (floor === undefined || !sviCalendar(floor, svi).arbitrage) return svi
  const [mine, theirs] = [wingsOf(svi), wingsOf(floor)]
  const steeper = sviOfWings(
    mine.least,
    Math.max(mine.left, theirs.left),
    Math.max(mine.right, theirs.right),
    svi.m,
    svi.sigma,
  )
  const gap = sviCalendar(floor, steeper).min
  if (!Number.isFinite(gap)) return svi
  // A little more than the gap, so that rounding does not undo it.
  return { ...steeper, a: steeper.a - Math.min(0, gap) + 1e-12 * sviVariance(floor, 0) }
}
