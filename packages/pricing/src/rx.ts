// @bourse/pricing/rx: a chain or its surface looked at so often, and Greeks that follow their inputs and the clock.
import {
  type Clock,
  type Duration,
  durationMs,
  type EpochMs,
  type Feed,
  type FeedWant,
  failed,
  type InstrumentId,
  type Result,
} from '@bourse/core'
import { Observable, type Subscription } from 'rxjs'
import { chainSmiles } from './chain/chainSmiles.js'
import type { OptionChain } from './chain/chainTypes.js'
import { type ChainView, type ChainViewSettings, chainViewAfter } from './chain/chainView.js'
import { blackScholes } from './model/blackScholes.js'
import { optionGreeks } from './priceOption.js'
import { buildSurface } from './surface/buildSurface.js'
import type { VolSurface } from './surface/volSurface.js'
import type { Greeks, OptionTerms, PricingModel } from './terms.js'

/**
 * Feeds a chain and looks at it every `every`: quotes in between are conflated into the chain, which keeps the newest of
 * each option. While subscribed it watches the underlying and all options, those added later too. A link that goes down
 * turns the quotes of its source 'stale' until they come again. A slow subscriber is not called again before it is done.
 *
 * @param settings `sides`: also the volatilities of bids and offers; `fit`: a smile per expiry, each searched for from the
 * one before
 * @example
 * import { manualClock } from '@bourse/core'
 * import { optionChain } from '@bourse/pricing'
 * import { chain$ } from '@bourse/pricing/rx'
 * const clock = manualClock('2026-11-18T21:00Z')
 * const feed = { watch: () => {}, unwatch: () => {}, listen: () => () => {} }
 * const times: number[] = []
 * chain$(feed, optionChain('SPX@CBOE', []), { every: '250ms', clock }).subscribe(({ time }) => times.push(time))
 * clock.advance('2026-11-18T21:00:01Z')
 * times.length // => 4
 */
export function chain$(
  feed: Feed,
  chain: OptionChain,
  settings: ChainViewSettings & { readonly every: Duration; readonly clock: Clock },
): Observable<ChainView> {
  return lookedAt(feed, chain, settings, (now, before: ChainView | undefined) =>
    chainViewAfter(chain, now, settings, before),
  )
}

/** The newest surface of a chain, or why there is none; and which expiries it was made of. */
export type LiveSurface = {
  readonly time: EpochMs
  readonly built: Result<VolSurface, 'calendar-arbitrage' | 'too-few'>
}

/**
 * The volatility surface of a chain every `every`, fed as by `chain$`: of the expiries with at least five quotes that
 * `chainSmiles` can use, each time searched for from the surface before. `too-few` while there is none.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * import { optionChain } from '@bourse/pricing'
 * import { surface$ } from '@bourse/pricing/rx'
 * const clock = manualClock('2026-11-18T21:00Z')
 * const feed = { watch: () => {}, unwatch: () => {}, listen: () => () => {} }
 * const seen: boolean[] = []
 * surface$(feed, optionChain('SPX@CBOE', []), { every: '1s', clock }).subscribe(({ built }) => seen.push(built.ok))
 * clock.advance('2026-11-18T21:00:02Z')
 * seen // => [false, false]
 */
export function surface$(
  feed: Feed,
  chain: OptionChain,
  settings: { readonly every: Duration; readonly clock: Clock },
): Observable<LiveSurface> {
  let last: VolSurface | undefined
  return lookedAt(feed, chain, settings, (now, before: LiveSurface | undefined): LiveSurface => {
    if (before === undefined) last = undefined
    chain.advance(now)
    const quotes = chainSmiles(chain).filter(({ strikes, years }) => strikes.length >= 5 && years > 0)
    const nothing = failed('too-few', 'no expiry has five usable quotes', { usable: 0 })
    const built = quotes.length === 0 ? nothing : buildSurface(quotes, last)
    if (built.ok) last = built.value
    return { time: chain.now, built }
  })
}

function lookedAt<T>(
  feed: Feed,
  chain: OptionChain,
  settings: { readonly every: Duration; readonly clock: Clock },
  lookAt: (now: EpochMs, before: T | undefined) => T,
): Observable<T> {
  const { clock } = settings
  const every = pace(settings.every)
  return new Observable((subscriber) => {
    const watched = new Set<InstrumentId>()
    const watchAll = (): void => {
      const fresh = [chain.underlying, ...chain.ids].filter((id) => !watched.has(id))
      for (const id of fresh) watched.add(id)
      if (fresh.length > 0) feed.watch(fresh, wants)
    }
    const stop = feed.listen((fact) => chain.next(fact))
    let cancel = (): void => {}
    let before: T | undefined
    const look = (): void => {
      if (chain.size + 1 !== watched.size) watchAll()
      before = lookAt(clock.now(), before)
      subscriber.next(before)
      if (!subscriber.closed) cancel = clock.wake(clock.now() + every, look)
    }
    watchAll()
    cancel = clock.wake(clock.now() + every, look)
    return () => {
      cancel()
      stop()
      feed.unwatch([...watched], wants)
    }
  })
}

const wants: readonly FeedWant[] = ['quote', 'mark', 'trade']

/** What Greeks follow: each a number that stays, or a stream of which the newest counts. Units as in `OptionMarket`. */
export type LiveMarket = {
  readonly spot: number | Observable<number>
  readonly vol: number | Observable<number>
  readonly rate: number | Observable<number>
  readonly yield?: number | Observable<number>
  /** The moment the option is fixed; years are counted from it by the clock, 365 days each. */
  readonly expiresAt: EpochMs
}

/**
 * Greeks of one option while its inputs move and its time runs out: at most once every `every`, at the clock's wakes, from
 * the newest of every input, and only when one of them came since. NaN while an input is outside the model's domain, so
 * that a bad print does not end the stream. At expiry it emits once more, at zero time, and completes.
 *
 * @throws BourseError at once where the model does not know the option
 * @example
 * import { manualClock } from '@bourse/core'
 * import { greeks$ } from '@bourse/pricing/rx'
 * import { Subject } from 'rxjs'
 * const clock = manualClock('2026-11-18T21:00Z')
 * const spot = new Subject<number>()
 * const call = { right: 'call', strike: 100, exercise: 'european' } as const
 * const market = { spot, vol: 0.2, rate: 0.04, expiresAt: Date.parse('2026-12-18T21:00Z') }
 * const deltas: number[] = []
 * greeks$(call, market, { every: '1s', clock }).subscribe(({ delta }) => deltas.push(delta))
 * spot.next(99)
 * spot.next(101)
 * clock.advance('2026-11-18T21:00:05Z')
 * deltas // => [0.6024]
 */
export function greeks$(
  option: OptionTerms,
  market: LiveMarket,
  settings: { readonly every: Duration; readonly clock: Clock; readonly model?: PricingModel },
): Observable<Greeks> {
  const { clock, model = blackScholes } = settings
  const every = pace(settings.every)
  // An option that the model does not know is the caller's mistake: now, not as NaN for ever.
  optionGreeks(option, { spot: Math.max(option.strike, 1), vol: 0.2, rate: 0, years: 1 }, model)
  return new Observable((subscriber) => {
    const newest: { [name: string]: number } = {}
    const names = (['spot', 'vol', 'rate', 'yield'] as const).filter((name) => market[name] !== undefined)
    let changed = false
    let cancel = (): void => {}
    const listen = (name: (typeof names)[number]): Subscription | undefined => {
      const part = market[name]!
      if (typeof part !== 'number')
        return part.subscribe({
          next(value) {
            newest[name] = value
            changed = true
          },
          error: (error: unknown) => subscriber.error(error),
        })
      newest[name] = part
      changed = true
      return undefined
    }
    const look = (): void => {
      const now = clock.now()
      const over = now >= market.expiresAt
      if ((changed || over) && names.every((name) => name in newest)) {
        changed = false
        subscriber.next(greeksOrNaN(option, newest, Math.max(0, market.expiresAt - now) / yearMs, model))
      }
      if (subscriber.closed) return
      if (over) subscriber.complete()
      else cancel = clock.wake(Math.min(now + every, market.expiresAt), look)
    }
    for (const name of names) subscriber.add(listen(name))
    if (!subscriber.closed) cancel = clock.wake(Math.min(clock.now() + every, market.expiresAt), look)
    return () => cancel()
  })
}

const yearMs = 365 * 86_400_000

function greeksOrNaN(
  option: OptionTerms,
  parts: { readonly [name: string]: number },
  years: number,
  model: PricingModel,
): Greeks {
  const { spot, vol, rate } = parts
  try {
    const market = { spot: spot!, vol: vol!, rate: rate!, years }
    return optionGreeks(option, 'yield' in parts ? { ...market, yield: parts.yield! } : market, model)
  } catch {
    const nothing = Number.NaN
    return { price: nothing, delta: nothing, gamma: nothing, vega: nothing, theta: nothing, rho: nothing }
  }
}

// A clock asked to wake now, again and again, would never move on.
function pace(every: Duration): number {
  return Math.max(1, durationMs(every))
}
