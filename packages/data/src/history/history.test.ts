import { type Bars, type HistoryQuery, manualClock, type Observation, type Sourced, toEpochMs } from '@bourse/core'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { sharedFile } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnBars } from '../bars/barColumns.js'
import { barsBetween } from '../bars/barsBetween.js'
import { memoryCache } from '../cache/memoryCache.js'
import { barsFromBytes, barsToBytes } from './barBytes.js'
import { mergeFacts } from '../align/mergeFacts.js'
import { csvTable } from '../csv/csvTable.js'
import { cachedHistory } from './cachedHistory.js'
import { knownFacts, knownSeries } from './knownFacts.js'
import { memoryHistory } from './memoryHistory.js'

const minutes = (times: readonly number[], price = 1): Bars =>
  columnBars(
    { time: Float64Array.from(times), close: Float64Array.from(times, (at) => at * price) },
    { id: 'A@X', span: '1m' },
  )
const query = (from: number, to: number): HistoryQuery & { readonly span: '1m' } => ({
  id: 'A@X',
  span: '1m',
  from,
  to,
})

describe('memoryHistory', () => {
  const first = minutes([10, 20, 30])
  const corrected = { bars: minutes([20, 25], 100), knownAt: 40 }
  const history = memoryHistory([corrected, first])

  test('a correction is seen from when it was known', async () => {
    expect([...(await history.bars(query(0, 100))).close]).toEqual([10, 2000, 2500, 30])
    expect([...(await history.bars({ ...query(0, 100), knownAt: 39 })).close]).toEqual([10, 20, 30])
    expect([...(await history.bars({ ...query(0, 100), knownAt: 20 })).close]).toEqual([10, 20])
    expect([...(await history.bars(query(20, 30))).close]).toEqual([2000, 2500])
  })
  test('what is not there, and what was called off', async () => {
    await expect(history.bars({ ...query(0, 9), id: 'B@X' })).rejects.toThrow(/no bars of B@X/)
    expect((await history.bars(query(50, 60))).time.length).toBe(0)
    await expect(history.bars({ ...query(0, 9), signal: AbortSignal.abort() })).rejects.toThrow()
  })
  test('facts, as they were known', async () => {
    const trade = { kind: 'trade', id: 'A@X', price: 5, size: 1, at: 15, source: 't' } as const
    const all: unknown[] = []
    for await (const fact of memoryHistory([first], [trade]).facts({ id: 'A@X', from: 0, to: 100, knownAt: 20 }))
      all.push([fact.kind, fact.at])
    expect(all).toEqual([
      ['bar', 10],
      ['trade', 15],
      ['bar', 20],
    ])
  })
})

describe('what was known when', () => {
  const observation = fc.record({
    at: fc.integer({ min: 0, max: 10 }),
    late: fc.integer({ min: 0, max: 10 }),
    value: fc.integer({ min: 0, max: 99 }),
  })
  test('no answer changes when the future is cut off', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 30 }), fc.integer({ min: -1, max: 25 }), (all, now) => {
        const facts = all.map(
          ({ at, late, value }): Sourced<Observation> => ({
            kind: 'observation',
            series: 'gdp',
            value,
            at,
            knownAt: at + late,
            source: 'o',
          }),
        )
        const past = facts.filter(({ knownAt }) => knownAt <= now)
        expect(knownFacts(facts, now)).toEqual(knownFacts(past, now))
        const [whole, early] = [knownSeries(facts, 'gdp'), knownSeries(past, 'gdp')]
        expect(whole.latest(now)).toEqual(early.latest(Number.POSITIVE_INFINITY))
        const known = knownFacts(facts, now)
        if (known.length > 0) expect(whole.latest(now)?.at).toBe(Math.max(...known.map(({ at }) => at)))
        for (const fact of known) expect(whole.asOf(fact.at, now)).toEqual(fact)
      }),
      { seed: 51, numRuns: 300 },
    )
  })
})

test('bars as bytes come back bit for bit; other bytes do not', () => {
  const bars = { ...minutes([1, 2, 3]), trades: Float64Array.of(1, Number.NaN, -0) }
  const bytes = barsToBytes(bars, true)
  expect(barsFromBytes(bytes)).toEqual({ bars, whole: true })
  for (const cut of [0, 3, 10, bytes.length - 1]) expect(barsFromBytes(bytes.slice(0, cut))).toBeUndefined()
  expect(barsFromBytes(Uint8Array.of(2, 0, 0, 0, 123, 125))).toBeUndefined()
})

describe('cachedHistory', () => {
  /** A vendor whose bars arrive as its clock moves on. */
  function vendor(times: readonly number[]) {
    const asked: [number, number][] = []
    const state = { now: Number.POSITIVE_INFINITY }
    const all = minutes(times)
    return {
      asked,
      state,
      history: {
        async bars({ from, to }: HistoryQuery) {
          asked.push([toEpochMs(from), toEpochMs(to)])
          return barsBetween(all, from, Math.max(toEpochMs(from), Math.min(toEpochMs(to), state.now + 1)))
        },
        facts: () => {
          throw new Error('not asked here')
        },
      },
    }
  }
  const block = 4096 * 60_000

  test('answers as the vendor would, whatever was asked before and however its data arrive', async () => {
    const times = fc
      .uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 })
      .map((all) => all.toSorted((a, b) => a - b))
    const question = fc.record({
      from: fc.integer({ min: 0, max: 50 }),
      length: fc.integer({ min: 1, max: 40 }),
      wait: fc.integer({ min: 0, max: 10 }),
    })
    await fc.assert(
      fc.asyncProperty(times, fc.array(question, { minLength: 1, maxLength: 12 }), async (units, questions) => {
        const { history, state, asked } = vendor(units.map((unit) => (unit * block) / 5))
        const cached = cachedHistory(history, memoryCache())
        state.now = (20 * block) / 5
        for (const { from, length, wait } of questions) {
          state.now += (wait * block) / 5
          const wanted = query((from * block) / 5, ((from + length) * block) / 5)
          const direct = await history.bars(wanted)
          asked.pop()
          expect([...(await cached.bars(wanted)).close]).toEqual([...direct.close])
        }
      }),
      { seed: 52, numRuns: 300 },
    )
  })

  test('asks only for what it has not seen', async () => {
    const { history, asked } = vendor([0, 1, 2, 3, 4, 5].map((n) => n * block + 60_000))
    const cached = cachedHistory(history, memoryCache())
    await cached.bars(query(0, 4 * block))
    await cached.bars(query(block, 3 * block))
    expect(asked).toEqual([[0, 4 * block]])
    await cached.bars(query(0, 6 * block))
    expect(asked.length).toBe(2)
    expect(asked[1]![0]).toBeGreaterThan(3 * block)
    await expect(cached.bars(query(5, 5))).rejects.toThrow(/later than from/)
  })

  test('forgets after a ttl', async () => {
    const { history, asked } = vendor([1])
    const clock = manualClock(0)
    const cached = cachedHistory(history, memoryCache({ clock }), { ttl: '1m' })
    const within = query(0, 2)
    await cached.bars(within)
    clock.advance(61_000)
    await cached.bars(within)
    expect(asked[1]![0]).toBe(0)
  })
})

const markets = sharedFile('data/prediction/forecastbench_resolved_markets.csv.gz')
test.skipIf(markets === undefined)(
  'a prediction market: what the crowd thought is read before how it ended, never after',
  () => {
    const table = csvTable(gunzipSync(readFileSync(markets!)).toString())
    const column = (name: string): readonly string[] => table[name]!
    const asked = column('id').map((id, i): Sourced<Observation> => {
      const at = toEpochMs(column('freeze_date')[i]!)
      return {
        kind: 'observation',
        series: id,
        value: Number(column('market_prob_at_freeze')[i]),
        at,
        knownAt: at,
        source: column('source')[i]!,
      }
    })
    const ended = column('id').map((id, i) => {
      const at = toEpochMs(column('resolution_date')[i]!)
      return {
        kind: 'resolution',
        id: `${i}@x`,
        pays: Number(column('resolved_to')[i]),
        disputed: false,
        at,
        source: id,
      } as const
    })
    const byTime = <F extends { readonly at: number }>(facts: readonly F[]): F[] =>
      facts.toSorted((a, b) => a.at - b.at)
    const line = [...mergeFacts([byTime(ended), byTime(asked)])]
    expect(line.length).toBe(2 * 1498)
    for (const [i, { time }] of line.entries()) if (i > 0) expect(time).toBeGreaterThanOrEqual(line[i - 1]!.time)
    for (const question of asked.slice(0, 50)) {
      const series = knownSeries(asked, question.series)
      expect(series.latest(question.at)!.at).toBe(question.at)
      expect((series.latest(question.at - 1)?.at ?? 0) < question.at).toBe(true)
    }
  },
)
