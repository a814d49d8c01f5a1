import { levenbergMarquardt } from '@bourse/math'
import type { SmileAim } from './misfit.js'
import type { SmileRows } from './smileRows.js'
import { type Svi, sviDerivatives, sviVariance } from './svi.js'
import { hasSviButterfly, sviButterfly } from './sviButterfly.js'
import { sviCalendar } from './sviCalendar.js'
import { sviMisfit } from './sviMisfit.js'
import { type SviShape, shapeOfSvi, sviOfShape, wingsOf } from './sviShape.js'

const PLACES = 41

/** Smiles of a nearer and of a farther expiry, between which total variance must stay. */
export type SviBounds = { readonly floor?: Svi | undefined; readonly ceiling?: Svi | undefined }

/**
 * The smile from which no small step leads to a better one. Five weak pulls, each worth a quote half a spread away, decide
 * what the quotes leave open (a wing without quotes, sigma of a straight line) and keep it out of the corners. Where its
 * density is negative or it leaves its bounds, the search goes on with the violations added, each time ten times as dear,
 * and with the very places where the last attempt failed.
 */
export function searchSvi(
  rows: SmileRows,
  years: number,
  start: Svi,
  center: SviShape,
  aim: SmileAim,
  bounds: SviBounds = {},
): Svi {
  const places: number[] = []
  let svi = start
  for (let price = 0; ; price = price === 0 ? 10 : 10 * price) {
    svi = searchAt(price, rows, years, svi, center, aim, bounds, places)
    const butterfly = hasSviButterfly(svi)
    const crossings = crossingsOf(svi, bounds)
    if ((!butterfly && crossings.length === 0) || price >= 1e6) return svi
    if (places.length === 0) places.push(...placesAround(rows))
    for (const at of [butterfly ? sviButterfly(svi).at : Infinity, ...crossings])
      if (Number.isFinite(at)) places.push(at)
  }
}

/** One search at one price of violations; 0: they cost nothing. */
export function searchAt(
  price: number,
  rows: SmileRows,
  years: number,
  start: Svi,
  center: SviShape,
  aim: SmileAim,
  bounds: SviBounds,
  places: readonly number[],
): Svi {
  const { residuals: misfit, jacobian, count } = sviMisfit(rows, years, center, aim)
  const from = shapeOfSvi(start)
  if (price === 0) {
    // Between bids and offers the ground is flat: five digits are as good as six.
    const settings = { tolerance: aim === 'bands' ? 1e-5 : 1e-6, maxIterations: 60, jacobian }
    return sviOfShape(levenbergMarquardt(misfit, count, from, settings).x)
  }
  const limits = limitsAt(bounds, places)
  const residuals = (p: Float64Array, out: Float64Array): void => {
    misfit(p, out)
    writeViolations(sviOfShape(p), bounds, limits, price, out, count)
  }
  const total = count + 3 * places.length + 4
  return sviOfShape(levenbergMarquardt(residuals, total, from, { tolerance: 1e-6, maxIterations: 60 }).x)
}

/** Where a smile leaves its bounds by most; empty where it does not. */
export function crossingsOf(svi: Svi, { floor, ceiling }: SviBounds): readonly number[] {
  const checks = [
    floor === undefined ? undefined : sviCalendar(floor, svi),
    ceiling === undefined ? undefined : sviCalendar(svi, ceiling),
  ]
  return checks.flatMap((check) => (check?.arbitrage === true ? [check.at] : []))
}

/** Where violations are looked for: around the quotes, and twice as far out. */
export function placesAround({ k, count }: SmileRows): number[] {
  const [low, high] = [k[0]!, k[count - 1]!]
  const span = Math.max(high - low, 0.01)
  return Array.from({ length: PLACES }, (_, i) => low + span * (-2 + (5 * i) / (PLACES - 1)))
}

/** The variances between which a smile must stay, at each place. */
type Limits = { readonly places: readonly number[]; readonly low: Float64Array; readonly high: Float64Array }

function limitsAt({ floor, ceiling }: SviBounds, places: readonly number[]): Limits {
  return {
    places,
    low: Float64Array.from(places, (k) => (floor === undefined ? 0 : sviVariance(floor, k))),
    high: Float64Array.from(places, (k) => (ceiling === undefined ? Infinity : sviVariance(ceiling, k))),
  }
}

const derivatives = /* @__PURE__ */ new Float64Array(4)

function writeViolations(
  svi: Svi,
  { floor, ceiling }: SviBounds,
  { places, low, high }: Limits,
  price: number,
  out: Float64Array,
  from: number,
): void {
  let to = from
  for (let j = 0; j < places.length; j++) {
    sviDerivatives(svi, places[j]!, derivatives)
    const w = derivatives[0]!
    out[to++] = price * Math.min(0, derivatives[3]! - 0.002)
    out[to++] = price * shortfall(w, low[j]!)
    out[to++] = price * shortfall(high[j]!, w)
  }
  const [mine, below, above] = [wingsOf(svi), wingsOf(floor ?? svi), wingsOf(ceiling ?? svi)]
  out[to++] = floor === undefined ? 0 : price * shortfall(mine.left, below.left)
  out[to++] = floor === undefined ? 0 : price * shortfall(mine.right, below.right)
  out[to++] = ceiling === undefined ? 0 : price * shortfall(above.left, mine.left)
  out[to] = ceiling === undefined ? 0 : price * shortfall(above.right, mine.right)
}

/** ln(x / y) where x should be above y and is not, by a margin, so that what is met is met beyond rounding. */
function shortfall(x: number, y: number): number {
  return x >= 1.0005 * y ? 0 : Math.log(Math.max(x, 1e-12) / (1.0005 * y))
}
