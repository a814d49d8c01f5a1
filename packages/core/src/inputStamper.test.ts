import { expect, test } from 'vitest'
import type { Fact } from './input.js'
import { inputStamper } from './inputStamper.js'
import { manualClock } from './manualClock.js'
import type { Sourced } from './stamp.js'

const trade = (at: number, source = 'feed', price = 600): Sourced<Fact> => ({
  kind: 'trade',
  id: 'SPY@ARCX',
  price,
  size: 1,
  at,
  source,
})

test('counts without gaps, and holds time where the clock goes back', () => {
  let now = 10
  const stamper = inputStamper({ now: () => now, wake: () => () => {} })
  const times = [10, 12, 11, 13].map((at) => {
    now = at
    return stamper.next(trade(1))
  })
  expect(times.map(({ seq, time }) => [seq, time])).toEqual([
    [0, 10],
    [1, 12],
    [2, 12],
    [3, 13],
  ])
})

test('a source that goes backwards stops the line, another one may lag, and the count has no gap', () => {
  const stamper = inputStamper(manualClock(100))
  stamper.next(trade(50))
  expect(stamper.next(trade(40, 'other')).seq).toBe(1)
  expect(stamper.next(trade(50)).seq).toBe(2)
  expect(() => stamper.next(trade(49))).toThrow(
    expect.objectContaining({
      code: 'input/backwards',
      details: expect.objectContaining({ source: 'feed', value: 49 }),
    }),
  )
  expect(stamper.next(trade(51)).seq).toBe(3)
})

test('goes on after a restart where it stood', () => {
  const before = inputStamper(manualClock(100))
  before.next(trade(50))
  const after = inputStamper(manualClock(0))
  after.load(JSON.parse(JSON.stringify(before.save())))
  expect(() => after.next(trade(49))).toThrow(/before the one before it/)
  expect(after.next(trade(50))).toMatchObject({ seq: 1, time: 100 })
  const fresh = inputStamper(manualClock(7))
  fresh.load(JSON.parse(JSON.stringify(inputStamper(manualClock(0)).save())))
  expect(fresh.next(trade(1))).toMatchObject({ seq: 0, time: 7 })
})

test.each<Fact>([
  { kind: 'trade', id: 'A@X', price: Number.NaN, size: 1 },
  { kind: 'mark', id: 'A@X', price: Number.POSITIVE_INFINITY },
  { kind: 'bar', id: 'A@X', span: '1d', open: 1, high: 1, low: Number.NaN, close: 1, volume: 1, adjusted: 1 },
  { kind: 'funding', id: 'A@X', rate: Number.NaN, hours: 8 },
  { kind: 'resolution', id: 'A@X', pays: Number.NaN, disputed: false },
])('a $kind without its figure is refused at the door', (fact) =>
  expect(() => inputStamper(manualClock(0)).next({ ...fact, at: 0, source: 's' })).toThrow(
    expect.objectContaining({ code: 'input/not-finite' }),
  ),
)

test('unknown sizes and empty sides pass; a date that is no number does not', () => {
  const stamper = inputStamper(manualClock(0))
  const quote: Fact = { kind: 'quote', id: 'A@X', bid: Number.NaN, ask: 2, bidSize: 0, askSize: 1 }
  expect(stamper.next({ ...quote, at: 0, source: 's' }).seq).toBe(0)
  expect(() => stamper.next({ ...quote, at: Number.NaN, source: 's' })).toThrow(/at of a quote/)
})
