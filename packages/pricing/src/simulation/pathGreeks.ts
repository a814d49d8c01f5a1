// Two ways to differentiate an expectation. Along the paths: move every price with the spot and the volatility and ask
// the payoff's slope. By the likelihood ratio: leave the payoff alone and differentiate the density of the path, whose
// logarithm's derivatives (scores) are sums over steps. Glasserman (2004), 7.2 and 7.3.
import type { OptionMarket } from '../terms.js'
import type { Walker } from './walker.js'

/** Means over paths, undiscounted. */
export type PathSums = { readonly price: number; readonly delta: number; readonly gamma: number; readonly vega: number }

/** `add` takes one path: what it paid, what the control takes off, and where it went. */
export type PathGreeks = {
  start(): void
  add(paid: number, held: number, walk: Walker): void
  means(paths: number): PathSums
}

/** Sums for price, delta, gamma and vega. */
export function pathGreeks(
  market: OptionMarket,
  times: readonly number[],
  slope: ((path: Float64Array, out: Float64Array) => void) | undefined,
): PathGreeks {
  const { spot, vol } = market
  const n = times.length
  const steps = Float64Array.from(times, (t, i) => Math.sqrt(t - (times[i - 1] ?? 0)))
  const slopes = new Float64Array(n)
  const sum = new Float64Array(4)

  const along = (path: Float64Array, brownian: Float64Array): void => {
    slope!(path, slopes)
    for (let i = 0; i < n; i++) {
      sum[1]! += (slopes[i]! * path[i]!) / spot
      sum[3]! += slopes[i]! * path[i]! * (brownian[i]! - vol * times[i]!)
    }
  }

  const byLikelihood = (paid: number, brownian: Float64Array): void => {
    const first = brownian[0]! / steps[0]!
    const dev = vol * steps[0]!
    let volScore = 0
    for (let i = 0; i < n; i++) {
      const z = (brownian[i]! - (i === 0 ? 0 : brownian[i - 1]!)) / steps[i]!
      volScore += (z * z - 1) / vol - z * steps[i]!
    }
    sum[1]! += (paid * first) / (spot * dev)
    sum[2]! += (paid * ((first * first - 1) / (dev * dev) - first / dev)) / (spot * spot)
    sum[3]! += paid * volScore
  }

  return {
    start: () => {
      sum.fill(0)
    },
    add(paid, held, { path, brownian }) {
      sum[0]! += paid - held
      if (slope === undefined) byLikelihood(paid, brownian)
      else along(path, brownian)
    },
    means: (paths) => ({
      price: sum[0]! / paths,
      delta: sum[1]! / paths,
      gamma: slope === undefined ? sum[2]! / paths : Number.NaN,
      vega: sum[3]! / paths,
    }),
  }
}
