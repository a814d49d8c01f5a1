import { levenbergMarquardt } from '@bourse/math'
import { misfitCount, type SmileAim, writeMisfit } from './misfit.js'
import type { SmileRows } from './smileRows.js'
import { type Svi, sviDerivatives, sviVariance } from './svi.js'
import { hasSviButterfly, sviButterfly } from './sviButterfly.js'
import { sviCalendar } from './sviCalendar.js'
import { type SviShape, shapeOfSvi, sviOfShape, wingSlope, wingsOf } from './sviShape.js'

const PULLS = 5
const PLACES = 41

/**
 * The smile from which no small step leads to a better one. Five weak pulls, each worth a quote half a spread away, decide
 * what the quotes leave open (a wing without quotes, sigma of a straight line) and keep it out of the corners. Where its
 * density is negative or it lies below `floor`, the search goes on with the violations added, each time ten times as dear,
 * and with the very place where the last attempt failed.
 */
export function searchSvi(
  rows: SmileRows,
  years: number,
  start: Svi,
  center: SviShape,
  aim: SmileAim,
  floor?: Svi,
): Svi {
  const places: number[] = []
  const count = misfitCount(rows, aim) + PULLS
  let shape: Float64Array = shapeOfSvi(start)
  for (let price = 0; ; price = price === 0 ? 100 : 10 * price) {
    const misfit = misfitOf(rows, years, center, aim)
    const residuals = (p: Float64Array, out: Float64Array): void => {
      misfit(p, out)
      if (price > 0) writeViolations(sviOfShape(p), floor, places, price, out, count)
    }
    const total = count + (price > 0 ? 2 * places.length + 2 : 0)
    shape = levenbergMarquardt(residuals, total, shape, { tolerance: 1e-6, maxIterations: 60 }).x as Float64Array
    const svi = sviOfShape(shape)
    const butterfly = hasSviButterfly(svi)
    const calendar = floor === undefined ? undefined : sviCalendar(floor, svi)
    if ((!butterfly && calendar?.arbitrage !== true) || price >= 1e6) return svi
    if (places.length === 0) places.push(...placesAround(rows))
    for (const at of [butterfly ? sviButterfly(svi).at : Infinity, calendar?.arbitrage ? calendar.at : Infinity])
      if (Number.isFinite(at)) places.push(at)
  }
}

function placesAround({ k, count }: SmileRows): number[] {
  const [low, high] = [k[0]!, k[count - 1]!]
  const span = Math.max(high - low, 0.01)
  return Array.from({ length: PLACES }, (_, i) => low + span * (-2 + (5 * i) / (PLACES - 1)))
}

function misfitOf(
  rows: SmileRows,
  years: number,
  center: SviShape,
  aim: SmileAim,
): (p: Float64Array, out: Float64Array) => void {
  const { count, k } = rows
  const perRootYear = 1 / Math.sqrt(years)
  const span = Math.max(k[count - 1]! - k[0]!, 0.01)
  const vols = new Float64Array(count)
  const pulls = misfitCount(rows, aim)
  return (p, out) => {
    const [least, left, right, m, sigma] = [Math.exp(p[0]!), wingSlope(p[1]!), wingSlope(p[2]!), p[3]!, Math.exp(p[4]!)]
    const [b, lean, level] = [0.5 * (left + right), 0.5 * (right - left), sigma * Math.sqrt(left * right)]
    for (let i = 0; i < count; i++) {
      const x = k[i]! - m
      // The hyperbola is never below its least value: only rounding is.
      const above = lean * x + b * Math.sqrt(x * x + sigma * sigma) - level
      vols[i] = Math.sqrt(least + Math.max(0, above)) * perRootYear
    }
    writeMisfit(rows, aim, vols, out)
    out[pulls] = (p[0]! - center[0]!) / 4
    out[pulls + 1] = (p[1]! - p[2]!) / 3
    out[pulls + 2] = (p[1]! + p[2]! - center[1]! - center[2]!) / 6
    out[pulls + 3] = (p[3]! - center[3]!) / span
    out[pulls + 4] = (p[4]! - center[4]!) / 3
  }
}

function writeViolations(
  svi: Svi,
  floor: Svi | undefined,
  places: readonly number[],
  price: number,
  out: Float64Array,
  from: number,
): void {
  const derivatives = new Float64Array(4)
  for (let j = 0; j < places.length; j++) {
    sviDerivatives(svi, places[j]!, derivatives)
    out[from + 2 * j] = price * Math.min(0, derivatives[3]! - 0.002)
    out[from + 2 * j + 1] =
      floor === undefined ? 0 : price * Math.min(0, derivatives[0]! / sviVariance(floor, places[j]!) - 1.0005)
  }
  const end = from + 2 * places.length
  const [mine, theirs] = [wingsOf(svi), wingsOf(floor ?? svi)]
  out[end] = floor === undefined ? 0 : price * Math.min(0, mine.left / theirs.left - 1.0005)
  out[end + 1] = floor === undefined ? 0 : price * Math.min(0, mine.right / theirs.right - 1.0005)
}
