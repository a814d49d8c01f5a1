import { type Result, succeeded } from '@bourse/core'
import { levenbergMarquardt } from '@bourse/math'
import { degenerate, sviFit, tooFew } from './fitSvi.js'
import { writeMisfit } from './misfit.js'
import type { SmileQuotes, SviFit } from './smileFit.js'
import { type SmileRows, smileRows } from './smileRows.js'
import { type Ssvi, ssviSlice } from './ssvi.js'
import { sviVariance } from './svi.js'
import { sviCalendar } from './sviCalendar.js'

/** A surface of one shape, and its smile at each expiry. */
export type SsviFit = { readonly ssvi: Ssvi; readonly slices: readonly SviFit[] }

/**
 * One SSVI surface for all expiries: rho, eta, gamma, and a total variance at the money per expiry that never falls. Few
 * parameters for many quotes: it does not come as near to each as `fitSvi` does, and `inside` of its slices is told, not
 * judged; but expiries with few quotes borrow their shape from the others. Where the free fit has a butterfly or a calendar
 * arbitrage, it is made anew within eta (1 + |rho|) <= 2, gamma <= 1/2, where there is none.
 *
 * @param quotes one entry per expiry, in any order; those without a usable quote are refused
 * @returns `too-few`: fewer than five usable quotes in all, or an expiry without one; `degenerate`: |rho| above 0.999 or
 * gamma within 0.001 of 0 or 1, with the parameters in `failure.details.best`
 * @throws BourseError for forwards or years that are not above 0, columns of unequal length, or two entries of one expiry
 * @example
 * import { fitSsvi } from '@bourse/pricing'
 * const strikes = Float64Array.of(80, 90, 100, 110, 120)
 * const near = { forward: 100, years: 0.25, strikes, vols: Float64Array.of(0.3, 0.25, 0.22, 0.205, 0.203) }
 * const far = { forward: 101, years: 1, strikes, vols: Float64Array.of(0.27, 0.245, 0.225, 0.212, 0.204) }
 * const fit = fitSsvi([near, far])
 * fit.ok && fit.value.slices.map(({ arbitrage }) => arbitrage) // => ['none', 'none']
 */
export function fitSsvi(quotes: readonly SmileQuotes[]): Result<SsviFit, 'degenerate' | 'too-few'> {
  const sorted = [...quotes].sort((one, other) => one.years - other.years)
  const rows = sorted.map((one) => smileRows(one))
  const usable = rows.reduce((sum, { count }) => sum + count, 0)
  if (usable < 5 || rows.some(({ count }) => count === 0)) return tooFew('SSVI', 5, usable)
  const free = fitWithin(sorted, rows, false)
  const fit = free.slices.some(({ arbitrage }) => arbitrage !== 'none') ? fitWithin(sorted, rows, true) : free
  const { rho, gamma } = fit.ssvi
  const flawed = fit.slices.find(({ arbitrage }) => arbitrage !== 'none')
  if (flawed !== undefined) return degenerate(`it has a ${flawed.arbitrage} arbitrage`, flawed, fit.ssvi)
  if (Math.abs(rho) > 0.999 || gamma < 0.001 || gamma > 0.999)
    return degenerate(`rho is ${rho}, gamma ${gamma}`, fit.slices[0]!, fit.ssvi)
  return succeeded(fit)
}

function fitWithin(quotes: readonly SmileQuotes[], rows: readonly SmileRows[], safe: boolean): SsviFit {
  const first = rows.map(({ k, vol }, i) => {
    let near = 0
    for (let j = 1; j < k.length; j++) if (Math.abs(k[j]!) < Math.abs(k[near]!)) near = j
    return vol[near]! * vol[near]! * quotes[i]!.years
  })
  const ssviOf = (p: ArrayLike<number>): Ssvi => {
    const rho = Math.tanh(p[0]!)
    const gamma = 1 / (1 + Math.exp(-p[2]!))
    if (!safe) return { rho, eta: Math.exp(p[1]!), gamma }
    return { rho, eta: 2 / ((1 + Math.abs(rho)) * (1 + Math.exp(-p[1]!))), gamma: 0.5 * gamma }
  }
  // Each total variance is the one before and something positive.
  const thetasOf = (p: ArrayLike<number>): Float64Array => {
    const thetas = new Float64Array(rows.length)
    for (let i = 0; i < thetas.length; i++) thetas[i] = (i === 0 ? 0 : thetas[i - 1]!) + Math.exp(p[3 + i]!)
    return thetas
  }
  const start = [Math.atanh(-0.3), safe ? 0 : Math.log(0.8), 0]
  for (let i = 0, below = 0; i < first.length; i++) {
    const step = Math.max(first[i]! - below, 0.02 * first[i]!)
    start.push(Math.log(step))
    below += step
  }
  const vols = rows.map(({ count }) => new Float64Array(count))
  const outs = rows.map(({ count }) => new Float64Array(count))
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  const residuals = (p: Float64Array, out: Float64Array): void => {
    const [ssvi, thetas] = [ssviOf(p), thetasOf(p)]
    let at = 0
    for (const [i, one] of rows.entries()) {
      const slice = ssviSlice(ssvi, thetas[i]!)
      for (let j = 0; j < one.count; j++) vols[i]![j] = Math.sqrt(sviVariance(slice, one.k[j]!) / quotes[i]!.years)
      writeMisfit(one, 'mids', vols[i]!, outs[i]!)
      out.set(outs[i]!, at)
      at += one.count
    }
    // Weak, so that they only decide what the quotes leave open.
    for (let i = 0; i < 3; i++) out[at + i] = (p[i]! - start[i]!) / 4
  }
  const found = levenbergMarquardt(residuals, total + 3, start, { tolerance: 1e-7, maxIterations: 100 }).x
  const [ssvi, thetas] = [ssviOf(found), thetasOf(found)]
  const slices = quotes.map(({ forward, years }, i) =>
    sviFit('ssvi', ssviSlice(ssvi, thetas[i]!), forward, years, rows[i]!),
  )
  return {
    ssvi,
    slices: slices.map((slice, i) => {
      const before = slices[i - 1]
      if (slice.arbitrage !== 'none' || before === undefined || !sviCalendar(before.svi, slice.svi).arbitrage)
        return slice
      return { ...slice, arbitrage: 'calendar' }
    }),
  }
}
