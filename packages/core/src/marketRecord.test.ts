import { describe, expect, test } from 'vitest'
import type { Fact, Input } from './input.js'
import { createMarketRecord } from './marketRecord.js'
import { money } from './money.js'
import { toEpochMs } from './time.js'

const spy = 'SPY@ARCX'
const at = (time: number, fact: Fact, source = 'feed'): Input => ({ ...fact, seq: 0, time, at: time, source })
const quote = (bid: number, ask: number, bidSize = 1, askSize = 1): Fact => ({
  kind: 'quote',
  id: spy,
  bid,
  ask,
  bidSize,
  askSize,
})
const trade = (price: number): Fact => ({ kind: 'trade', id: spy, price, size: 1 })
const seen = (series: string, value: number, knownAt: number, id?: 'SPY@ARCX'): Fact => ({
  kind: 'observation',
  series,
  value,
  knownAt,
  ...(id && { id }),
})

test('nothing is known before it is said', () => {
  const market = createMarketRecord()
  expect(market.markValue(spy)).toBeNaN()
  expect([market.quote(spy), market.mark(spy), market.rate('USD', 1), market.vol(spy), market.dividends(spy)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    [],
  ])
})

describe('mark', () => {
  test('is the mark, else the mid, else the last, and says which and how old', () => {
    const market = createMarketRecord()
    market.observe(
      at(1, { kind: 'bar', id: spy, span: '1d', open: 1, high: 1, low: 1, close: 598, volume: 1, adjusted: 500 }),
    )
    expect(market.mark(spy)).toEqual({ value: 598, at: 1, source: 'last/feed' })
    expect(market.markValue(spy)).toBe(598)
    market.observe(at(2, trade(599)))
    market.observe(at(3, quote(599, 601)))
    expect(market.markValue(spy)).toBe(600)
    expect(market.mark(spy)).toEqual({ value: 600, at: 3, source: 'mid/feed' })
    market.observe(at(4, { kind: 'mark', id: spy, price: 602 }, 'venue'))
    expect(market.mark(spy)).toEqual({ value: 602, at: 4, source: 'mark/venue' })
  })
  test.each([
    [Number.NaN, 601, 1, 1],
    [599, 601, 0, 1],
    [602, 601, 1, 1],
  ])('a quote %d/%d sized %d/%d has no mid', (bid, ask, bidSize, askSize) => {
    const market = createMarketRecord()
    market.observe(at(1, trade(599)))
    market.observe(at(2, quote(bid, ask, bidSize, askSize)))
    expect(market.mark(spy)?.source).toBe('last/feed')
    expect(market.quote(spy)?.at).toBe(2)
  })
  test('a quote that loses a side leaves the middle before that, with its age, until a newer print', () => {
    const market = createMarketRecord()
    market.observe(at(1, quote(0.02, 0.04)))
    market.observe(at(2, quote(0, 0.02, 0, 1)))
    market.observe(at(3, quote(0, 0.01, 0, 1)))
    expect(market.mark(spy)).toEqual({ value: 0.03, at: 1, source: 'last/feed' })
    market.observe(at(4, trade(0.01)))
    expect(market.mark(spy)).toEqual({ value: 0.01, at: 4, source: 'last/feed' })
  })
  test('a print newer than the middle stays when a side is lost', () => {
    const market = createMarketRecord()
    market.observe(at(1, quote(598, 600)))
    market.observe(at(2, trade(601)))
    market.observe(at(3, quote(0, 602, 0, 1)))
    expect(market.mark(spy)).toEqual({ value: 601, at: 2, source: 'last/feed' })
  })
  test('sizes that are not known, and negative prices, have one', () => {
    const market = createMarketRecord()
    market.observe(at(2, quote(-3, -1, Number.NaN, Number.NaN)))
    expect(market.mark(spy)?.value).toBe(-2)
  })
  test('a NaN is not remembered, and a slower feed does not undo a faster one', () => {
    const market = createMarketRecord()
    market.observe(at(5, trade(600)))
    market.observe(at(6, trade(Number.NaN)))
    market.observe({ ...at(7, trade(1), 'slow'), at: 4 })
    expect(market.mark(spy)).toEqual({ value: 600, at: 5, source: 'last/feed' })
    market.observe(at(8, quote(9, 10)))
    market.observe({ ...at(9, quote(1, 2), 'slow'), at: 4 })
    expect(market.quote(spy)).toEqual({ value: quote(9, 10), at: 8, source: 'feed' })
  })
  test('a reused input does not change what was seen, nor does a view change later', () => {
    const market = createMarketRecord()
    const input = { ...at(1, quote(1, 3)) } as { bid: number } & Input
    market.observe(input)
    const view = market.quote(spy)
    input.bid = 2
    market.observe(at(2, quote(5, 6)))
    expect(view?.value.bid).toBe(1)
  })
})

test('rates: linear between tenors, flat beyond, as old as the older', () => {
  const market = createMarketRecord()
  market.observe(at(1, seen('rate/USD/1', 0.04, 1), 'a'))
  market.observe(at(2, seen('rate/USD/0.5', 0.02, 2), 'b'))
  expect(market.rate('USD', 0.75)).toEqual({ value: 0.03, at: 1, source: 'b+a' })
  expect(market.rate('USD', 0.5)).toEqual({ value: 0.02, at: 2, source: 'b' })
  expect(market.rate('USD', 0.01)?.value).toBe(0.02)
  expect(market.rate('USD', 30)).toEqual({ value: 0.04, at: 1, source: 'a' })
  market.observe(at(3, seen('rate/USD/1', 0.05, 3), 'a'))
  market.observe(at(4, seen('rate/USD/1', 0.01, 2), 'late'))
  expect(market.rate('USD', 1)?.value).toBe(0.05)
  expect(market.rate('EUR', 1)).toBeUndefined()
  expect(market.rate('USD', Number.NaN)).toBeUndefined()
  for (const odd of ['rate/USD', 'rate/USD/x', 'rate/USD/-1', 'mood']) market.observe(at(5, seen(odd, 9, 5)))
  expect(market.rate('USD', 0)?.value).toBe(0.02)
})

test('volatility counts from when it was known', () => {
  const market = createMarketRecord()
  market.observe(at(9, seen('vol', 0.2, 7, spy)))
  expect(market.vol(spy)).toEqual({ value: 0.2, at: 7, source: 'feed' })
})

test('dividends from today on, by ex-date; told again they are corrected', () => {
  const market = createMarketRecord()
  const dividend = (exDate: '2026-03-20', cash: `${number}`): Fact => ({
    kind: 'corporateAction',
    id: spy,
    action: 'dividend',
    exDate,
    payDate: exDate,
    perShare: money(cash, 'USD'),
  })
  const march = toEpochMs('2026-03-20T15:00Z')
  market.observe(at(march - 9e9, dividend('2026-06-19' as '2026-03-20', '1.50')))
  market.observe(at(march - 9e9, dividend('2026-03-20', '1.40')))
  market.observe(at(march - 8e9, dividend('2026-03-20', '1.45'), 'exchange'))
  expect(market.dividends(spy).map(({ value }) => [value.exDate, value.perShare.value])).toEqual([
    ['2026-03-20', 1.45],
    ['2026-06-19', 1.5],
  ])
  expect(market.dividends(spy)[0]).toMatchObject({ at: march - 8e9, source: 'exchange' })
  market.observe(at(march + 86_400_000, trade(1)))
  expect(market.dividends(spy).map(({ value }) => value.exDate)).toEqual(['2026-06-19'])
})

test('a snapshot restores everything, NaN included, and shares nothing', () => {
  const market = createMarketRecord()
  const all = [quote(Number.NaN, 3), trade(2), seen('rate/USD/1', 0.04, 1), seen('vol', 0.2, 1, spy)]
  for (const fact of all) market.observe(at(1, fact))
  const saved = JSON.parse(JSON.stringify(market.save()))
  const other = createMarketRecord()
  other.load(saved)
  const look = (view: typeof market): unknown => [
    view.quote(spy),
    view.mark(spy),
    view.rate('USD', 1),
    view.vol(spy),
    view.dividends(spy),
  ]
  expect(look(other)).toEqual(look(market))
  other.observe(at(2, trade(7)))
  expect(JSON.parse(JSON.stringify(market.save()))).toEqual(saved)
  const empty = createMarketRecord()
  empty.load(JSON.parse(JSON.stringify(createMarketRecord().save())))
  expect(empty.dividends(spy)).toEqual([])
})

test('delisting forgets', () => {
  const market = createMarketRecord()
  market.observe(at(1, trade(2)))
  market.observe(at(2, { kind: 'delisted', id: spy }))
  expect(market.mark(spy)).toBeUndefined()
})

test('a quote that loses a side leaves its last middle, with its age, also after a restart', () => {
  const market = createMarketRecord()
  const quote = (bid: number, ask: number, bidSize: number, at: number): Input => ({
    kind: 'quote',
    id: 'A@X',
    bid,
    ask,
    bidSize,
    askSize: 5,
    seq: at,
    time: at,
    at,
    source: 'feed',
  })
  market.observe(quote(0, 0.02, 0, 1))
  expect(market.mark('A@X')).toBeUndefined()
  market.observe(quote(0.01, 0.03, 5, 2))
  market.observe(quote(0, 0.02, 0, 3))
  market.observe(quote(0, 0.01, 0, 4))
  expect(market.mark('A@X')).toEqual({ value: 0.02, at: 2, source: 'last/feed' })
  const again = createMarketRecord()
  again.load(JSON.parse(JSON.stringify(market.save())))
  expect(again.markValue('A@X')).toBe(0.02)
  market.observe(quote(0.04, 0.06, 5, 5))
  expect(market.mark('A@X')?.value).toBeCloseTo(0.05, 15)
  market.observe({ kind: 'delisted', id: 'A@X', seq: 6, time: 6, at: 6, source: 'feed' })
  expect(market.mark('A@X')).toBeUndefined()
})
