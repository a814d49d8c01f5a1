import { normQuantile } from '@bourse/math'
import type { OptionMarket } from '../terms.js'
import { brownianBridge } from './brownianBridge.js'

/** One path at a time: the uniforms it came from, W and the prices. */
export type Walker = {
  readonly uniforms: Float64Array
  readonly brownian: Float64Array
  readonly path: Float64Array
  next(uniforms: Float64Array): void
}

/** Lognormal paths of the market at the times. */
export function walker(market: OptionMarket, times: readonly number[]): Walker {
  const { spot, vol, rate } = market
  const n = times.length
  const drift = Float64Array.from(times, (t) => (rate - (market.yield ?? 0) - 0.5 * vol * vol) * t)
  const bridge = brownianBridge(times)
  const normals = new Float64Array(n)
  const brownian = new Float64Array(n)
  const path = new Float64Array(n)
  return {
    uniforms: new Float64Array(n),
    brownian,
    path,
    next(uniforms) {
      // Points are multiples of 2^-32: the middle of their cell is never 0.
      for (let i = 0; i < n; i++) normals[i] = normQuantile(uniforms[i]! + 2 ** -33)
      bridge(normals, brownian)
      for (let i = 0; i < n; i++) path[i] = spot * Math.exp(drift[i]! + vol * brownian[i]!)
    },
  }
}
