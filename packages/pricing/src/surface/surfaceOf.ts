import { refusal } from '../refuse.js'
import type { SviFit } from '../smile/smileFit.js'
import { densityFactor, type Svi, sviDerivatives, sviVariance } from '../smile/svi.js'
import { hasSviButterfly, sviButterfly } from '../smile/sviButterfly.js'
import { sviCalendar } from '../smile/sviCalendar.js'
import type { SurfaceArbitrage, VariancePoint, VolSurface } from './volSurface.js'

/**
 * The surface through given smiles, as they are: of `fitSvi`, of `fitSsvi`, or of parameters that somebody else found.
 * `buildSurface` fits smiles that do not cross.
 *
 * @throws BourseError for no smiles at all, or two of one expiry
 * @example
 * import { fitSsvi, surfaceOf } from '@bourse/pricing'
 * const strikes = Float64Array.of(80, 90, 100, 110, 120)
 * const near = { forward: 100, years: 0.25, strikes, vols: Float64Array.of(0.3, 0.25, 0.22, 0.205, 0.203) }
 * const far = { forward: 101, years: 1, strikes, vols: Float64Array.of(0.27, 0.245, 0.225, 0.212, 0.204) }
 * const fit = fitSsvi([near, far])
 * fit.ok && surfaceOf(fit.value.slices).vol(100, 0.5) // => 0.2230
 */
export function surfaceOf(smiles: readonly SviFit[]): VolSurface {
  const slices = [...smiles].sort((one, other) => one.years - other.years)
  if (slices.length === 0) throw refusal('smiles.length', 0, 'one smile or more')
  for (let i = 1; i < slices.length; i++)
    if (slices[i]!.years === slices[i - 1]!.years)
      throw refusal(`smiles[${i}].years`, slices[i]!.years, 'an expiry of its own for each smile')
  const forward = forwardCurve(slices)
  const point = (strike: number, years: number): VariancePoint => {
    const k = Math.log(strike / forward(years))
    return pointAt(slices, k, years)
  }
  const factor = ({ k, variance, slope, curvature }: VariancePoint): number =>
    densityFactor(k, variance, slope, curvature)
  return {
    slices,
    arbitrage: arbitrageOf(slices, forward),
    forward,
    point,
    vol: (strike, years) => Math.sqrt(point(strike, years).variance / years),
    localVol(spot, years) {
      const at = point(spot, years)
      return Math.sqrt(at.perYear / factor(at))
    },
    density(strike, years) {
      const at = point(strike, years)
      const deviation = Math.sqrt(at.variance)
      const d2 = -at.k / deviation - 0.5 * deviation
      return (factor(at) * Math.exp(-0.5 * d2 * d2)) / (Math.sqrt(2 * Math.PI) * deviation * strike)
    },
  }
}

function forwardCurve(slices: readonly SviFit[]): (years: number) => number {
  const times = slices.map(({ years }) => years)
  const logs = slices.map(({ forward }) => Math.log(forward))
  if (times.length === 1) return () => slices[0]!.forward
  return (years) => {
    let i = 1
    while (i < times.length - 1 && times[i]! < years) i++
    const share = (years - times[i - 1]!) / (times[i]! - times[i - 1]!)
    return Math.exp(logs[i - 1]! + share * (logs[i]! - logs[i - 1]!))
  }
}

const near = /* @__PURE__ */ new Float64Array(4)
const far = /* @__PURE__ */ new Float64Array(4)

function pointAt(slices: readonly SviFit[], k: number, years: number): VariancePoint {
  const first = slices[0]!
  const last = slices.at(-1)!
  if (!(years > 0)) return { k, variance: Number.NaN, slope: Number.NaN, curvature: Number.NaN, perYear: Number.NaN }
  if (years <= first.years) {
    sviDerivatives(first.svi, k, near)
    const share = years / first.years
    return {
      k,
      variance: share * near[0]!,
      slope: share * near[1]!,
      curvature: share * near[2]!,
      perYear: near[0]! / first.years,
    }
  }
  if (years > last.years) {
    sviDerivatives(last.svi, k, near)
    const perYear = sviVariance(last.svi, 0) / last.years
    return { k, variance: near[0]! + (years - last.years) * perYear, slope: near[1]!, curvature: near[2]!, perYear }
  }
  let i = 1
  while (slices[i]!.years < years) i++
  const [before, after] = [slices[i - 1]!, slices[i]!]
  sviDerivatives(before.svi, k, near)
  sviDerivatives(after.svi, k, far)
  const span = after.years - before.years
  const share = (years - before.years) / span
  return {
    k,
    variance: near[0]! + share * (far[0]! - near[0]!),
    slope: near[1]! + share * (far[1]! - near[1]!),
    curvature: near[2]! + share * (far[2]! - near[2]!),
    perYear: (far[0]! - near[0]!) / span,
  }
}

function arbitrageOf(slices: readonly SviFit[], forward: (years: number) => number): readonly SurfaceArbitrage[] {
  const found: SurfaceArbitrage[] = []
  const add = (kind: SurfaceArbitrage['kind'], years: number, at: number, svi: Svi): void => {
    // A wing that goes wrong only far out is named at its hundredfold.
    const k = Number.isFinite(at) ? at : Math.sign(at) * 100 * svi.sigma + svi.m
    found.push({ kind, years, strike: forward(years) * Math.exp(k) })
  }
  for (const [i, { svi, years }] of slices.entries()) {
    if (hasSviButterfly(svi)) add('butterfly', years, sviButterfly(svi).at, svi)
    const before = slices[i - 1]
    if (before === undefined) continue
    const calendar = sviCalendar(before.svi, svi)
    if (calendar.arbitrage) add('calendar', years, calendar.at, svi)
  }
  // Scaled down before the first expiry g is concave in the scale, so that it cannot dip; elsewhere it is looked at.
  const times = slices.slice(1).flatMap(({ years }, i) => {
    const from = slices[i]!.years
    return [0.25, 0.5, 0.75].map((share) => from + share * (years - from))
  })
  for (const years of [...times, 1.5 * slices.at(-1)!.years, 3 * slices.at(-1)!.years]) {
    const deviation = Math.sqrt(pointAt(slices, 0, years).variance)
    let [worst, at] = [0, 0]
    for (let step = -60; step <= 60; step++) {
      const { k, variance, slope, curvature } = pointAt(slices, 0.1 * step * deviation, years)
      const factor = densityFactor(k, variance, slope, curvature)
      if (!(factor >= worst)) [worst, at] = [factor, k]
    }
    if (worst !== 0) found.push({ kind: 'butterfly', years, strike: forward(years) * Math.exp(at) })
  }
  return found
}
