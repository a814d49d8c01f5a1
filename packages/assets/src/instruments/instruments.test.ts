import { campaign, golden } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { termsFault } from './checkTerms.js'
import { roundToGrid } from './grid.js'
import type { Instrument, InstrumentKind } from './instrument.js'
import { instrumentToJson, parseInstrument } from './instrumentJson.js'
import { matchKind } from './kind.js'
import { notionalOf, priceMovePnl } from './notional.js'
import { bucketOf, byClass, byKind, byProduct } from './partition.js'
import { roundPrice, roundQuantity, tickAt } from './round.js'
import { ladderFault, ticksOn } from './tickLadder.js'
import { hongKongTicks, tokyoTicks, tokyoTopix500Ticks, vxSpreadTicks, vxTicks } from './tickTables.js'
import { fieldsOf } from './terms.js'

const listing = { currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const es = {
  ...listing,
  kind: 'future',
  id: 'ESZ26@CME',
  assetClass: 'equity',
  tick: 0.25,
  root: 'ES',
  month: '2026-12',
  expiry: '2026-12-18',
  multiplier: 50,
  tickValue: 12.5,
  settlement: 'cash',
} as const satisfies Instrument
const perpetual = {
  ...listing,
  kind: 'perpetual',
  id: 'BTC/USD:BTC@deribit',
  assetClass: 'crypto',
  currency: 'BTC',
  base: 'BTC',
  quote: 'USD',
  multiplier: 10,
  payoff: 'inverse',
  fundingHours: 8,
} as const satisfies Instrument

/** One of every kind, with every optional field somewhere. */
const one: { readonly [K in InstrumentKind]: Instrument } = {
  equity: {
    ...listing,
    kind: 'equity',
    id: 'TM@XNYS',
    assetClass: 'equity',
    adr: true,
    isin: 'US8923313071',
    settlementLag: 1,
    fees: { asOf: '2026-01-02', source: 'broker', currency: 'USD', perUnit: 0.005, minimum: 1 },
    borrow: { asOf: '2026-01-02', source: 'broker', rate: 0.003, available: 1e6 },
    codes: { figi: 'BBG000BNBDC2' },
  },
  etf: { ...listing, kind: 'etf', id: 'TQQQ@XNAS', assetClass: 'equity', leverage: 3, validFrom: '2010-02-09' },
  bond: {
    ...listing,
    kind: 'bond',
    id: 'T4@OTC',
    assetClass: 'rates',
    coupon: 0.04,
    frequency: 2,
    maturity: '2036-02-15',
    face: 1000,
  },
  spot: { ...listing, kind: 'spot', id: 'EUR/USD@ebs', assetClass: 'fx', base: 'EUR', quote: 'USD', name: 'euro' },
  future: es,
  perpetual,
  option: {
    ...listing,
    kind: 'option',
    id: 'SPX260320C05750000@OPRA',
    assetClass: 'equity',
    tick: [
      { from: 0, tick: 0.05 },
      { from: 3, tick: 0.1 },
    ],
    underlying: 'SPX@CBOE',
    root: 'SPXW',
    right: 'call',
    strike: 5750,
    expiry: '2026-03-20',
    exercise: 'european',
    multiplier: 100,
    settlement: 'cash',
    fixing: 'pm',
  },
  outcome: {
    ...listing,
    kind: 'outcome',
    id: 'rain-yes@polymarket',
    assetClass: 'event',
    market: 'rain',
    outcome: 'Yes',
    closes: 1.8e12,
    complement: 'rain-no@polymarket',
  },
  index: { ...listing, kind: 'index', id: 'SPX@CBOE', assetClass: 'equity' },
  combo: {
    ...listing,
    kind: 'combo',
    id: 'ESZ26-ESH27@CME',
    assetClass: 'equity',
    multiplier: 50,
    legs: [
      { id: 'ESZ26@CME', ratio: 1 },
      { id: 'ESH27@CME', ratio: -1 },
    ],
  },
}
const all = Object.values(one)

describe('terms as JSON', () => {
  test.each(all)('$kind comes back as it was', (instrument) => {
    expect(parseInstrument(instrumentToJson(instrument))).toEqual({ ok: true, value: instrument })
  })

  test('what is missing, wrong or unknown is named', () => {
    const wrong = fc.constantFrom<unknown>(null, -1, '', {}, [], 'yes', Number.NaN, true, '2026-02-30', [{}], 1e400)
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(), wrong, fc.boolean(), (instrument, n, value, absent) => {
        const fields = fieldsOf[instrument.kind]
        const name = Object.keys(fields)[n % Object.keys(fields).length]!
        const terms: { [name: string]: unknown } = { ...instrument, [name]: value }
        if (absent) delete terms[name]
        if (absent ? fields[name]!.optional : fields[name]!.test(value)) return
        const found = termsFault(terms)
        expect(found).toMatchObject({ contradiction: false })
        expect(found!.path).toMatch(name)
        expect(found!.allowed).not.toBe('')
      }),
      { seed: 5, numRuns: campaign(40_000) },
    )
    expect(termsFault({ ...es, multplier: 50 })).toMatchObject({ path: 'multplier' })
    expect(
      termsFault({
        ...one.option,
        tick: [
          { from: 0, tick: 0.05 },
          { from: 3, tck: 1 },
        ],
      })?.path,
    ).toBe('tick[1].tick')
    expect(
      termsFault({
        ...one.combo,
        legs: [
          { id: 'A@B', ratio: 1 },
          { id: 'A', ratio: 1 },
        ],
      })?.path,
    ).toBe('legs[1].id')
    expect(termsFault({ ...one.equity, fees: { asOf: '2026-13-01', source: 'x', currency: 'USD' } })?.path).toBe(
      'fees.asOf',
    )
    for (const terms of [undefined, null, 1, 'x', [], {}, { kind: 'toString' }]) expect(termsFault(terms)).toBeDefined()
  })

  test.each([
    [{ ...es, tickValue: 12.51 }, 'tickValue'],
    [{ ...es, tick: [{ from: 0, tick: 0.25 }] }, 'tickValue'],
    [{ ...es, validFrom: '2026-12-01', validTo: '2026-11-30' }, 'validTo'],
    [{ ...one.spot, currency: 'EUR' }, 'currency'],
    [{ ...one.spot, quote: 'EUR', currency: 'EUR' }, 'quote'],
    [{ ...perpetual, currency: 'USD' }, 'currency'],
    [{ ...perpetual, payoff: 'quanto' }, 'currency'],
    [{ ...one.index, tick: [{ from: 1, tick: 1 }] }, 'tick[0].from'],
    [
      {
        ...one.index,
        tick: [
          { from: 0, tick: 0.3 },
          { from: 1, tick: 0.5 },
        ],
      },
      'tick[1].from',
    ],
    [
      {
        ...one.combo,
        legs: [
          { id: 'A@B', ratio: 1 },
          { id: 'A@B', ratio: -1 },
        ],
      },
      'legs[1].id',
    ],
  ] as const)('contradiction %#: %s', (terms, path) => {
    expect(parseInstrument(terms as never)).toMatchObject({
      ok: false,
      failure: { code: 'terms/contradiction', details: { path } },
    })
  })
})

describe('rounding', () => {
  const modes = ['nearest', 'down', 'up'] as const

  test('every price of a decimal grid stays, in every mode, and the next is one step away', () => {
    const digits = fc.constantFrom(1, 5, 25, 125, 15_625, 3_125, 2, 10)
    const price = fc.tuple(fc.integer({ min: -2_000_000, max: 2_000_000 }), digits, fc.integer({ min: 0, max: 9 }))
    fc.assert(
      fc.property(price, ([k, up, decimals]) => {
        const decimal = (count: number): number => Number(`${BigInt(count) * BigInt(up)}e-${decimals}`)
        const step = decimal(1)
        for (const mode of modes) expect(roundToGrid(decimal(k), step, mode)).toBe(decimal(k) + 0)
        const between = (decimal(k) + decimal(k + 1)) / 2
        expect(roundToGrid(between, step, 'down')).toBe(decimal(k) + 0)
        expect(roundToGrid(between, step, 'up')).toBe(decimal(k + 1) + 0)
        expect([decimal(k) + 0, decimal(k + 1) + 0]).toContain(roundToGrid(between, step, 'nearest'))
      }),
      { seed: 11, numRuns: campaign(100_000) },
    )
  })

  const contracts = golden<{
    readonly contracts: readonly {
      readonly root: string
      readonly tickSize: string
      readonly tickValue: string
      readonly multiplier: string
    }[]
  }>('futures/contracts.json')
  test.skipIf(!contracts.rows).each(contracts.rows?.contracts ?? [])(
    '$root: grid of $tickSize, tick value $tickValue',
    (row) => {
      const tick = Number(row.tickSize)
      const digits = row.tickSize.replace('0.', '').replace(/^0+/, '')
      const decimals = row.tickSize.split('.')[1]?.length ?? 0
      for (let k = 1; k < 200_000; k += 1 + (k >> 6)) {
        const price = Number(`${BigInt(k) * BigInt(digits)}e-${decimals}`)
        for (const mode of modes)
          if (roundToGrid(price, tick, mode) !== price) throw new Error(`${mode} moves ${price}`)
      }
      const terms = { ...es, tick, multiplier: Number(row.multiplier), tickValue: Number(row.tickValue) }
      expect(termsFault(terms)).toBeUndefined()
    },
  )

  const ladders = { hongKongTicks, tokyoTicks, tokyoTopix500Ticks, vxSpreadTicks, vxTicks }
  test.each(Object.entries(ladders))('%s: sound, and every rung stays', (_, regimes) => {
    for (const { steps, source } of regimes) {
      expect(ladderFault(steps)).toBeUndefined()
      expect(source).not.toBe('')
      for (const [i, { from, tick }] of steps.entries())
        for (let k = 0; k < 50; k++) {
          const price = Number((from + k * tick).toFixed(6))
          if (i + 1 < steps.length && price > steps[i + 1]!.from) break
          for (const side of ['buy', 'sell'] as const) {
            expect(roundPrice({ tick: steps }, price, { mode: 'passive', side })).toBe(price)
            expect(roundPrice({ tick: steps }, price, { mode: 'aggressive', side })).toBe(price)
          }
          expect(roundPrice({ tick: steps }, -price)).toBe(-price + 0)
        }
    }
  })

  test('passive never crosses further, aggressive never falls short, both land on the grid', () => {
    const tick = ticksOn(tokyoTopix500Ticks, '2026-01-05')
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 1e7, noNaN: true }), (price) => {
        const [low, high] = [
          roundPrice({ tick }, price, { mode: 'passive', side: 'buy' }),
          roundPrice({ tick }, price, { mode: 'aggressive', side: 'buy' }),
        ]
        expect(low).toBeLessThanOrEqual(price * (1 + 1e-15))
        expect(high).toBeGreaterThanOrEqual(price * (1 - 1e-15))
        expect(high - low).toBeLessThanOrEqual(tickAt({ tick }, price) * (1 + 1e-9))
        expect(roundPrice({ tick }, price, { mode: 'passive', side: 'sell' })).toBe(high)
        expect(roundPrice({ tick }, high)).toBe(high)
        expect(roundPrice({ tick }, low)).toBe(low)
      }),
      { seed: 13, numRuns: campaign(50_000) },
    )
  })

  test('ties go away from zero as the decimal says, and lots keep the sign', () => {
    expect([1.005, -1.005, 2.675, 0.125].map((price) => roundPrice({ tick: 0.01 }, price))).toEqual([
      1.01, -1.01, 2.68, 0.13,
    ])
    expect(roundQuantity({ lot: 0.1 }, 0.3)).toBe(0.3)
    expect(roundQuantity({ lot: 0.001 }, -0.0019)).toBe(-0.001)
    expect(Object.is(roundQuantity({ lot: 1 }, -0.4), 0)).toBe(true)
    expect(roundPrice({ tick: 0.01 }, Number.NaN)).toBeNaN()
    expect(() => ticksOn(hongKongTicks, '1999-01-01')).toThrow('a day from 2007-01-01 on')
  })
})

describe('money', () => {
  const linear = { ...perpetual, currency: 'USDT', quote: 'USDT', payoff: 'linear', multiplier: 0.001 } as const
  const quanto = { ...perpetual, base: 'ETH', currency: 'BTC', payoff: 'quanto', multiplier: 1e-6 } as const

  test('notional: units, premium, coin, settlement currency', () => {
    expect(notionalOf(es, -2, 6000)).toBe(-600_000)
    expect(notionalOf(perpetual, 1000, 50_000)).toBe(0.2)
    expect(notionalOf(quanto, 10, 3000)).toBeCloseTo(0.03, 15)
    expect(notionalOf(one.option, 3, 12.5)).toBe(3750)
    expect(notionalOf(one.bond, 5, 99)).toBe(4950)
    expect(notionalOf(perpetual, 1, 0)).toBeNaN()
  })

  test('an inverse profit is what the coin bought and sold makes; all payoffs change sign with the position', () => {
    const price = fc.double({ min: 1, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(price, price, fc.integer({ min: -1000, max: 1000 }), (from, to, quantity) => {
        const coins = priceMovePnl(perpetual, quantity, from, to)
        expect(coins).toBeCloseTo((quantity * 10) / from - (quantity * 10) / to, 6)
        // In dollars at the exit it is the linear profit of as many dollars' worth.
        expect(coins * to).toBeCloseTo(((quantity * 10) / from) * (to - from), 3)
        for (const instrument of [perpetual, linear, quanto]) {
          expect(priceMovePnl(instrument, -quantity, from, to) + priceMovePnl(instrument, quantity, from, to)).toBe(0)
          expect(priceMovePnl(instrument, quantity, from, from)).toBe(0 * quantity)
        }
      }),
      { seed: 17, numRuns: campaign(20_000) },
    )
    expect(priceMovePnl(quanto, 10, 3000, 3100)).toBeCloseTo(0.001, 15)
    expect(priceMovePnl(perpetual, 1, -1, 5)).toBeNaN()
  })
})

describe('buckets and kinds', () => {
  test.each([byClass, byKind, byProduct])('$partition puts every instrument into one of its buckets', (partition) => {
    for (const instrument of all) expect(partition.buckets).toContain(bucketOf(instrument, partition))
    expect(new Set(partition.buckets).size).toBe(partition.buckets.length)
  })

  test('products', () => {
    expect(Object.fromEntries(all.map((instrument) => [instrument.kind, bucketOf(instrument, byProduct)]))).toEqual({
      equity: 'other',
      etf: 'other',
      bond: 'other',
      spot: 'other',
      future: 'futures',
      perpetual: 'crypto',
      option: 'options',
      outcome: 'prediction',
      index: 'other',
      combo: 'other',
    })
  })

  test('an undeclared bucket is refused', () => {
    const leaky = { partition: 'leaky', buckets: ['a'], bucketOf: () => 'b' }
    expect(() => bucketOf(es, leaky)).toThrow('does not declare')
  })

  test('matching', () => {
    expect(matchKind(es, { future: (f) => f.root, otherwise: (i) => i.kind })).toBe('ES')
    expect(matchKind(one.index, { future: (f) => f.root, otherwise: (i) => i.kind })).toBe('index')
  })
})
