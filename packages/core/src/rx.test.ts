import { debounceTime, EMPTY, interval, of, Subject, take, timer } from 'rxjs'
import { describe, expect, test } from 'vitest'
import type { Link } from './driverFacts.js'
import type { Feed } from './feed.js'
import { manualClock } from './manualClock.js'
import type { MarketFact } from './marketFacts.js'
import { clockScheduler, conflate, feedFrom$, links$, marketFacts$, through, venueFacts$ } from './rx.js'
import type { Sourced } from './stamp.js'
import type { Stepper } from './stepper.js'
import type { Venue } from './venue.js'

const mark = (price: number, id: 'A@X' | 'B@X' = 'A@X'): Sourced<MarketFact> => ({
  kind: 'mark',
  id,
  price,
  at: price,
  source: 's',
})
const split: Sourced<MarketFact> = {
  kind: 'corporateAction',
  id: 'A@X',
  action: 'split',
  exDate: '2026-01-01',
  numerator: 2,
  denominator: 1,
  at: 0,
  source: 's',
}
const delta = (sequence: number): Sourced<MarketFact> => ({
  kind: 'book',
  id: 'A@X',
  snapshot: false,
  sequence,
  bids: new Float64Array(),
  asks: new Float64Array(),
  at: sequence,
  source: 's',
})
const down: Sourced<Link> = { kind: 'link', link: 'feed', state: 'down', at: 0, source: 's' }

test("through: a fresh stepper for each subscription, and its error is the stream's", () => {
  const count = (): Stepper<number, number> => {
    let n = 0
    return {
      next: (x) => {
        if (x < 0) throw new Error('mine')
        return ++n
      },
      save: () => n,
      load: () => {},
    }
  }
  const source = of(5, 5, 5).pipe(through(count))
  for (let i = 0; i < 2; i++) {
    const seen: number[] = []
    source.subscribe((n) => seen.push(n))
    expect(seen).toEqual([1, 2, 3])
  }
  let error: unknown
  of(-1)
    .pipe(through(count))
    .subscribe({
      error: (e) => {
        error = e
      },
    })
  expect(error).toMatchObject({ message: 'mine' })
})

describe('conflate', () => {
  const setup = (every?: '250ms') => {
    const clock = manualClock(0)
    const facts = new Subject<Sourced<MarketFact>>()
    const seen: unknown[] = []
    const byId = (fact: MarketFact): unknown => fact.id
    const options = { scheduler: clockScheduler(clock), ...(every && { every }) }
    const subscription = facts.pipe(conflate(byId, options)).subscribe({
      next: (fact) =>
        seen.push(fact.kind === 'mark' ? fact.price : fact.kind === 'book' ? `#${fact.sequence}` : fact.kind),
      error: () => seen.push('error'),
      complete: () => seen.push('end'),
    })
    return { clock, facts, seen, subscription }
  }
  test('the newest per key, keys in the order in which they began to wait', () => {
    const { clock, facts, seen } = setup('250ms')
    for (const fact of [mark(1), mark(2, 'B@X'), mark(3)]) facts.next(fact)
    expect(seen).toEqual([])
    clock.advance(249)
    facts.next(mark(4))
    clock.advance(250)
    expect(seen).toEqual([4, 2])
    clock.advance(1000)
    facts.next(mark(5))
    clock.advance(1249)
    expect(seen).toEqual([4, 2])
    clock.advance(1250)
    expect(seen).toEqual([4, 2, 5])
  })
  test('book deltas and corporate actions pass one by one', () => {
    const { clock, facts, seen } = setup()
    for (const fact of [delta(1), mark(1), delta(2), split, mark(2), split]) facts.next(fact)
    clock.advance(0)
    expect(seen).toEqual(['#1', 2, '#2', 'corporateAction', 'corporateAction'])
  })
  test('what waits goes on before the end and before an error; nothing after unsubscribing', () => {
    const ended = setup()
    ended.facts.next(mark(1))
    ended.facts.complete()
    expect(ended.seen).toEqual([1, 'end'])
    const failed = setup()
    failed.facts.next(mark(1))
    failed.facts.error(new Error('mine'))
    expect(failed.seen).toEqual([1, 'error'])
    const left = setup()
    left.facts.next(mark(1))
    left.subscription.unsubscribe()
    left.clock.advance(1)
    expect([left.seen, left.clock.nextWake()]).toEqual([[], undefined])
  })
  test('what arrives while the consumer is at work waits, newest per key', () => {
    const clock = manualClock(0)
    const facts = new Subject<Sourced<MarketFact>>()
    const seen: number[] = []
    facts.pipe(conflate((fact) => fact.id, { scheduler: clockScheduler(clock) })).subscribe((fact) => {
      if (fact.kind === 'mark') seen.push(fact.price)
      if (seen.length === 1) for (const price of [2, 3, 4]) facts.next(mark(price))
    })
    facts.next(mark(1))
    clock.advance(0)
    expect(seen).toEqual([1, 4])
  })
  test('by itself it waits for the end of the running task', async () => {
    const facts = new Subject<Sourced<MarketFact>>()
    const seen: number[] = []
    facts.pipe(conflate((fact) => fact.id)).subscribe((fact) => seen.push(fact.at))
    for (const price of [1, 2, 3]) facts.next(mark(price))
    expect(seen).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(seen).toEqual([3])
  })
})

describe('feeds', () => {
  test('a feed and back: only what is watched, links apart, quiet after unsubscribing', () => {
    const facts = new Subject<Sourced<MarketFact>>()
    const links = new Subject<Sourced<Link>>()
    const feed = feedFrom$(facts, links)
    const seen: unknown[] = []
    const states: string[] = []
    const first = marketFacts$(feed, ['A@X'], ['mark']).subscribe((fact) => seen.push(fact))
    const second = marketFacts$(feed, ['A@X', 'B@X'], ['mark', 'book']).subscribe()
    const third = links$(feed).subscribe(({ state }) => states.push(state))
    for (const fact of [mark(1), mark(2, 'B@X'), delta(1), split]) facts.next(fact)
    links.next(down)
    expect([seen, states]).toEqual([[mark(1), split], ['down']])
    second.unsubscribe()
    facts.next(mark(3)) // still watched by the first
    expect(seen.length).toBe(3)
    for (const one of [first, third]) one.unsubscribe()
    expect([facts.observed, links.observed]).toEqual([false, false])
  })
  test('counts watchers, and passes what belongs to no instrument', () => {
    const facts = new Subject<Sourced<MarketFact>>()
    const feed: Feed = feedFrom$(facts, EMPTY)
    const heard: unknown[] = []
    const stop = feed.listen((fact) => heard.push(fact.kind))
    feed.watch(['A@X'], ['mark'])
    feed.watch(['A@X'], ['mark'])
    feed.unwatch(['A@X'], ['mark'])
    facts.next(mark(1))
    feed.unwatch(['A@X'], ['mark'])
    facts.next(mark(2))
    facts.next({ kind: 'observation', series: 'mood', value: 1, knownAt: 0, at: 0, source: 's' })
    stop()
    facts.next({ kind: 'observation', series: 'mood', value: 2, knownAt: 0, at: 0, source: 's' })
    expect(heard).toEqual(['mark', 'observation'])
  })
  test('venue facts without links, links without venue facts', () => {
    const canceled = { kind: 'canceled', account: 'paper', orderId: 'a', at: 1, source: 'paper' } as const
    let stops = 0
    const venue: Pick<Venue, 'listen'> = {
      listen(listener) {
        listener(canceled)
        listener(down)
        return () => void stops++
      },
    }
    const [facts, states]: [unknown[], unknown[]] = [[], []]
    venueFacts$(venue)
      .subscribe((fact) => facts.push(fact))
      .unsubscribe()
    links$(venue)
      .subscribe((link) => states.push(link))
      .unsubscribe()
    expect([facts, states, stops]).toEqual([[canceled], [down], 2])
  })
})

describe('clockScheduler', () => {
  test('interval, timer and debounce run on manual time', () => {
    const clock = manualClock(0)
    const scheduler = clockScheduler(clock)
    const seen: unknown[] = []
    interval(100, scheduler)
      .pipe(take(3))
      .subscribe((n) => seen.push([n, clock.now()]))
    timer(250, scheduler).subscribe(() => seen.push('timer'))
    const typed = new Subject<string>()
    typed.pipe(debounceTime(100, scheduler)).subscribe((text) => seen.push(text))
    typed.next('a')
    clock.advance(50)
    typed.next('b')
    clock.advance(1000)
    expect(seen).toEqual([[0, 100], 'b', [1, 200], 'timer', [2, 300]])
    expect([scheduler.now(), clock.nextWake()]).toEqual([1000, undefined])
  })
  test('unsubscribing cancels; an error comes out of advance and ends the action', () => {
    const clock = manualClock(0)
    const subscription = clockScheduler(clock).schedule(() => expect.unreachable(), 5)
    subscription.unsubscribe()
    expect(clock.nextWake()).toBeUndefined()
    const failing = clockScheduler(clock).schedule(() => {
      throw new Error('mine')
    }, 5)
    expect(() => clock.advance(10)).toThrow('mine')
    expect(failing.closed).toBe(true)
  })
})
