import { levenbergMarquardt } from '@bourse/math'
import { misfitCount, type SmileAim, writeMisfit } from './misfit.js'
import type { SmileRows } from './smileRows.js'
import { type Svi, sviDerivatives, sviVariance } from './svi.js'
import { hasSviButterfly, sviButterfly } from './sviButterfly.js'
import { sviCalendar } from './sviCalendar.js'
import { type SviShape, shapeOfSvi, sviOfShape, wingSlope, wingsOf } from './sviShape.js'

const PULLS = 5
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
  const count = misfitCount(rows, aim) + PULLS
  const misfit = misfitOf(rows, years, center, aim)
  const residuals = (p: Float64Array, out: Float64Array): void => {
    misfit(p, out)
    if (price > 0) writeViolations(sviOfShape(p), bounds, places, price, out, count)
  }
  const total = count + (price > 0 ? 3 * places.length + 4 : 0)
  return sviOfShape(levenbergMarquardt(residuals, total, shapeOfSvi(start), { tolerance: 1e-6, maxIterations: 60 }).x)
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
  { floor, ceiling }: SviBounds,
  places: readonly number[],
  price: number,
  out: Float64Array,
  from: number,
): void {
  const derivatives = new Float64Array(4)
  let to = from
  // Relative, with a margin so that what is met is met beyond rounding.
  const atLeast = (x: number, y: number): number => price * Math.min(0, Math.log(Math.max(x, 1e-12) / y) - 5e-4)
  for (const k of places) {
    sviDerivatives(svi, k, derivatives)
    const w = derivatives[0]!
    out[to++] = price * Math.min(0, derivatives[3]! - 0.002)
    out[to++] = floor === undefined ? 0 : atLeast(w, sviVariance(floor, k))
    out[to++] = ceiling === undefined ? 0 : atLeast(sviVariance(ceiling, k), w)
  }
  const [mine, below, above] = [wingsOf(svi), wingsOf(floor ?? svi), wingsOf(ceiling ?? svi)]
  out[to++] = floor === undefined ? 0 : atLeast(mine.left, below.left)
  out[to++] = floor === undefined ? 0 : atLeast(mine.right, below.right)
  out[to++] = ceiling === undefined ? 0 : atLeast(above.left, mine.left)
  out[to] = ceiling === undefined ? 0 : atLeast(above.right, mine.right)
}
