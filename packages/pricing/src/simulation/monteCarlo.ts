import { createSobol } from '@bourse/math'
import { refusal } from '../refuse.js'
import type { OptionMarket } from '../terms.js'
import { pathGreeks, type PathSums } from './pathGreeks.js'
import { type Walker, walker } from './walker.js'

/** What is paid at expiry for prices at the times asked for; it must not keep the array. */
export type PathPayoff = (path: Float64Array) => number

/**
 * `times`: years from now at which the payoff looks, rising, at most the market's `years`. Equal `seed`, equal answer.
 * `paths` per replicate (a power of two, default 4096) in `replicates` independent scramblings (default 16). `control`:
 * a payoff whose present value is known and that moves like this one. `slope` writes the payoff's derivative by each
 * price of the path: Greeks then follow the paths (right for payoffs without jumps); without it they come from the
 * likelihood ratio, which any payoff allows, at more noise.
 */
export type MonteCarloSettings = {
  readonly times: readonly number[]
  readonly seed: number | string
  readonly paths?: number
  readonly replicates?: number
  readonly control?: { readonly payoff: PathPayoff; readonly value: number }
  readonly slope?: (path: Float64Array, out: Float64Array) => void
}

/** A figure and its standard error. */
export type Estimate = { readonly value: number; readonly error: number }
/** Present values per unit; Greeks as in `Greeks`; gamma is NaN where Greeks follow the paths. */
export type MonteCarloPrice = {
  readonly price: Estimate
  readonly delta: Estimate
  readonly gamma: Estimate
  readonly vega: Estimate
  /** How many paths were walked. */
  readonly paths: number
}

/**
 * Price and Greeks of whatever depends on the path of one underlying and has no formula: lognormal paths from scrambled
 * Sobol' points through a Brownian bridge. Errors are those of the mean over independent scramblings. With n prices per
 * path the work is paths x replicates x n; the error falls nearly with 1 / paths for smooth payoffs, with its root for
 * jagged ones.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @see P. Glasserman, Monte Carlo methods in financial engineering (2004), 4.1, 5.2, 7.2, 7.3
 * @example
 * import { monteCarloPrice } from '@bourse/pricing'
 * const best = (path: Float64Array) => Math.max(Math.max(path[0]!, path[1]!) - 100, 0) // the better of two days
 * const answer = monteCarloPrice(best, { spot: 100, vol: 0.2, rate: 0.03, years: 1 }, { times: [0.5, 1], seed: 1 })
 * answer.price.value.toFixed(2) // => '11.19'
 * answer.price.error < 0.01 // => true
 */
export function monteCarloPrice(
  payoff: PathPayoff,
  market: OptionMarket,
  settings: MonteCarloSettings,
): MonteCarloPrice {
  const { times, seed, paths = 4096, replicates = 16, control, slope } = settings
  checkSimulation(market, times, paths, replicates)
  const walk = walker(market, times)
  const discount = Math.exp(-market.rate * market.years)
  const n = times.length
  const sums = pathGreeks(market, times, slope)

  const replicate = (label: string, weight: number): PathSums => {
    const points = createSobol({ dimensions: n, seed: label })
    sums.start()
    for (let i = 0; i < paths; i++) {
      walk.next(points.next(walk.uniforms))
      const held = control === undefined || weight === 0 ? 0 : weight * control.payoff(walk.path)
      sums.add(payoff(walk.path), held, walk)
    }
    const means = sums.means(paths)
    const known = control === undefined || weight === 0 ? 0 : weight * control.value
    return {
      ...means,
      price: discount * means.price + known,
      delta: discount * means.delta,
      gamma: discount * means.gamma,
      vega: discount * means.vega,
    }
  }

  const weight = control === undefined ? 0 : controlWeight(payoff, control.payoff, n, paths, `${seed}/pilot`, walk)
  const all = Array.from({ length: replicates }, (_, r) => replicate(`${seed}/${r}`, weight))
  const estimate = (pick: (sums: PathSums) => number): Estimate => {
    const mean = all.reduce((total, one) => total + pick(one), 0) / replicates
    const square = all.reduce((total, one) => total + (pick(one) - mean) ** 2, 0)
    return { value: mean, error: Math.sqrt(square / (replicates * (replicates - 1))) }
  }
  return {
    price: estimate((one) => one.price),
    delta: estimate((one) => one.delta),
    gamma: estimate((one) => one.gamma),
    vega: estimate((one) => one.vega),
    paths: paths * replicates,
  }
}

/** The control's best weight, from paths of its own, so that the estimate stays without bias. */
function controlWeight(
  payoff: PathPayoff,
  control: PathPayoff,
  n: number,
  paths: number,
  seed: string,
  walk: Walker,
): number {
  const points = createSobol({ dimensions: n, seed })
  let [x, y, xy, xx] = [0, 0, 0, 0]
  for (let i = 0; i < paths; i++) {
    walk.next(points.next(walk.uniforms))
    const known = control(walk.path)
    const paid = payoff(walk.path)
    x += known
    y += paid
    xy += known * paid
    xx += known * known
  }
  const spread = xx - (x * x) / paths
  return spread > 0 ? (xy - (x * y) / paths) / spread : 0
}

function checkSimulation(market: OptionMarket, times: readonly number[], paths: number, replicates: number): void {
  const { spot, vol, rate, years } = market
  if (!(spot > 0 && spot < Infinity)) throw refusal('market.spot', spot, 'a finite number > 0')
  if (!(vol > 0 && vol < Infinity)) throw refusal('market.vol', vol, 'a finite number > 0')
  if (!Number.isFinite(rate)) throw refusal('market.rate', rate, 'a finite number')
  if (!Number.isFinite(market.yield ?? 0)) throw refusal('market.yield', market.yield, 'a finite number')
  if (market.dividends !== undefined)
    throw refusal('market.dividends', 'given', 'absent: simulations take a yield only')
  if (!(years > 0 && years < Infinity)) throw refusal('market.years', years, 'a finite number > 0')
  if (times.length === 0 || times.length > 1500) throw refusal('settings.times', times.length, '1 to 1500 times')
  times.forEach((t, i) => {
    if (!(t > (times[i - 1] ?? 0) && t <= years * (1 + 1e-12)))
      throw refusal(`settings.times[${i}]`, t, `years from now, rising, above 0 and at most ${years}`)
  })
  if (!(Number.isInteger(Math.log2(paths)) && paths >= 2 && paths <= 2 ** 24))
    throw refusal('settings.paths', paths, 'a power of two from 2 to 2^24')
  if (!(Number.isInteger(replicates) && replicates >= 2 && replicates <= 1000))
    throw refusal('settings.replicates', replicates, 'a whole number from 2 to 1000')
}
