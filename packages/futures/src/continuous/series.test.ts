import type { Bar, Bars, IsoDate, Sourced } from '@bourse/core'
import { dayMs, dayNumber } from '@bourse/core'
import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contractChain } from '../contracts/chain.js'
import type { FutureSpec } from '../contracts/futureSpec.js'
import { futuresDays } from '../contracts/futuresDays.js'
import type { RollRule } from '../rolls/rollDate.js'
import { CL } from '../specs/cl.js'
import { ES } from '../specs/es.js'
import { GC } from '../specs/gc.js'
import { continuousBars } from './continuousBars.js'
import { roller } from './roller.js'
import { continuousFuture, type RollAdjustment } from './series.js'

/** A small seeded walk (Park and Miller), so that a counterexample is a seed. */
function walk(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Bars on business days, `perDay` each, some missing, with volume moving to the next contract before expiry. */
function market(
  spec: FutureSpec,
  seed: number,
  from: IsoDate,
  days: number,
  perDay = 1,
  missing = 0.05,
  late = false,
): Bars[] {
  const next = walk(seed)
  const { root } = spec
  return contractChain(spec, from, 8, futuresDays, { months: 'active' }).map((contract, rank) => {
    const rows: number[][] = []
    let ticks = Math.round((80 + rank) / spec.tick)
    for (let day = dayNumber(from); day < dayNumber(from) + days && day <= dayNumber(contract.expiry); day++) {
      const weekday = (((day + 3) % 7) + 7) % 7
      if (weekday > 4) continue
      if (late && dayNumber(contract.expiry) - day > 100) continue
      for (let k = 1; k <= perDay; k++) {
        const open = ticks
        ticks += Math.round((next() - 0.5) * 20)
        if (next() < missing) continue
        const left = dayNumber(contract.expiry) - day
        const volume = Math.round(1000 * next() * (left < 15 ? left / 15 : Math.max(0.1, 1 - (left - 15) / 60)))
        const [o, c] = [price(open, spec), price(ticks, spec)]
        rows.push([day * dayMs + (k / perDay) * dayMs, o, Math.max(o, c), Math.min(o, c), c, volume])
      }
    }
    const column = (i: number): Float64Array => Float64Array.from(rows, (row) => row[i]!)
    const id = contract.id
    expect(id.startsWith(root)).toBe(true)
    const close = column(4)
    return {
      id,
      span: perDay === 1 ? '1d' : '1h',
      time: column(0),
      open: column(1),
      high: column(2),
      low: column(3),
      close,
      volume: column(5),
      adjusted: close,
      openInterest: column(5),
    }
  })
}

const price = (ticks: number, spec: FutureSpec): number =>
  spec.tick < 1 ? ticks / Math.round(1 / spec.tick) : ticks * spec.tick

function barsInOrder(contracts: readonly Bars[]): Sourced<Bar>[] {
  return contracts
    .flatMap((bars) =>
      Array.from(
        bars.time,
        (at, i): Sourced<Bar> => ({
          kind: 'bar',
          id: bars.id,
          span: bars.span,
          open: bars.open[i]!,
          high: bars.high[i]!,
          low: bars.low[i]!,
          close: bars.close[i]!,
          volume: bars.volume[i]!,
          adjusted: bars.close[i]!,
          openInterest: bars.openInterest![i]!,
          at,
          source: 'test',
        }),
      ),
    )
    .sort((a, b) => a.at - b.at)
}

const rules: RollRule[] = [
  'notice-safe',
  { roll: 'notice-safe', days: 2 },
  { roll: 'expiry', days: 5, pastNotice: true },
  { roll: 'first-of-month' },
  { roll: 'volume', confirm: 2 },
  { roll: 'open-interest', confirm: 1, latest: 4 },
]
const adjustments: RollAdjustment[] = ['none', 'difference', 'ratio', 'forward', 'forward-ratio']

describe('batch and stream give the same bits', () => {
  const worlds = fc.record({
    seed: fc.nat(1e6),
    spec: fc.constantFrom(ES, CL, GC),
    rule: fc.constantFrom(...rules),
    adjust: fc.constantFrom(...adjustments),
    rank: fc.constantFrom(1, 2),
    perDay: fc.constantFrom(1, 4),
    missing: fc.constantFrom(0, 0.05, 0.7),
    late: fc.boolean(),
    cut: fc.nat(100),
  })
  test('for every rule and adjustment, through a save in the middle', () => {
    let rolled = 0
    fc.assert(
      fc.property(worlds, ({ seed, spec, rule, adjust, rank, perDay, missing, late, cut }) => {
        const contracts = market(spec, seed, '2024-01-02', 330, perDay, missing, late)
        const series = continuousFuture(spec, { roll: rule, adjust, rank })
        const batch = continuousBars(series, contracts, futuresDays)
        if (!batch.ok) throw new Error(batch.failure.message)
        const { bars, rolls, anchor } = batch.value
        let stepper = roller(series, futuresDays, { anchor: anchor.start })
        const streamed = barsInOrder(contracts).flatMap((bar, i) => {
          if (i === cut * 3) {
            const saved = JSON.parse(JSON.stringify(stepper.save()))
            stepper = roller(series, futuresDays)
            stepper.load(saved)
          }
          return stepper.next(bar) ?? []
        })
        expect(streamed.map(({ bar }) => bar.at)).toEqual([...bars.time])
        expect(streamed.map(({ bar }) => bar.close)).toEqual([...bars.close])
        expect(streamed.map(({ bar }) => bar.adjusted)).toEqual([...bars.adjusted])
        expect(streamed.flatMap((one) => one.rolled ?? [])).toEqual(rolls)
        rolled += rolls.length
      }),
      { seed: 20_260_812, numRuns: campaign(6000, 60) },
    )
    expect(rolled).toBeGreaterThan(100)
  })
})

test('differences keep profits, ratios keep returns, and one end keeps its prices', () => {
  const contracts = market(CL, 7, '2024-01-02', 300, 1, 0)
  const of = (adjust: RollAdjustment) => {
    const joined = continuousBars(continuousFuture(CL, { roll: 'notice-safe', adjust }), contracts, futuresDays)
    if (!joined.ok) throw new Error(joined.failure.message)
    return joined.value
  }
  const { bars: back, rolls } = of('difference')
  const [ahead, ratio, plain] = [of('forward').bars, of('ratio').bars, of('none').bars]
  const last = back.close.length - 1
  expect(rolls.length).toBeGreaterThan(6)
  expect(back.adjusted[last]).toBe(back.close[last])
  expect(ratio.adjusted[last]).toBe(back.close[last])
  expect(ahead.adjusted[0]).toBe(back.close[0])
  expect([...plain.adjusted]).toEqual([...plain.close])
  const starts = new Set(rolls.map(({ to }) => to.id))
  expect(starts.size).toBe(rolls.length)
  const total = rolls.reduce((sum, { gap }) => sum + gap, 0)
  for (let i = 0; i <= last; i++) expect(back.adjusted[i]! - ahead.adjusted[i]!).toBeCloseTo(total, 9)
  for (const { gap, prices } of rolls) expect(gap).toBeCloseTo(prices[0]![1] - prices[0]![0], 12)
})

test('a ratio refuses April 2020, a difference does not', () => {
  const contracts = market(CL, 7, '2024-01-02', 100, 1, 0)
  contracts[0]!.close[3] = -37.63
  const join = (adjust: RollAdjustment) =>
    continuousBars(continuousFuture(CL, { roll: 'notice-safe', adjust }), contracts, futuresDays)
  expect(join('ratio')).toMatchObject({ ok: false, failure: { code: 'roll/non-positive-price' } })
  expect(join('difference').ok).toBe(true)
})

test('an unsafe rule is refused, nothing gives nothing', () => {
  const unsafe = continuousFuture(GC, { roll: { roll: 'expiry', days: 5 }, adjust: 'none' })
  expect(() => continuousBars(unsafe, market(GC, 1, '2024-01-02', 30), futuresDays)).toThrow(/notice/)
  const empty = continuousBars(continuousFuture(GC, { roll: 'notice-safe', adjust: 'none' }), [], futuresDays)
  expect(empty.ok && empty.value.bars.close.length).toBe(0)
  expect(() => continuousFuture(GC, { roll: 'notice-safe', adjust: 'none', rank: 0 })).toThrow(/rank/)
})

test('a contract of your own rolls like a known one: the series carries its specification', () => {
  const mine = { ...ES, root: 'MINE', venue: 'HOME' }
  const rule = { roll: 'notice-safe', adjust: 'difference' } as const
  const rolls = (spec: typeof ES) => {
    const joined = continuousBars(continuousFuture(spec, rule), market(spec, 3, '2024-01-02', 150, 4, 0), futuresDays)
    return joined.ok ? joined.value.rolls.map(({ date, gap }) => [date, gap]) : []
  }
  expect(rolls(mine).length).toBeGreaterThan(0)
  expect(rolls(mine)).toEqual(rolls(ES))
})

test('the roll comes in the tick of the price change', () => {
  const contracts = market(ES, 3, '2024-01-02', 150, 4, 0)
  const es = roller(continuousFuture(ES, { roll: 'notice-safe', adjust: 'difference' }), futuresDays)
  let before = ''
  for (const bar of barsInOrder(contracts)) {
    const out = es.next(bar)
    if (out === undefined) continue
    expect(out.rolled !== undefined).toBe(before !== '' && before !== out.front.id)
    expect(out.front.id).toBe(bar.id)
    before = out.front.id
  }
})

/** Two contracts of ES, bars at the end of each weekday of December 2026 from the 7th on. */
function quarter(rows: readonly (readonly [day: number, front: Day, back: Day])[]): Bars[] {
  return ['ESZ26@CME', 'ESH27@CME'].map((id, side): Bars => {
    const some = rows.flatMap((row) => {
      const day = row[side + 1] as Day
      return day === undefined ? [] : [{ time: (dayNumber('2026-12-01') + row[0]) * dayMs, day }]
    })
    const column = (i: 0 | 1 | 2): Float64Array => Float64Array.from(some, ({ day }) => day[i])
    const close = column(1)
    const time = Float64Array.from(some, (one) => one.time)
    return {
      id: id as 'ESZ26@CME',
      span: '1d',
      time,
      open: column(0),
      high: close,
      low: close,
      close,
      volume: column(2),
      adjusted: close,
    }
  })
}
type Day = readonly [open: number, close: number, volume: number] | undefined

const joinedQuarter = (roll: RollRule, rows: Parameters<typeof quarter>[0]) => {
  const joined = continuousBars(continuousFuture(ES, { roll, adjust: 'forward' }), quarter(rows), futuresDays)
  if (!joined.ok) throw new Error(joined.failure.message)
  return joined.value
}

test('volume decides: two days in a row, then the day after', () => {
  const day = (volume: number): Day => [6900, 6900, volume]
  const { rolls, bars } = joinedQuarter({ roll: 'volume', confirm: 2 }, [
    [7, day(9), day(1)],
    [8, day(5), day(6)],
    [9, day(7), day(6)],
    [10, day(5), day(6)],
    [11, day(5), day(8)],
    [14, day(2), day(9)],
    [15, day(1), day(9)],
  ])
  expect(rolls.map(({ date }) => date)).toEqual(['2026-12-14'])
  expect([...bars.volume]).toEqual([9, 5, 7, 5, 5, 2, 9])
})

test('without a crossover the latest day, never the notice', () => {
  const day: Day = [6900, 6900, 1]
  const { rolls } = joinedQuarter({ roll: 'volume', confirm: 1, latest: 4 }, [
    [10, day, day],
    [11, day, day],
    [14, day, day],
    [15, day, day],
  ])
  expect(rolls.map(({ date }) => date)).toEqual(['2026-12-14'])
})

test('a next contract without a price counts from its first open, one that never had any is NaN', () => {
  const { rolls, bars } = joinedQuarter('notice-safe', [
    [10, [6890, 6895, 1], undefined],
    [11, [6895, 6900, 1], undefined],
    [14, undefined, [6960, 6975, 1]],
  ])
  expect(rolls.map(({ gap, prices }) => [gap, prices])).toEqual([[60, [[6900, 6960]]]])
  expect([...bars.adjusted]).toEqual([6895, 6900, 6915])

  const [december, march] = quarter([
    [10, [6890, 6895, 1], undefined],
    [14, undefined, [6960, 6975, 1]],
  ])
  const june = { ...march!, id: 'ESM27@CME' as const, time: march!.time.map((time) => time + 100 * dayMs) }
  const series = continuousFuture(ES, { roll: 'notice-safe', adjust: 'forward' })
  const skipped = continuousBars(series, [december!, june], futuresDays)
  expect(skipped.ok && skipped.value.rolls.map(({ from, to, gap }) => [from.month, to.month, gap])).toEqual([
    ['2026-12', '2027-06', Number.NaN],
  ])
  expect(skipped.ok && [...skipped.value.bars.adjusted]).toEqual([6895, Number.NaN])
  const stream = roller(series, futuresDays)
  const streamed = barsInOrder([
    { ...december!, openInterest: december!.close },
    { ...june, openInterest: june.close },
  ])
  const last = streamed.map((bar) => stream.next(bar)).at(-1)
  expect([last?.bar.adjusted, last?.rolled?.gap, last?.rolled?.from.month]).toEqual([Number.NaN, Number.NaN, '2026-12'])
})
