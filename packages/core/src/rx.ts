// @bourse/core/rx: the only way from listeners and steppers to RxJS and back. No operator that `map` or `filter` can be.
import {
  asapScheduler,
  defer,
  map,
  Observable,
  type OperatorFunction,
  type SchedulerAction,
  type SchedulerLike,
  Subscription,
} from 'rxjs'
import type { AccountFact } from './accountFacts.js'
import type { Clock } from './clock.js'
import type { FeedWant } from './command.js'
import type { Link } from './driverFacts.js'
import { type Duration, durationMs } from './duration.js'
import type { Feed } from './feed.js'
import type { InstrumentId } from './ids.js'
import type { MarketFact } from './marketFacts.js'
import type { OrderFact } from './orderFacts.js'
import type { Sourced } from './stamp.js'
import type { Stepper } from './stepper.js'
import type { Venue } from './venue.js'

/** A stream that also knows its newest value. */
export interface Live<T> extends Observable<T> {
  readonly value: T
}

/** When conflated facts go on: `every` so often (default at once) on a scheduler (default: as soon as the running task ends). */
export type ConflateOptions = { readonly scheduler?: SchedulerLike; readonly every?: Duration }

/**
 * A stepper as an operator: a fresh one for each subscription, so that a cold stream stays cold.
 *
 * @example
 * import { through } from '@bourse/core/rx'
 * import { of } from 'rxjs'
 * const total = () => { let sum = 0; return { next: (x: number) => (sum += x), save: () => sum, load: () => {} } }
 * const sums: number[] = []
 * of(1, 2, 3).pipe(through(total)).subscribe((sum) => sums.push(sum))
 * sums // => [1, 3, 6]
 */
export function through<I, O>(create: () => Stepper<I, O>): OperatorFunction<I, O> {
  return (source) =>
    defer(() => {
      const stepper = create()
      return source.pipe(map((input) => stepper.next(input)))
    })
}

/**
 * The newest value per key while the consumer is busy; keys go on in the order in which they began to wait. For market
 * facts only, and of those only for quotes, prints, bars, marks, open interest and observations: a book delta or a
 * corporate action that is dropped cannot be made good, so they pass one by one, in their place. What waits goes on before
 * the source's end or error.
 *
 * @example
 * import { conflate } from '@bourse/core/rx'
 * import type { MarketFact } from '@bourse/core'
 * import { from } from 'rxjs'
 * const marks = [1, 2, 3].map((price): MarketFact => ({ kind: 'mark', id: 'A@X', price }))
 * const seen: MarketFact[] = []
 * from(marks).pipe(conflate((fact) => fact.kind)).subscribe((fact) => seen.push(fact))
 * seen // => [{ kind: 'mark', id: 'A@X', price: 3 }]
 */
export function conflate<T extends MarketFact>(
  key: (fact: T) => unknown,
  options: ConflateOptions = {},
): OperatorFunction<T, T> {
  const { scheduler = asapScheduler, every } = options
  const delay = every === undefined ? 0 : durationMs(every)
  return (source) =>
    new Observable<T>((subscriber) => {
      let waiting = new Map<unknown, T>()
      let flushing = false
      const flush = (): void => {
        if (flushing) return
        flushing = true
        const batch = waiting
        waiting = new Map()
        for (const fact of batch.values()) subscriber.next(fact)
        flushing = false
        // Came while the consumer was at work: next time.
        if (waiting.size > 0) arm()
      }
      const arm = (): void => {
        subscriber.add(scheduler.schedule(flush, delay))
      }
      subscriber.add(
        source.subscribe({
          next(fact) {
            if (waiting.size === 0 && !flushing) arm()
            waiting.set(mayConflate(fact) ? key(fact) : Symbol(), fact)
          },
          error(error: unknown) {
            flush()
            subscriber.error(error)
          },
          complete() {
            flush()
            subscriber.complete()
          },
        }),
      )
    })
}

/**
 * Market facts of some instruments: watches while subscribed, and only then. Links are apart, in `links$`.
 *
 * @example
 * import { feedFrom$, marketFacts$ } from '@bourse/core/rx'
 * import { NEVER, of } from 'rxjs'
 * const feed = feedFrom$(of({ kind: 'mark', id: 'A@X', price: 1, at: 5, source: 's' }), NEVER)
 * let price = 0
 * marketFacts$(feed, ['A@X'], ['mark']).subscribe((fact) => { if (fact.kind === 'mark') price = fact.price })
 * price // => 1
 */
export function marketFacts$(
  feed: Feed,
  ids: readonly InstrumentId[],
  want: readonly FeedWant[],
): Observable<Sourced<MarketFact>> {
  const isWanted = wantedBy(
    (id) => ids.includes(id),
    (id, kind) => ids.includes(id) && want.includes(kind),
  )
  return new Observable((subscriber) => {
    // Watching first: a feed that answers at once would otherwise drop what nobody had asked for yet.
    feed.watch(ids, want)
    const stop = feed.listen((fact) => {
      if (fact.kind !== 'link' && isWanted(fact)) subscriber.next(fact)
    })
    return () => {
      stop()
      feed.unwatch(ids, want)
    }
  })
}

/**
 * States of a connection, apart from market data, so that conflation can never swallow one.
 *
 * @example
 * import { feedFrom$, links$ } from '@bourse/core/rx'
 * import { NEVER, of } from 'rxjs'
 * const feed = feedFrom$(NEVER, of({ kind: 'link', link: 'feed', state: 'down', at: 5, source: 's' }))
 * let state = ''
 * links$(feed).subscribe((link) => { state = link.state })
 * state // => 'down'
 */
export function links$(port: Pick<Feed, 'listen'> | Pick<Venue, 'listen'>): Observable<Sourced<Link>> {
  return new Observable((subscriber) =>
    port.listen((fact: Sourced<MarketFact | OrderFact | AccountFact | Link>) => {
      if (fact.kind === 'link') subscriber.next(fact)
    }),
  )
}

/**
 * Order and account facts of a venue, each once. Never conflate them.
 *
 * @example
 * import { venueFacts$ } from '@bourse/core/rx'
 * import type { Venue } from '@bourse/core'
 * const canceled = { kind: 'canceled', account: 'paper', orderId: 'r-1', at: 5, source: 'paper' } as const
 * const venue: Pick<Venue, 'listen'> = { listen(listener) { listener(canceled); return () => {} } }
 * let id = ''
 * venueFacts$(venue).subscribe((fact) => { if ('orderId' in fact) id = fact.orderId })
 * id // => 'r-1'
 */
export function venueFacts$(venue: Pick<Venue, 'listen'>): Observable<Sourced<OrderFact | AccountFact>> {
  return new Observable((subscriber) =>
    venue.listen((fact) => {
      if (fact.kind !== 'link') subscriber.next(fact)
    }),
  )
}

/**
 * Streams as a feed: each listener subscribes, and gets the facts that are watched at the time, besides events nobody has
 * to ask for (corporate actions, settlements, observations of its instruments or of none). An error of a stream is not
 * the feed's to hide: rxjs throws it as unhandled; turn broken connections into links before they come here.
 *
 * @example
 * import { feedFrom$ } from '@bourse/core/rx'
 * import { NEVER, Subject } from 'rxjs'
 * import type { MarketFact, Sourced } from '@bourse/core'
 * const facts = new Subject<Sourced<MarketFact>>()
 * const feed = feedFrom$(facts, NEVER)
 * const heard: string[] = []
 * feed.listen((fact) => heard.push(fact.kind))
 * facts.next({ kind: 'mark', id: 'A@X', price: 1, at: 5, source: 's' })
 * feed.watch(['A@X'], ['mark'])
 * facts.next({ kind: 'mark', id: 'A@X', price: 2, at: 6, source: 's' })
 * heard // => ['mark']
 */
export function feedFrom$(facts: Observable<Sourced<MarketFact>>, links: Observable<Sourced<Link>>): Feed {
  const watched = new Map<InstrumentId, Map<FeedWant, number>>()
  const count = (ids: readonly InstrumentId[], want: readonly FeedWant[], by: 1 | -1): void => {
    for (const id of ids) {
      const wants = watched.get(id) ?? new Map<FeedWant, number>()
      for (const kind of want) {
        const times = (wants.get(kind) ?? 0) + by
        if (times > 0) wants.set(kind, times)
        else wants.delete(kind)
      }
      if (wants.size > 0) watched.set(id, wants)
      else watched.delete(id)
    }
  }
  const isWanted = wantedBy(
    (id) => watched.has(id),
    (id, kind) => watched.get(id)?.has(kind) === true,
  )
  return {
    watch: (ids, want) => count(ids, want, 1),
    unwatch: (ids, want) => count(ids, want, -1),
    listen(listener) {
      // A parent of its own: a stream that has ended must not end the other.
      const both = new Subscription()
      both.add(links.subscribe((link) => listener(link)))
      both.add(
        facts.subscribe((fact) => {
          if (isWanted(fact)) listener(fact)
        }),
      )
      return () => both.unsubscribe()
    },
  }
}

/**
 * A clock as an rxjs scheduler, so that `debounceTime`, `timer` or `auditTime` run on manual time. What is scheduled
 * without delay runs at the clock's next turn: on a manual clock, at the next `advance`.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * import { clockScheduler } from '@bourse/core/rx'
 * import { timer } from 'rxjs'
 * const clock = manualClock(0)
 * let rang = 0
 * timer(1000, 500, clockScheduler(clock)).subscribe(() => rang++)
 * clock.advance(2000)
 * rang // => 3
 */
export function clockScheduler(clock: Clock): SchedulerLike {
  return {
    now: () => clock.now(),
    schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
      let cancel: (() => void) | undefined
      const action = Object.assign(new Subscription(() => cancel?.()), {
        schedule(next?: T, wait = 0): Subscription {
          cancel?.()
          if (action.closed) return action
          cancel = clock.wake(clock.now() + Math.max(0, wait), () => {
            cancel = undefined
            let threw = true
            try {
              work.call(action, next)
              threw = false
            } finally {
              // Done, unless the work scheduled itself again.
              if (threw || cancel === undefined) action.unsubscribe()
            }
          })
          return action
        },
      })
      return action.schedule(state, delay)
    },
  }
}

const conflatable: { readonly [K in MarketFact['kind']]?: true } = {
  quote: true,
  trade: true,
  bar: true,
  mark: true,
  openInterest: true,
  observation: true,
}

function mayConflate(fact: MarketFact): boolean {
  return conflatable[fact.kind] === true
}

function isAskedFor(kind: MarketFact['kind']): kind is FeedWant {
  return (
    kind === 'quote' || kind === 'trade' || kind === 'bar' || kind === 'book' || kind === 'mark' || kind === 'funding'
  )
}

function wantedBy(
  knows: (id: InstrumentId) => boolean,
  wants: (id: InstrumentId, kind: FeedWant) => boolean,
): (fact: MarketFact) => boolean {
  return (fact) => {
    if (fact.id === undefined) return true
    return isAskedFor(fact.kind) ? wants(fact.id, fact.kind) : knows(fact.id)
  }
}
