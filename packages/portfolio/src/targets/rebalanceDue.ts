import { badArgument, type EpochMs, type InstrumentId, type IsoDate, toIsoDate } from '@bourse/core'
import type { Matrix } from '@bourse/math'
import type { WeightBand } from './rebalanceOptions.js'
import { percent } from './targetOrder.js'

/**
 * When to rebalance. Calendar: the first asking in a new `every`. Bands: some weight is further than its band from its
 * target. Risk: weights less targets, times the covariance of `assets`, are a volatility above `trackingError` (both per the period
 * of the covariance).
 */
export type RebalancePolicy =
  | { readonly every: 'day' | 'week' | 'month' | 'quarter' | 'year' }
  | { readonly band: WeightBand }
  | { readonly trackingError: number; readonly covariance: Matrix; readonly assets: readonly InstrumentId[] }

/** Where the book is and wants to be; `last`: when it was last rebalanced, never if absent. */
export type RebalanceState = {
  readonly now: EpochMs
  readonly last?: EpochMs
  readonly weights: ReadonlyMap<InstrumentId, number>
  readonly targets: ReadonlyMap<InstrumentId, number>
  /** Time zone of the calendar, default UTC. */
  readonly zone?: string
}

/** NaN weights answer `due: false` with the name of what is not known. */
export type RebalanceAnswer = { readonly due: boolean; readonly why: string }

/**
 * Whether it is time, and why. Several policies are several questions: rebalance monthly or when 5 % off.
 *
 * @throws BourseError where a band or limit is negative, or the covariance does not fit the assets
 * @example
 * import { rebalanceDue } from '@bourse/portfolio'
 * const state = { now: Date.parse('2026-12-01'), last: Date.parse('2026-11-02'),
 *   weights: new Map([['SPY@ARCX', 0.66]] as const), targets: new Map([['SPY@ARCX', 0.6]] as const) }
 * rebalanceDue({ every: 'month' }, state) // => { due: true, why: 'last in 2026-11, now 2026-12' }
 * rebalanceDue({ band: 0.05 }, state) // => { due: true, why: 'SPY@ARCX is 66 %, 6 % from 60 %; the band is 5 %' }
 */
export function rebalanceDue(policy: RebalancePolicy, state: RebalanceState): RebalanceAnswer {
  if ('every' in policy) return byCalendar(policy.every, state)
  for (const [id, weight] of state.weights)
    if (!Number.isFinite(weight)) return { due: false, why: `the weight of ${id} is not known` }
  return 'band' in policy ? byBand(policy.band, state) : byRisk(policy, state)
}

function byCalendar(
  every: Extract<RebalancePolicy, { readonly every: string }>['every'],
  { now, last, zone = 'UTC' }: RebalanceState,
): RebalanceAnswer {
  if (last === undefined) return { due: true, why: 'never rebalanced' }
  const [before, today] = [periodOf(toIsoDate(last, zone), every), periodOf(toIsoDate(now, zone), every)]
  return before === today
    ? { due: false, why: `done in ${today}` }
    : { due: true, why: `last in ${before}, now ${today}` }
}

function periodOf(date: IsoDate, every: 'day' | 'week' | 'month' | 'quarter' | 'year'): string {
  if (every === 'day') return date
  if (every === 'year') return date.slice(0, 4)
  if (every === 'month') return date.slice(0, 7)
  if (every === 'quarter') return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`
  // 1970-01-01 was a Thursday: weeks are counted from the Monday before it.
  return `week ${Math.floor((Date.parse(date) / 86_400_000 + 3) / 7)}`
}

function byBand(band: WeightBand, { weights, targets }: RebalanceState): RebalanceAnswer {
  const { absolute, relative } =
    typeof band === 'number' ? { absolute: band, relative: Number.POSITIVE_INFINITY } : band
  for (const [name, value] of Object.entries({ absolute, relative }))
    if (!(value >= 0)) throw badArgument('rebalanceDue', `${name} band`, value, 'a number >= 0')
  let [worst, answer]: [number, RebalanceAnswer] = [0, { due: false, why: 'all weights are within their bands' }]
  for (const id of new Set([...weights.keys(), ...targets.keys()])) {
    const [weight, target] = [weights.get(id) ?? 0, targets.get(id) ?? 0]
    const width = target === 0 ? absolute : Math.min(absolute, relative * Math.abs(target))
    const off = Math.abs(weight - target)
    // Shares carry the last digits of their parts: a band is left by more than those.
    if (off <= width + 1e-12 || off - width <= worst) continue
    worst = off - width
    const why = `${id} is ${percent(weight)}, ${percent(off)} from ${percent(target)}; the band is ${percent(width)}`
    answer = { due: true, why }
  }
  return answer
}

function byRisk(
  { trackingError, covariance, assets }: Extract<RebalancePolicy, { readonly trackingError: number }>,
  { weights, targets }: RebalanceState,
): RebalanceAnswer {
  const n = assets.length
  if (!(trackingError >= 0)) throw badArgument('rebalanceDue', 'trackingError', trackingError, 'a number >= 0')
  if (covariance.rows !== n || covariance.cols !== n)
    throw badArgument('rebalanceDue', 'covariance', `${covariance.rows} x ${covariance.cols}`, `${n} x ${n}`)
  const known = new Set(assets)
  for (const id of new Set([...weights.keys(), ...targets.keys()]))
    if (!known.has(id) && weights.get(id) !== targets.get(id))
      throw badArgument('rebalanceDue', 'assets', `without ${id}`, 'every instrument with a weight or target')
  const off = assets.map((id) => (weights.get(id) ?? 0) - (targets.get(id) ?? 0))
  let variance = 0
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) variance += off[i]! * off[j]! * covariance.data[i * n + j]!
  const error = Math.sqrt(Math.max(0, variance))
  const why = `tracking error ${percent(error)}, allowed ${percent(trackingError)}`
  return { due: error > trackingError, why }
}
