import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { always, nyse } from '@bourse/assets'
import { type Bars, toIsoDate } from '@bourse/core'
import { createRng } from '@bourse/math'
import { sharedFile } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { columnBars } from '../bars/barColumns.js'
import { parseCsv } from '../csv/parseCsv.js'
import { dropFlaws } from './dropFlaws.js'
import type { Flaw } from './flaw.js'
import { inspectBars } from './inspectBars.js'

/** A clean random walk: two years of sessions, daily volatility 1 %. */
function clean(seed: number): Bars {
  const rng = createRng(seed)
  const sessions = nyse.sessionsBetween('2024-01-02', '2025-12-31')
  const close = new Float64Array(sessions.length)
  let price = 100
  for (const i of close.keys()) {
    price *= Math.exp(0.01 * rng.normal())
    close[i] = price
  }
  const open = close.map((value, i) => (i === 0 ? value : close[i - 1]! * 1.001))
  const high = close.map((value, i) => Math.max(value, open[i]!) * 1.003)
  const low = close.map((value, i) => Math.min(value, open[i]!) * 0.997)
  const time = Float64Array.from(sessions, ({ intervals }) => intervals.at(-1)!.close)
  return columnBars(
    { time, open, high, low, close, volume: close.slice(), adjusted: close.slice() },
    { id: 'A@XNYS', span: 'session' },
  )
}

const kinds = (flaws: readonly Flaw[]): string[] => flaws.map(({ flaw, row }) => `${row} ${flaw}`)

test('what is clean has no flaws', () => {
  for (let seed = 1; seed <= 20; seed++) expect(inspectBars(clean(seed), nyse)).toEqual([])
})

describe('a planted flaw is found, and only it', () => {
  const set = (column: Float64Array, value: number): void => {
    column[50] = value
  }
  const scale = (bars: Bars, factor: number): void => {
    for (const column of [bars.open, bars.high, bars.low, bars.close, bars.adjusted])
      for (let i = 50; i < column.length; i++) column[i]! *= factor
  }
  const planted: readonly [string, (bars: Bars) => void, readonly string[]][] = [
    ['backwards', ({ time }) => set(time, time[48]! - 1), ['50 backwards']],
    ['duplicate', ({ time }) => set(time, time[49]!), ['50 duplicate', '51 gap']],
    [
      'NaN',
      ({ close, adjusted }) => {
        for (const column of [close, adjusted]) set(column, Number.NaN)
      },
      ['50 not-finite'],
    ],
    ['infinite', ({ volume }) => set(volume, Number.POSITIVE_INFINITY), ['50 not-finite']],
    ['crossed', ({ high, low }) => set(high, low[50]! / 1.001), ['50 high-below-low']],
    [
      'spike',
      ({ high, close, adjusted }) => {
        const value = 2 * close[50]!
        for (const column of [high, close, adjusted]) set(column, value)
      },
      ['50 outlier'],
    ],
    [
      'a day of seven deviations that comes back', // wild, but markets do that
      ({ high, close, adjusted }) => {
        const value = 1.07 * close[49]!
        for (const column of [high, close, adjusted]) set(column, value)
      },
      [],
    ],
    ['wick', ({ low }) => set(low, low[50]! / 3), ['50 outlier']],
    ['split', (bars) => scale(bars, 1 / 4), ['50 unapplied-split']],
    ['reverse split', (bars) => scale(bars, 10), ['50 unapplied-split']],
    ['news', (bars) => scale(bars, 0.7), []],
  ]
  test.each(planted)('%s', (name, plant, wanted) => {
    for (let seed = 1; seed <= 20; seed++) {
      const bars = clean(seed)
      plant(bars)
      const found = kinds(inspectBars(bars, nyse))
      if (name === 'backwards') expect(found).toContain('50 backwards')
      else expect(found).toEqual(wanted)
    }
  })
  test('gaps', () => {
    const bars = clean(1)
    const holed = {
      ...bars,
      ...Object.fromEntries(
        Object.entries(bars).map(([name, column]) => [
          name,
          column instanceof Float64Array ? column.filter((_, i) => i < 50 || i > 52) : column,
        ]),
      ),
    } as Bars
    expect(inspectBars(holed, nyse)).toMatchObject([
      { flaw: 'gap', row: 50, at: bars.time[50], note: expect.stringContaining('3 missing') },
    ])
    expect(inspectBars(holed)).toEqual([])
  })
})

test('gaps of minutes: per session and break, one flaw per run', () => {
  const open = nyse.sessionOn('2026-01-05')!.intervals[0]!.open
  const at = [1, 2, 5, 6, 9].map((minute) => open + minute * 60_000)
  const next = nyse.sessionOn('2026-01-06')!.intervals[0]!.open
  const bars = columnBars(
    { time: Float64Array.of(...at, next + 60_000), close: new Float64Array(6).fill(1) },
    { id: 'A@B', span: '1m' },
  )
  expect(inspectBars(bars, nyse)).toMatchObject([
    { row: 2, note: '2 missing before it', at: open + 3 * 60_000 },
    { row: 4, note: '2 missing before it' },
    { row: 5, note: '381 missing before it' },
  ])
})

test('dropFlaws leaves out rows that cannot be used and keeps the rest', () => {
  const bars = parseCsv(
    'date,open,high,low,close\n2026-01-02,10,11,9,10\n2026-01-06,10,11,9,11\n2026-01-05,1,1,1,1\n2026-01-07,10,9,11,12\n',
    { id: 'A@B', span: '1d', unchecked: true },
  )
  expect([...dropFlaws(bars, inspectBars(bars)).close]).toEqual([10, 11])
})

const file = (name: string): Uint8Array => gunzipSync(readFileSync(sharedFile(`data/${name}`)!))
const absent = sharedFile('data/MANIFEST.md') === undefined

describe.skipIf(absent)(absent ? 'real series: skipped, no market data beside this checkout' : 'real series', () => {
  const splits: readonly [string, readonly string[]][] = [
    ['AAPL', ['2000-06-21', '2005-02-28', '2014-06-09', '2020-08-31']],
    ['QQQ', ['2000-03-20']],
    ['IBM', ['1999-05-27']],
    ['SPY', []],
    ['USO', ['1998-12-11', '2020-04-29']], // the first is of another listing under that symbol, a third in one night,
  ]
  test.each(splits)('splits of %s are seen in raw prices', (name, wanted) => {
    const bars = parseCsv(file(`equities/${name}_daily_raw.csv.gz`), {
      id: `${name}@X`,
      span: '1d',
      zone: 'America/New_York',
    })
    const found = inspectBars(bars, nyse)
    const dates = found
      .filter(({ flaw }) => flaw === 'unapplied-split')
      .map(({ at }) => toIsoDate(at - 1, 'America/New_York'))
    expect(dates).toEqual(wanted)
  })
  test('a coin trades every minute', () => {
    const bars = parseCsv(file('crypto/BTCUSD_binance_perp_minute_20221213_trade.csv.gz'), {
      id: 'BTC/USD@binance',
      span: '1m',
      zone: 'UTC',
      date: '2022-12-13',
    })
    const gaps = inspectBars(bars, always).filter(({ flaw }) => flaw === 'gap')
    expect(gaps.map(({ note }) => note)).toEqual(['1 missing before it'])
  })
})
