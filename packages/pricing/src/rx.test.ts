import { type Link, type MarketFact, manualClock, type Sourced, toEpochMs } from '@bourse/core'
import { feedFrom$ } from '@bourse/core/rx'
import { Subject } from 'rxjs'
import { describe, expect, test } from 'vitest'
import type { ChainView } from './chain/chainView.js'
import { optionChain } from './chain/optionChain.js'
import { seededChain } from './fixtures/seededChain.js'
import { optionGreeks } from './priceOption.js'
import { chain$, greeks$ } from './rx.js'
import type { Greeks } from './terms.js'

const start = toEpochMs('2026-11-18T18:00Z')

describe('chain$', () => {
  const market = seededChain('2026-11-18', 2, 5)

  function wired() {
    const clock = manualClock(start)
    const [facts, links] = [new Subject<Sourced<MarketFact>>(), new Subject<Sourced<Link>>()]
    const inner = feedFrom$(facts, links)
    const watched = new Set<string>()
    const feed = {
      ...inner,
      watch: (...[ids, want]: Parameters<typeof inner.watch>) => {
        for (const id of ids) watched.add(id)
        inner.watch(ids, want)
      },
      unwatch: (...[ids, want]: Parameters<typeof inner.unwatch>) => {
        for (const id of ids) watched.delete(id)
        inner.unwatch(ids, want)
      },
    }
    const chain = optionChain(market.underlying, market.options, { rate: market.rate })
    const views: ChainView[] = []
    const subscription = chain$(feed, chain, { every: '250ms', clock }).subscribe((view) => views.push(view))
    return { clock, facts, links, chain, views, subscription, watched }
  }

  test('shows the newest of everything, so often and no more', () => {
    const { clock, facts, views, watched } = wired()
    expect(watched.size).toBe(21)
    for (const spot of [5900, 5950, 6000]) for (const fact of market.quotesAt(start + 10, spot)) facts.next(fact)
    expect(views.length).toBe(0)
    clock.advance(start + 250)
    expect(views.length).toBe(1)
    expect(views[0]!.time).toBe(start + 250)
    expect(views[0]!.expiries[0]!.forward).toBeCloseTo(market.forwardAt(market.options[0]!, start + 10, 6000), 6)
    clock.advance(start + 1000)
    expect(views.length).toBe(4)
    expect((views[3]!.columns.age as Float64Array)[0]).toBe(990)
  })

  test('a link that goes down ends in stale, quotes bring it back', () => {
    const { clock, facts, links, views } = wired()
    for (const fact of market.quotesAt(start, 6000)) facts.next(fact)
    clock.advance(start + 250)
    links.next({ kind: 'link', link: 'x', state: 'down', at: start + 260, source: 'feed' })
    clock.advance(start + 500)
    for (const fact of market.quotesAt(start + 510, 6000)) facts.next(fact)
    clock.advance(start + 750)
    const statuses = views.map(({ columns }) => (columns.status as string[]).includes('stale'))
    expect(statuses).toEqual([false, true, false])
  })

  test('watches what is added later, and lets go of all', () => {
    const { clock, chain, subscription, watched, facts } = wired()
    const [one] = market.options
    chain.add({ ...one!, id: 'NEW@CBOE', strike: 6001 })
    clock.advance(start + 250)
    expect(watched.has('NEW@CBOE')).toBe(true)
    subscription.unsubscribe()
    expect([watched.size, clock.nextWake(), facts.observed]).toEqual([0, undefined, false])
  })

  test('may be left from inside', () => {
    const clock = manualClock(start)
    const feed = feedFrom$(new Subject<Sourced<MarketFact>>(), new Subject<Sourced<Link>>())
    let seen = 0
    const subscription = chain$(feed, optionChain('A@X', []), { every: 1, clock }).subscribe(() => {
      seen++
      subscription.unsubscribe()
    })
    clock.advance(start + 10)
    expect([seen, clock.nextWake()]).toEqual([1, undefined])
  })
})

describe('greeks$', () => {
  const call = { right: 'call', strike: 100, exercise: 'european' } as const
  const expiresAt = start + 86_400_000

  test('follows inputs and the clock, conflated', () => {
    const clock = manualClock(start)
    const [spot, vol] = [new Subject<number>(), new Subject<number>()]
    const seen: Greeks[] = []
    let done = false
    greeks$(call, { spot, vol, rate: 0.04, yield: 0.01, expiresAt }, { every: '1s', clock }).subscribe({
      next: (greeks) => seen.push(greeks),
      complete: () => {
        done = true
      },
    })
    for (const price of [98, 99, 101]) spot.next(price)
    clock.advance(start + 1000)
    expect(seen.length).toBe(0) // no volatility yet
    vol.next(0.2)
    clock.advance(start + 2000)
    const years = (expiresAt - start - 2000) / (365 * 86_400_000)
    expect(seen).toEqual([optionGreeks(call, { spot: 101, vol: 0.2, rate: 0.04, yield: 0.01, years })])
    clock.advance(start + 5000)
    expect(seen.length).toBe(1)
    spot.next(Number.NaN)
    clock.advance(start + 6000)
    expect(seen[1]!.delta).toBeNaN()
    spot.next(103)
    clock.advance(expiresAt + 5000)
    expect([seen.length, done, clock.nextWake()]).toEqual([4, true, undefined])
    expect(seen[3]).toMatchObject({ price: 3, delta: 1 })
  })

  test('an option the model does not know is refused at once', () => {
    const option = { ...call, exercise: 'american' as const }
    expect(() =>
      greeks$(option, { spot: 1, vol: 1, rate: 0, expiresAt }, { every: 1, clock: manualClock(start) }),
    ).toThrow(/exercise/)
  })
})
