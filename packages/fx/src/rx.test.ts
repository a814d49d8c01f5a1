import { type InstrumentId, manualClock, type Quote, type Sourced } from '@bourse/core'
import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { FxRates } from './rates/fxRate.js'
import { fxRates$ } from './rx.js'

const quote = (pair: string, bid: number, at: number): Sourced<Quote> => ({
  kind: 'quote',
  id: `${pair}@ebs` as InstrumentId,
  bid,
  ask: bid,
  bidSize: 1,
  askSize: 1,
  at,
  source: 'feed',
})

function watched() {
  const clock = manualClock(0)
  const quotes = new Subject<Sourced<Quote>>()
  const seen: { at: number; mid: number; rates: FxRates }[] = []
  let ended = ''
  const subscription = fxRates$(quotes, { clock, every: '100ms', staleAfter: '1s' }).subscribe({
    next: (rates) => seen.push({ at: clock.now(), mid: rates.mid('EUR', 'USD'), rates }),
    error: () => (ended = 'error'),
    complete: () => (ended = 'complete'),
  })
  return { clock, quotes, seen, subscription, ended: () => ended, told: () => seen.map(({ at, mid }) => [at, mid]) }
}

test('the first at once, then the newest state at most so often, each its own snapshot', () => {
  const { clock, quotes, seen, told } = watched()
  quotes.next(quote('EUR/USD', 1, 0))
  for (const [at, bid] of [
    [10, 2],
    [20, 3],
    [90, 4],
  ] as const) {
    clock.advance(at)
    quotes.next(quote('EUR/USD', bid, at))
  }
  clock.advance(300)
  quotes.next(quote('EUR/USD', 5, 300))
  expect(told()).toEqual([
    [0, 1],
    [100, 4],
    [300, 5],
  ])
  expect(seen[0]!.rates.mid('EUR', 'USD')).toBe(1)
})

test('rates grow stale by the clock, once', () => {
  const { clock, quotes, told } = watched()
  quotes.next(quote('EUR/USD', 1, 0))
  quotes.next(quote('USD/JPY', 150, 0))
  clock.advance(10_000)
  expect(told()).toEqual([
    [0, 1],
    [100, 1],
    [1001, Number.NaN],
  ])
  quotes.next(quote('EUR/USD', 2, 10_000))
  expect(told().at(-1)).toEqual([10_000, 2])
})

test('a quote that comes stale is told as stale, and nothing loops', () => {
  const { clock, quotes, told } = watched()
  clock.advance(60_000)
  quotes.next(quote('EUR/USD', 1, 0))
  clock.advance(120_000)
  expect(told()).toEqual([[60_000, Number.NaN]])
})

test('what is pending goes on before the end; after unsubscribing nothing does', () => {
  const [a, b, c] = [watched(), watched(), watched()]
  for (const { quotes } of [a, b, c]) {
    quotes.next(quote('EUR/USD', 1, 0))
    quotes.next(quote('EUR/USD', 2, 0))
  }
  a.quotes.complete()
  b.quotes.error(new Error('gone'))
  c.subscription.unsubscribe()
  for (const { clock } of [a, b, c]) clock.advance(5000)
  expect(a.told()).toEqual([
    [0, 1],
    [0, 2],
  ])
  expect(b.told()).toEqual([
    [0, 1],
    [0, 2],
  ])
  expect(c.told()).toEqual([[0, 1]])
  expect([a.ended(), b.ended(), c.ended()]).toEqual(['complete', 'error', ''])
  for (const { clock } of [a, b, c]) expect(clock.nextWake()).toBeUndefined()
})
