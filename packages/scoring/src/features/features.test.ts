import type { Bar, Input, InstrumentId } from '@bourse/core'
import { CL, futuresDays } from '@bourse/futures'
import { createRng } from '@bourse/math'
import { describe, expect, test } from 'vitest'
import { assetSettingsOf } from './assetSettings.js'
import { btcDivergence, correlationBreak, sectorMomentum } from './crossAsset.js'
import { cryptoFactors, type CoinFigures } from './cryptoFactors.js'
import { cryptoFeatures, cryptoSeries } from './cryptoFeatures.js'
import type { Feature } from './feature.js'
import { featureRows, featureStepper } from './featureStepper.js'
import { findLateReads } from './findLateReads.js'
import { futuresFeatures } from './futuresFeatures.js'
import { optionFeatures } from './optionFeatures.js'
import { predictionFeatures } from './predictionFeatures.js'
import { technicalFeatures } from './technicalFeatures.js'
import { textSentiment } from './textSentiment.js'

const hour = 3_600_000
const own: InstrumentId = 'A@X'
const others: readonly InstrumentId[] = ['B@X', 'C@X', 'D@X', 'E@X', 'F@X']
const sets: { readonly [set: string]: readonly Feature[] } = {
  technical: technicalFeatures(),
  options: optionFeatures(40),
  futures: futuresFeatures({
    spec: CL,
    month: '2027-01',
    farMonth: '2027-02',
    calendars: futuresDays,
    far: 'B@X',
    spot: 'C@X',
    tick: 0.01,
    ratioTo: 'D@X',
    correlationWith: 'E@X',
    dollar: 'F@X',
  }),
  crypto: cryptoFeatures({ btc: 'B@X', eth: 'C@X', fundings: 10 }),
  prediction: predictionFeatures({
    closes: Date.UTC(2027, 0, 5),
    category: 2,
    baseRate: 0.3,
    no: 'B@X',
    exclusive: ['C@X', 'D@X'],
  }),
  cross: [
    btcDivergence('B@X', { history: 20 }),
    sectorMomentum(['B@X', 'C@X'], 12),
    correlationBreak('B@X', { long: 30 }),
  ],
}
const series = [
  ...Object.values(cryptoSeries),
  ...Object.values(sets).flatMap((set) => set.flatMap((feature) => feature.series)),
].filter(
  (name) => !['bar', 'quote', 'trade', 'book', 'funding', 'openInterest'].includes(name) && !name.startsWith('bar '),
)

/** Hours of everything that features read, all drawn; some observations are delivered before they are known. */
function history(hours: number, seed: string): Input[] {
  const rng = createRng(seed)
  const inputs: Input[] = []
  const closes = new Map<InstrumentId, number>([own, ...others].map((id) => [id, 0.5]))
  const start = Date.UTC(2026, 10, 2)
  for (let h = 0; h < hours; h++) {
    const time = start + h * hour
    const stamp = (): { seq: number; time: number; at: number; source: string } => ({
      seq: inputs.length,
      time,
      at: time,
      source: 's',
    })
    for (const id of [own, ...others]) {
      const open = closes.get(id)!
      const close = open * Math.exp(0.02 * rng.normal())
      closes.set(id, close)
      const [high, low] = [Math.max(open, close) * 1.001, Math.min(open, close) * 0.999]
      inputs.push({
        kind: 'bar',
        id,
        span: '1h',
        open,
        high,
        low,
        close,
        volume: 100 + 50 * rng.next(),
        adjusted: close,
        ...stamp(),
      })
      const bid = close * 0.999
      inputs.push({
        kind: 'quote',
        id,
        bid,
        ask: close * (1.001 + 0.001 * rng.next()),
        bidSize: 1,
        askSize: 2,
        ...stamp(),
      })
    }
    inputs.push({
      kind: 'trade',
      id: own,
      price: closes.get(own)!,
      size: 2000 * rng.next(),
      aggressor: rng.next() < 0.5 ? 'buy' : 'sell',
      ...stamp(),
    })
    inputs.push({ kind: 'funding', id: own, rate: 1e-4 * rng.normal(), hours: 8, ...stamp() })
    inputs.push({ kind: 'openInterest', id: own, contracts: 1000 + 100 * rng.next(), ...stamp() })
    const [bids, asks] = [Float64Array.of(99, 1 + rng.next()), Float64Array.of(101, 1 + rng.next())]
    inputs.push({ kind: 'book', id: own, snapshot: true, sequence: h, bids, asks, ...stamp() })
    for (const name of new Set(series)) {
      const knownAt = time + (rng.next() < 0.3 ? Math.floor(5 * rng.next()) * hour : 0)
      inputs.push({ kind: 'observation', series: name, value: 1 + rng.next(), knownAt, ...stamp() })
    }
  }
  return inputs
}
const inputs = history(120, 'features')
/** The same kind of input with other figures. */
const altered = (input: Input): Input => {
  if (input.kind === 'bar') {
    const bar: Bar = {
      ...input,
      open: input.open * 2,
      high: input.high * 3,
      low: input.low / 2,
      close: input.close * 1.7,
      volume: 9,
    }
    return { ...input, ...bar }
  }
  if (input.kind === 'quote') return { ...input, bid: input.bid / 2, ask: input.ask * 2 }
  if (input.kind === 'trade') return { ...input, size: 5000 }
  if (input.kind === 'funding') return { ...input, rate: 0.01 }
  if (input.kind === 'openInterest') return { ...input, contracts: 1 }
  if (input.kind === 'book') return { ...input, bids: Float64Array.of(99, 50), asks: Float64Array.of(101, 1) }
  return input.kind === 'observation' ? { ...input, value: 77 } : input
}

describe.each(Object.entries(sets))('%s features', (_, features) => {
  const rows: Float64Array[] = []
  const machine = featureStepper(features, own)
  for (const input of inputs) rows.push(Float64Array.from(machine.next(input)))

  test('all become warm, and none before its warm-up', () => {
    features.forEach(({ feature, warmUp }, j) => {
      const at = rows.findIndex((row) => !Number.isNaN(row[j]!))
      expect(at, feature).toBeGreaterThanOrEqual(0)
      const bars = inputs.slice(0, at + 1).filter((input) => input.kind === 'bar' && input.id === own).length
      expect(bars, feature).toBeGreaterThanOrEqual(warmUp)
      expect(bars, feature).toBeLessThan(warmUp + 6)
    })
  })

  test('nothing later is read', () => {
    for (const cut of [1, 2000]) {
      const changed = featureStepper(features, own)
      for (let i = 0; i < inputs.length; i++) {
        const row = changed.next(i < cut ? inputs[i]! : altered(inputs[i]!))
        if (i < cut) expect(row).toEqual(rows[i])
        else break
      }
    }
    // What was delivered but not known is changed as well: only values from its knownAt on may differ.
    expect(findLateReads(features, own, inputs.slice(0, 500))).toEqual([])
  })

  test('a column is what the stream says', () => {
    const column = featureRows(features, own, inputs)
    const bars = inputs.flatMap((input, i) => (input.kind === 'bar' && input.id === own ? [i] : []))
    expect(column.times.length).toBe(bars.length)
    bars.forEach((i, k) => {
      expect(column.features.data.subarray(k * features.length, (k + 1) * features.length)).toEqual(rows[i])
    })
  })

  test('goes on from a snapshot as if nothing had happened', () => {
    const half = Math.floor(inputs.length / 2)
    const first = featureStepper(features, own)
    for (const input of inputs.slice(0, half)) first.next(input)
    const second = featureStepper(features, own)
    second.load(JSON.parse(JSON.stringify(first.save())))
    for (let i = half; i < inputs.length; i++) expect(second.next(inputs[i]!)).toEqual(rows[i])
  })

  test('without inputs of its own a feature is missing, never zero', () => {
    const unfed = featureStepper(features, own)
    const row = unfed.next({
      kind: 'timer',
      strategy: 's',
      tag: 't',
      seq: 0,
      time: Date.UTC(2026, 10, 2),
      at: 0,
      source: 's',
    })
    features.forEach(({ feature, series: reads }, j) => {
      if (reads.length > 0) expect(row[j], feature).toBeNaN()
    })
  })
})

test('technical features are warm at exactly the bar they say', () => {
  const bars = inputs.filter((input) => input.kind === 'bar' && input.id === own)
  for (const { feature, warmUp, create } of sets['technical']!) {
    const machine = create(own)
    expect(bars.findIndex((bar) => !Number.isNaN(machine.next(bar))) + 1, feature).toBe(warmUp)
  }
})

test('two features of one name are refused', () => {
  expect(() => featureStepper([...technicalFeatures(), ...technicalFeatures()], own)).toThrow(/return 1/)
})

test('a breakdown is seen where two that went together part', () => {
  const rng = createRng('part')
  const machine = correlationBreak('B@X').create(own)
  let [a, b] = [100, 100]
  const seen: number[] = []
  for (let i = 0; i < 160; i++) {
    const move = rng.normal()
    a *= Math.exp(0.01 * move)
    b *= Math.exp(0.01 * (i < 140 ? move + 0.1 * rng.normal() : -move))
    for (const [id, close] of [
      [own, a],
      ['B@X', b],
    ] as const)
      seen.push(
        machine.next({
          kind: 'bar',
          id,
          span: '1h',
          open: close,
          high: close,
          low: close,
          close,
          volume: 1,
          adjusted: close,
          seq: 0,
          time: i,
          at: i,
          source: 's',
        }),
      )
  }
  expect(seen[2 * 139]).toBe(0)
  expect(seen.slice(280)).toContain(1)
})

describe('cryptoFactors', () => {
  const coin = (id: InstrumentId, x: number, mood = x): CoinFigures => ({
    id,
    nvt: -x,
    mvrv: -x,
    return30: x,
    return90: x,
    developers: x,
    tvlRatio: x,
    volatility: -x,
    socialDominance: x,
    mood,
    addressGrowth: x,
    transactionGrowth: x,
  })
  test('ranks and scores agree where all figures do', () => {
    const [a, b, c] = cryptoFactors([coin('A@X', 1), coin('B@X', 2), coin('C@X', 3)])
    expect(a!.score).toBeCloseTo(-Math.sqrt(1.5), 12)
    expect(b!.score).toBeCloseTo(0, 12)
    expect(Object.values(c!.ranks)).toEqual([1, 1, 1, 1, 1])
  })
  test('what is missing is left out', () => {
    const missing = { ...coin('A@X', 9), nvt: Number.NaN, mvrv: Number.NaN }
    const [a, b] = cryptoFactors([missing, coin('B@X', 2), coin('C@X', 3)])
    expect(a!.value).toBeNaN()
    expect(a!.ranks.value).toBeNaN()
    expect(a!.score).toBeGreaterThan(1)
    expect(b!.ranks.value).toBe(0)
    expect(() => cryptoFactors([coin('A@X', Infinity), coin('B@X', 2), coin('C@X', 3)])).toThrow(/A@X.*nvt/)
  })
})

test('sentiment knows negation and strength', () => {
  expect(textSentiment('not bullish')).toBe(-1)
  expect(textSentiment('Prices fell, then rallied sharply')).toBeGreaterThan(0)
  expect(textSentiment('')).toBeNaN()
  expect(assetSettingsOf('toString')).toEqual(assetSettingsOf('other'))
})
