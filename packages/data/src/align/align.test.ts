import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import {
  type Bars,
  type CorporateAction,
  compareInputs,
  type Input,
  type MarketFact,
  moneyOf,
  type Sourced,
  toIsoDate,
} from '@bourse/core'
import { sharedFile } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { barRows, barsOf } from '../bars/barsOf.js'
import { barsInRows, firstAtOrAfter } from '../bars/barsBetween.js'
import { csvTable } from '../csv/csvTable.js'
import { parseCsv } from '../csv/parseCsv.js'
import { adjustBars, scaleBars } from './adjustBars.js'
import { frame } from './frame.js'
import { mergeFacts } from './mergeFacts.js'
import { returnsOf } from './returnsOf.js'

const series = (id: string, rows: readonly (readonly [number, number])[]): Bars =>
  barsOf(
    rows.map(([at, close]) => ({
      kind: 'bar',
      id: id as 'A@B',
      span: '1d',
      open: close,
      high: close,
      low: close,
      close,
      volume: 1,
      adjusted: close,
      at,
      source: 's',
    })),
  )

describe('frame', () => {
  const a = series('A@X', [
    [10, 1],
    [20, 2],
    [40, 4],
  ])
  const b = series('B@X', [
    [10, 5],
    [30, 6],
    [40, 7],
  ])

  test('drop: a row when everybody has spoken anew', () => {
    const { time, columns } = frame([a, b])
    expect([...time]).toEqual([10, 30, 40])
    expect(columns.map((column) => [...column])).toEqual([
      [1, 2, 4],
      [5, 6, 7],
    ])
  })
  test('hold and nan: a row at every close', () => {
    expect(frame([a, b], { fill: 'hold' }).columns.map((column) => [...column])).toEqual([
      [1, 2, 2, 4],
      [5, 5, 6, 7],
    ])
    expect(frame([a, b], { fill: 'nan' }).columns.map((column) => [...column])).toEqual([
      [1, 2, Number.NaN, 4],
      [5, Number.NaN, 6, 7],
    ])
  })
  test('nothing, and one id twice', () => {
    expect(frame([])).toEqual({ ids: [], time: new Float64Array(0), columns: [] })
    expect(() => frame([a, a])).toThrow(/A@X is there twice/)
  })

  const many = fc.array(
    fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 })
      .map((all) => all.toSorted((x, y) => x - y)),
    { minLength: 1, maxLength: 5 },
  )
  const build = (all: readonly (readonly number[])[]): Bars[] =>
    all.map((at, k) =>
      series(
        `S${k}@X`,
        at.map((time, i) => [time, i % 5 === 4 ? Number.NaN : 100 * (k + 1) + i] as const),
      ),
    )

  test.each(['drop', 'hold', 'nan'] as const)(
    '%s: truncating the future changes nothing before, and nothing is read early',
    (fill) => {
      fc.assert(
        fc.property(many, fc.integer({ min: 0, max: 61 }), (all, now) => {
          const whole = build(all)
          const past = whole.map((bars) => barsInRows(bars, 0, firstAtOrAfter(bars.time, now + 1)))
          const [full, early] = [frame(whole, { fill }), frame(past, { fill })]
          const rows = early.time.length
          expect(full.time.slice(0, rows)).toEqual(early.time)
          expect(full.time.slice(rows).every((at) => at > now)).toBe(true)
          for (const [k, column] of early.columns.entries()) expect(full.columns[k]!.slice(0, rows)).toEqual(column)
          // Each value is the last known one at its row, found the slow way.
          for (const [k, column] of full.columns.entries())
            for (const [row, value] of column.entries()) {
              if (Number.isNaN(value)) continue
              const known = [...whole[k]!.time.keys()].filter(
                (i) => whole[k]!.time[i]! <= full.time[row]! && !Number.isNaN(whole[k]!.adjusted[i]!),
              )
              expect(value).toBe(whole[k]!.adjusted[known.at(-1)!])
            }
          if (fill === 'drop')
            expect(full.columns.every((column) => column.every((value) => !Number.isNaN(value)))).toBe(true)
        }),
        { seed: 31, numRuns: 200 },
      )
    },
  )
})

test('returns: logarithms add up over time, simple ones over assets, no meaning is NaN', () => {
  const prices = {
    ids: ['A@X', 'B@X'] as const,
    time: Float64Array.of(1, 2, 3, 4),
    columns: [Float64Array.of(100, 110, 99, 0), Float64Array.of(-1, 2, Number.NaN, 3)],
  }
  const simple = returnsOf(prices, 'simple')
  expect([...simple.time]).toEqual([2, 3, 4])
  expect([...simple.columns[0]!]).toEqual([0.1, -0.1, -1])
  expect([...simple.columns[1]!]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  const log = returnsOf(prices).columns[0]!
  expect(log[0]! + log[1]!).toBeCloseTo(Math.log(0.99), 15)
  expect(log[2]).toBeNaN()
  expect(returnsOf({ ids: [], time: new Float64Array(0), columns: [] }).time.length).toBe(0)
})

describe('adjustBars', () => {
  const bars = parseCsv(
    'date,open,high,low,close\n2026-01-02,100,102,98,100\n2026-01-05,101,104,100,102\n2026-01-06,51,52,50,51\n',
    { id: 'A@X', span: '1d', zone: 'America/New_York' },
  )
  const zone = { zone: 'America/New_York' }
  const split = {
    kind: 'corporateAction',
    action: 'split',
    id: 'A@X',
    exDate: '2026-01-06',
    numerator: 2,
    denominator: 1,
    at: 0,
    source: 's',
  } as const
  const dividend = {
    kind: 'corporateAction',
    action: 'dividend',
    id: 'A@X',
    exDate: '2026-01-05',
    payDate: '2026-01-09',
    perShare: moneyOf('2 USD'),
    at: 0,
    source: 's',
  } as const

  test('modes', () => {
    expect([...adjustBars(bars, [split, dividend], 'raw', zone).adjusted]).toEqual([100, 102, 51])
    expect([...adjustBars(bars, [split, dividend], 'split', zone).adjusted]).toEqual([50, 51, 51])
    expect([...adjustBars(bars, [dividend, split], 'total', zone).adjusted]).toEqual([49, 51, 51])
    expect(adjustBars(bars, [split], 'split', zone).close).toBe(bars.close)
    expect([...scaleBars(adjustBars(bars, [split], 'split', zone)).high]).toEqual([51, 52, 52])
  })
  test('what changes nothing, and what cannot be', () => {
    const elsewhere: readonly Sourced<CorporateAction>[] = [
      { ...split, id: 'B@X' },
      { ...split, exDate: '2026-02-02' },
      { ...split, exDate: '2025-01-02' },
    ]
    expect([...adjustBars(bars, elsewhere, 'total', zone).adjusted]).toEqual([100, 102, 51])
    expect(() => adjustBars(bars, [{ ...split, numerator: 0 }], 'split', zone)).toThrow(/split of 0 for 1/)
    expect(() => adjustBars(bars, [{ ...dividend, perShare: moneyOf('100 USD') }], 'total', zone)).toThrow(
      /dividend of 100/,
    )
    const spin = {
      kind: 'corporateAction',
      action: 'spinOff',
      id: 'A@X',
      into: 'C@X',
      ratio: 1,
      exDate: '2026-01-05',
      at: 0,
      source: 's',
    } as const
    expect(() => adjustBars(bars, [spin], 'total', zone)).toThrow(/no price here/)
    expect([...adjustBars(bars, [spin], 'split', zone).adjusted]).toEqual([100, 102, 51])
  })

  // Factor files say the products; the actions behind them follow from the steps and the raw close before each.
  const names = ['SPY', 'AAPL', 'QQQ', 'IBM', 'EEM', 'USO']
  const absent = sharedFile('data/equities/SPY_factors.csv') === undefined
  describe.skipIf(absent)(
    absent ? 'factor files: skipped, no market data beside this checkout' : 'factor files',
    () => {
      test.each(names)('%s', (name) => {
        const text = (file: string): Uint8Array => {
          const bytes = readFileSync(sharedFile(`data/equities/${file}`)!)
          return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
        }
        const raw = parseCsv(text(`${name}_daily_raw.csv.gz`), {
          id: `${name}@X`,
          span: '1d',
          zone: 'America/New_York',
        })
        const dates = [...raw.time].map((at) => toIsoDate(at - 1, 'America/New_York'))
        const table = csvTable(new TextDecoder().decode(text(`${name}_factors.csv`)))
        const factors = table['date']!.map((date, i) => ({
          date,
          price: Number(table['price_factor']![i]),
          split: Number(table['split_factor']![i]),
          reference: Number(table['reference_price']![i]),
        }))
        const actions: Sourced<CorporateAction>[] = []
        for (let i = 1; i + 1 < factors.length; i++) {
          const [now, next] = [factors[i]!, factors[i + 1]!]
          const row = dates.findIndex((date) => date > now.date)
          if (row < 1) continue
          const exDate = dates[row]!
          const common = { kind: 'corporateAction', id: `${name}@X`, exDate, at: 0, source: 'file' } as const
          if (now.split !== next.split)
            actions.push({ ...common, action: 'split', numerator: next.split, denominator: now.split })
          const paid = (1 - now.price / next.price) * raw.close[row - 1]!
          if (now.price !== next.price)
            actions.push({
              ...common,
              action: 'dividend',
              perShare: moneyOf({ currency: 'USD', value: paid.toFixed(12) }),
              payDate: exDate,
            })
        }
        expect(actions.length).toBeGreaterThan(0)
        const { adjusted } = adjustBars(raw, actions, 'total', { zone: 'America/New_York' })
        // Files hold seven digits; from the first row of factors to the last bar.
        let worst = 0
        for (const [row, date] of dates.entries()) {
          const factor = factors.find((one) => one.date >= date)!
          if (date < factors[0]!.date) continue
          const wanted = raw.close[row]! * factor.price * factor.split
          const last = factors.find((one) => one.date >= dates.at(-1)!)!
          worst = Math.max(worst, Math.abs((adjusted[row]! * last.price * last.split) / wanted - 1))
        }
        expect(worst).toBeLessThan(2e-6)
      })
    },
  )
})

describe('mergeFacts', () => {
  const trade = (source: string, at: number, price: number): Sourced<MarketFact> => ({
    kind: 'trade',
    id: 'A@X',
    price,
    size: 1,
    at,
    source,
  })

  test('is one line in the order of compareInputs, ties by position, order kept within a source', () => {
    const streams = fc.array(
      fc.tuple(fc.constantFrom('a', 'b'), fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 20 })),
      { maxLength: 7 },
    )
    fc.assert(
      fc.property(streams, (all) => {
        let count = 0
        const sources = all.map(([source, at]) =>
          at.toSorted((x, y) => x - y).map((time) => trade(source, time, count++)),
        )
        const merged = [...mergeFacts(sources)]
        expect(merged.map(({ seq }) => seq)).toEqual(merged.map((_, i) => i))
        const wanted = sources
          .flatMap((facts, position) =>
            facts.map((fact, row) => ({ input: { ...fact, time: fact.at, seq: 0 } as Input, position, row })),
          )
          .sort((x, y) => compareInputs(x.input, y.input) || x.position - y.position || x.row - y.row)
          .map(({ input }, seq) => ({ ...input, seq }))
        expect(merged).toEqual(wanted)
      }),
      { seed: 32, numRuns: 300 },
    )
  })

  test('reads one ahead, stops its sources, and may be run twice', () => {
    let stopped = 0
    const endless = {
      *[Symbol.iterator]() {
        try {
          for (let at = 0; ; at++) yield trade('x', at, at)
        } finally {
          stopped++
        }
      },
    }
    const line = mergeFacts([endless, [trade('y', 2, 9)]])
    for (const _ of [1, 2]) {
      const seen: number[] = []
      for (const input of line) {
        seen.push(input.time)
        if (seen.length === 5) break
      }
      expect(seen).toEqual([0, 1, 2, 2, 3])
    }
    expect(stopped).toBe(2)
  })

  test('an observation comes when it is known, and a source that goes back is named', () => {
    const release = { kind: 'observation', series: 'gdp', value: 1, at: 1, knownAt: 5, source: 'o' } as const
    expect([...mergeFacts([[release], [trade('t', 4, 1)]])].map(({ kind, time }) => `${kind} ${time}`)).toEqual([
      'trade 4',
      'observation 5',
    ])
    expect(() => [...mergeFacts([[trade('t', 4, 1)], [trade('u', 4, 1), trade('u', 3, 1)]])]).toThrow(
      /source 1 \(u\) is dated 3, the one before it 4/,
    )
  })

  test('reused bars read the same, two objects per source in turn', () => {
    const sources = [
      series('A@X', [
        [1, 1],
        [3, 3],
        [4, 4],
      ]),
      series('B@X', [
        [1, 5],
        [2, 6],
        [4, 7],
      ]),
    ]
    const fresh = [...mergeFacts(sources)]
    const objects = new Set<Input>()
    const seen: Input[] = []
    for (const input of mergeFacts(sources, { reuse: true })) {
      objects.add(input)
      seen.push({ ...input })
    }
    expect(seen).toEqual(fresh)
    expect(objects.size).toBe(4)
    expect(fresh.map(({ source }) => source)).toEqual(fresh.map(() => 'bars'))
    expect([...mergeFacts([[...barRows(sources[0]!)], sources[1]!])]).toEqual(fresh)
  })
})
