import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { always, cmeEquity, nyse, tokyo } from '@bourse/assets'
import { type Bar, type Bars, isBourseError, type Sourced, toEpochMs } from '@bourse/core'
import { sharedFile } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { barRows, barsOf } from '../bars/barsOf.js'
import { barsInRows } from '../bars/barsBetween.js'
import { parseCsv } from '../csv/parseCsv.js'
import { barBuilder } from './barBuilder.js'
import type { BarSize } from './barSize.js'
import { resampleBars } from './resampleBars.js'

/** Minute bars with holes, from times in minutes after a moment; prices in quarters so that sums are exact. */
function minutes(start: string, at: readonly number[], seed = 1): Bars {
  const first = toEpochMs(start)
  return barsOf(
    at.map((minute, i): Sourced<Bar> => {
      const base = 100 + ((i * 37 * seed) % 40) / 4
      const missing = (i + seed) % 7 === 0 ? Number.NaN : 10 + i
      const prices = { open: base, high: base + 1, low: base - 1, close: base + 0.25, adjusted: base / 2 }
      return {
        kind: 'bar',
        id: 'A@B',
        span: '1m',
        ...prices,
        volume: 5 + (i % 9),
        trades: 1 + (i % 3),
        openInterest: missing,
        at: first + minute * 60_000,
        source: 'bars',
      }
    }),
  )
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const times = (bars: Bars): string[] => [...bars.time].map((at) => new Date(at).toISOString().slice(0, 16))

test('a bar of five minutes ends with its period, and an open one is left out', () => {
  const bars = resampleBars(minutes('2026-01-05T14:30Z', [1, 2, 4, 5, 6, 9, 12]), '5m')
  expect(times(bars)).toEqual(['2026-01-05T14:35', '2026-01-05T14:40'])
  expect([...bars.volume]).toEqual([5 + 6 + 7 + 8, 9 + 10])
  expect([...bars.open]).toEqual(
    [100, 109.25 - 0.25 + 0].map((_, i) => minutes('2026-01-05T14:30Z', [1, 2, 4, 5, 6, 9, 12]).open[i === 0 ? 0 : 4]!),
  )
})

test('hours count from the opening and end at the close; what trades outside is left out', () => {
  const bars = resampleBars(minutes('2026-11-27T14:00Z', range(1, 400)), '1h', nyse) // an early close: 13:00 in New York
  expect(times(bars)).toEqual(['2026-11-27T15:30', '2026-11-27T16:30', '2026-11-27T17:30', '2026-11-27T18:00'])
})

test('a lunch break begins hours anew', () => {
  const bars = resampleBars(minutes('2026-06-01T00:00Z', range(1, 400)), '1h', tokyo)
  expect(
    times(bars)
      .slice(0, 5)
      .map((at) => at.slice(11)),
  ).toEqual(['01:00', '02:00', '02:30', '04:30', '05:30'])
})

test('sessions of futures end with their trade date, days at midnight of the zone', () => {
  const week = minutes('2026-01-04T22:00Z', range(1, 4 * 1440))
  expect(times(resampleBars(week, 'session', cmeEquity)).slice(0, 2)).toEqual(['2026-01-05T22:00', '2026-01-06T22:00'])
  expect(times(resampleBars(week, '1d', nyse)).slice(0, 2)).toEqual(['2026-01-05T05:00', '2026-01-06T05:00'])
})

test('days of clock change have 23 and 25 hours', () => {
  const spring = resampleBars(minutes('2026-03-07T05:00Z', range(1, 2 * 1440)), '1d', nyse)
  expect(times(spring)).toEqual(['2026-03-08T05:00', '2026-03-09T04:00'])
})

test('weeks begin on Monday, months on the first', () => {
  const days = parseCsv(
    `date,close\n${range(1, 28)
      .map((day) => `2026-02-${String(day).padStart(2, '0')},${day}`)
      .join('\n')}\n2026-03-01,99\n`,
    { id: 'A@B', span: '1d' },
  )
  expect(times(resampleBars(days, '1w')).map((at) => at.slice(5, 10))).toEqual([
    '02-02',
    '02-09',
    '02-16',
    '02-23',
    '03-02',
  ])
  expect([...resampleBars(days, '1mo').close]).toEqual([28])
})

test('nothing is made shorter, or cut in two', () => {
  const hours = { ...minutes('2026-01-05T00:00Z', [60, 120]), span: '1h' } as const
  for (const to of ['30m', '90m'] as const) expect(() => resampleBars(hours, to)).toThrow(/cannot be made/)
  expect(() => resampleBars({ ...hours, span: '1w' }, '1mo')).toThrow(/cannot be made/)
  expect(() => resampleBars(hours, 'session')).toThrow(/calendar/)
  expect(() => resampleBars(hours, { volume: 0 })).toThrow(/volume is 0/)
  const { trades: _, ...untold } = hours
  expect(() => resampleBars(untold, { ticks: 5 })).toThrow(/no column of trades/)
  const backwards = { ...hours, time: hours.time.toReversed() }
  expect(() => resampleBars(backwards, '2h')).toThrow(/row 1 is dated/)
})

const sizes: readonly BarSize[] = [
  '1m',
  '5m',
  '1h',
  '1d',
  '1w',
  'session',
  { ticks: 7 },
  { volume: 40 },
  { notional: 4000 },
]
const calendars = [undefined, nyse, tokyo, cmeEquity, always] as const
const scattered = fc.record({
  at: fc
    .uniqueArray(fc.integer({ min: 1, max: 6000 }), { minLength: 1, maxLength: 300 })
    .map((all) => all.toSorted((a, b) => a - b)),
  seed: fc.integer({ min: 1, max: 9 }),
  size: fc.constantFrom(...sizes),
  calendar: fc.constantFrom(...calendars),
  start: fc.constantFrom('2026-01-04T22:00Z', '2026-03-06T13:00Z', '2026-11-25T13:00Z', '2026-05-01T00:00Z'),
})

describe('the stepper and the column', () => {
  test('make the same bars, also when the stepper is saved and loaded in the middle', () => {
    fc.assert(
      fc.property(scattered, fc.nat(300), ({ at, seed, size, calendar, start }, stop) => {
        fc.pre(size !== 'session' || calendar !== undefined)
        const bars = minutes(start, at, seed)
        const column = resampleBars(bars, size, calendar)
        let stepper = barBuilder('A@B', size, calendar)
        const made: Sourced<Bar>[] = []
        for (const [i, row] of [...barRows(bars)].entries()) {
          if (i === stop) {
            const saved = JSON.parse(JSON.stringify(stepper.save()))
            stepper = barBuilder('A@B', size, calendar)
            stepper.load(saved)
          }
          made.push(...stepper.next(row))
        }
        if (made.length === 0) expect(column.time.length).toBe(0)
        else expect(barsOf(made)).toEqual(column)
      }),
      { seed: 21, numRuns: 400 },
    )
  })

  test('know nothing of what comes later', () => {
    fc.assert(
      fc.property(scattered, fc.nat(300), ({ at, seed, size, calendar, start }, cut) => {
        fc.pre(size !== 'session' || calendar !== undefined)
        const bars = minutes(start, at, seed)
        const rows = Math.min(cut, at.length)
        const early = resampleBars(barsInRows(bars, 0, rows), size, calendar)
        const whole = resampleBars(bars, size, calendar)
        expect(early).toEqual(barsInRows(whole, 0, early.time.length))
        const last = rows === 0 ? Number.NEGATIVE_INFINITY : bars.time[rows - 1]!
        expect(early.time.every((end) => end <= Math.max(last, ...bars.time))).toBe(true)
      }),
      { seed: 22, numRuns: 200 },
    )
  })
})

test('prints make bars: the first at a boundary opens the next, a quote shows that time has passed', () => {
  const builder = barBuilder('A@B', '1m')
  const print = (at: number, price: number, size = 1) =>
    ({ kind: 'trade', id: 'A@B', price, size, at, source: 'f' }) as const
  expect(builder.next(print(10_000, 5))).toEqual([])
  expect(builder.next(print(59_999, 7, 2))).toEqual([])
  const [bar] = builder.next(print(60_000, 6))
  expect(bar).toMatchObject({ open: 5, high: 7, low: 5, close: 7, volume: 3, trades: 2, at: 60_000, span: '1m' })
  expect(builder.next({ ...print(70_000, 1), id: 'C@D' })).toEqual([])
  const [second] = builder.next({
    kind: 'quote',
    id: 'A@B',
    bid: 1,
    ask: 2,
    bidSize: 1,
    askSize: 1,
    at: 120_000,
    source: 'f',
  })
  expect(second).toMatchObject({ open: 6, close: 6, at: 120_000 })
  expect(() => builder.next(print(1, 1))).toThrow(/is dated 1/)
})

test('prints and activity', () => {
  const builder = barBuilder('A@B', { volume: 5 })
  const print = (at: number, size: number) => ({ kind: 'trade', id: 'A@B', price: at, size, at, source: 'f' }) as const
  expect(builder.next(print(1, 3))).toEqual([])
  expect(builder.next(print(2, 4))).toMatchObject([{ open: 1, close: 2, volume: 7, at: 2, span: 0 }])
  expect(() => builder.next(print(3, Number.NaN))).toThrow(/volume of a trade/)
})

test('errors are ours', () => {
  try {
    barBuilder('A@B', 'session')
  } catch (error) {
    expect(isBourseError(error)).toBe(true)
  }
})

const spy = sharedFile('data/equities/SPY_minute_201310.csv.gz')
const daily = sharedFile('data/equities/SPY_daily_raw.csv.gz')

test.skipIf(spy === undefined || daily === undefined)(
  'five real sessions of SPY: minutes add up to the days of another file',
  () => {
    const read = (file: string): Uint8Array => gunzipSync(readFileSync(file))
    const zone = 'America/New_York'
    const sessions = resampleBars(parseCsv(read(spy!), { id: 'SPY@ARCX', span: '1m', zone }), 'session', nyse)
    const days = parseCsv(read(daily!), { id: 'SPY@ARCX', span: 'session', zone, calendar: nyse })
    expect(sessions.time.length).toBe(5)
    for (const [i, at] of sessions.time.entries()) {
      const row = days.time.indexOf(at)
      expect(row).toBeGreaterThan(0)
      // Volume is the same to the share; prices are, but for an opening and a closing auction told in cents.
      expect(sessions.volume[i]).toBe(days.volume[row])
      for (const name of ['open', 'high', 'low', 'close'] as const)
        expect(Math.abs(sessions[name][i]! - days[name][row]!)).toBeLessThan(0.05)
    }
  },
)
