import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Equity, Instrument, Option } from '../instruments/instrument.js'
import { findBySymbol } from '../symbology/findBySymbol.js'
import { formatSymbol } from '../symbology/parseSymbol.js'
import { symbolFormats } from '../symbology/symbolFormats.js'
import { parseId } from './instruments.js'
import { createRegistry } from './registry.js'

const listing = { assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const es = {
  ...listing,
  kind: 'future',
  id: 'ESZ26@CME',
  tick: 0.25,
  root: 'ES',
  month: '2026-12',
  expiry: '2026-12-18',
  multiplier: 50,
  settlement: 'cash',
} as const
const berkshire = {
  ...listing,
  kind: 'equity',
  id: 'BRK.B@XNYS',
  isin: 'US0846707026',
  codes: { figi: 'BBG000DWG505', ib: 'BRK B' },
} as const
const bitcoin = (venue: 'binance' | 'okx'): Instrument => ({
  ...listing,
  kind: 'perpetual',
  id: `BTCUSDT@${venue}`,
  assetClass: 'crypto',
  currency: 'USDT',
  calendar: 'always',
  base: 'BTC',
  quote: 'USDT',
  multiplier: 1,
  payoff: 'linear',
  fundingHours: 8,
})
const call: Option = {
  ...listing,
  kind: 'option',
  id: 'SPY260320C00575000@OPRA',
  underlying: 'SPY@ARCX',
  right: 'call',
  strike: 575,
  expiry: '2026-03-20',
  exercise: 'american',
  multiplier: 100,
  settlement: 'physical',
  fixing: 'pm',
}

describe('ids', () => {
  const registry = createRegistry([es, berkshire, bitcoin('binance'), bitcoin('okx'), call])

  test('found, interned, refused', () => {
    expect(registry.get('ESZ26@CME')).toBe(es)
    expect(registry.size).toBe(5)
    for (const [i, instrument] of [...registry.all()].entries()) {
      expect(registry.indexOf(instrument.id)).toBe(i)
      expect(registry.atIndex(i)).toBe(instrument)
    }
    expect(registry.find('NQZ26@CME')).toBeUndefined()
    expect(registry.indexOf('NQZ26@CME')).toBe(-1)
    expect(registry.indexOf('constructor')).toBe(-1)
    expect(() => registry.get('NQZ26@CME' as never)).toThrow(/holds no "NQZ26@CME".*registry.with/)
  })

  test('selected', () => {
    expect(registry.select({ kind: 'perpetual', venue: 'okx' }).map(({ id }) => id)).toEqual(['BTCUSDT@okx'])
    expect(registry.select({ root: 'ES' })).toEqual([es])
    expect(registry.select({ underlying: 'SPY@ARCX' })).toEqual([call])
    expect(registry.select({ assetClass: 'crypto', where: ({ id }) => id.startsWith('BTC') })).toHaveLength(2)
    expect(registry.select({ kind: 'bond' })).toEqual([])
  })

  test('more at run time: old indices stay, the old registry too', () => {
    const nq: Instrument = { ...es, id: 'NQZ26@CME', root: 'NQ', multiplier: 20 }
    const more = registry.with([nq])
    expect(more.get('NQZ26@CME')).toBe(nq)
    expect(more.indexOf('NQZ26@CME')).toBe(5)
    expect(more.indexOf('ESZ26@CME')).toBe(0)
    expect(registry.find('NQZ26@CME')).toBeUndefined()
  })

  test.each([
    ['ESZ6', 'globex', 'ESZ26@CME'],
    ['ES 202612', 'ib-month', 'ESZ26@CME'],
    ['ES18Z26', 'lean', 'ESZ26@CME'],
    ['BRK-B', 'yahoo', 'BRK.B@XNYS'],
    ['BRK/B UN Equity', 'bloomberg', 'BRK.B@XNYS'],
    ['BRK B', 'ib', 'BRK.B@XNYS'],
    ['US0846707026', 'isin', 'BRK.B@XNYS'],
    ['BBG000DWG505', 'figi', 'BRK.B@XNYS'],
    ['SPY   260320C00575000', 'occ', 'SPY260320C00575000@OPRA'],
    ['O:SPY260320C00575000', 'polygon', 'SPY260320C00575000@OPRA'],
    ['BTC/USDT:USDT', 'ccxt', 'BTCUSDT@binance BTCUSDT@okx'],
    ['BRK.B', 'tradingview', 'BRK.B@XNYS'],
    ['NASDAQ:BRK.B', 'tradingview', ''],
    ['GBPUSD=X', 'yahoo', ''],
    ['ES.c.0', 'databento', ''],
  ] as const)('%s in %s is %s', (text, scheme, ids) => {
    const found = findBySymbol(registry, text, symbolFormats[scheme], { on: '2026-01-15' })
    expect(found.ok ? found.value.map(({ id }) => id).join(' ') : found.failure).toBe(ids)
  })

  test('a venue picks one; what is no symbol says why; the way back', () => {
    const found = findBySymbol(registry, 'BTC-USDT-SWAP', symbolFormats.okx, { venue: 'okx' })
    expect(found.ok ? found.value.map(({ id }) => id) : []).toEqual(['BTCUSDT@okx'])
    expect(findBySymbol(registry, 'BTC--', symbolFormats.okx)).toMatchObject({
      ok: false,
      failure: { code: 'symbol/parse' },
    })
    expect(formatSymbol(berkshire, 'yahoo')).toEqual({ ok: true, value: 'BRK-B' })
    expect(formatSymbol(berkshire, 'ib')).toEqual({ ok: true, value: 'BRK B' })
    expect(formatSymbol(berkshire, 'isin')).toEqual({ ok: true, value: 'US0846707026' })
    expect(formatSymbol(call, 'occ')).toEqual({ ok: true, value: 'SPY   260320C00575000' })
    expect(formatSymbol(es, 'lean')).toEqual({ ok: true, value: 'ES18Z26' })
    expect(formatSymbol(es, 'globex', { on: '2026-01-15' })).toEqual({ ok: true, value: 'ESZ6' })
    expect(formatSymbol(es, 'fx')).toMatchObject({ ok: false, failure: { code: 'symbol/format' } })
  })
})

describe('what was listed then', () => {
  const share = (tick: number, from?: Equity['validFrom'], to?: Equity['validTo']): Equity => ({
    ...listing,
    kind: 'equity',
    id: 'X@XTKS',
    tick,
    ...(from ? { validFrom: from } : {}),
    ...(to ? { validTo: to } : {}),
  })

  test('terms of the day, indices of the whole', () => {
    const registry = createRegistry([es, share(5, '2010-01-04', '2023-06-04'), share(1, '2023-06-05')])
    expect(registry.size).toBe(2)
    expect(registry.get('X@XTKS').tick).toBe(1)
    expect(registry.asOf('2020-01-06').get('X@XTKS').tick).toBe(5)
    expect(registry.asOf('2023-06-05').get('X@XTKS').tick).toBe(1)
    const early = registry.asOf(Date.UTC(2009, 0, 1))
    expect([early.find('X@XTKS'), early.indexOf('X@XTKS'), early.size]).toEqual([undefined, -1, 1])
    const late = registry.asOf('2026-12-19')
    expect([...late.all()].map(({ id }) => id)).toEqual(['X@XTKS'])
    expect(late.indexOf('X@XTKS')).toBe(registry.indexOf('X@XTKS'))
    expect(() => late.get('ESZ26@CME')).toThrow(/on 2026-12-19.*a day on which it was listed/)
    expect(late.asOf('2026-12-18').find('ESZ26@CME')).toBe(es)
  })

  test('at most one version on any day, however they are given', () => {
    const year = fc.integer({ min: 2000, max: 2020 })
    fc.assert(
      fc.property(fc.uniqueArray(year, { minLength: 2, maxLength: 6 }), (years) => {
        const sorted = [...years].sort()
        const versions = years.map((y) => {
          const next = sorted[sorted.indexOf(y) + 1]
          return share(y, `${y}-01-01`, next === undefined ? undefined : `${next - 1}-12-31`)
        })
        const registry = createRegistry(versions)
        for (let y = 1999; y < 2024; y++) {
          const expected = sorted.filter((from) => from <= y).at(-1)
          expect(registry.asOf(`${y}-07-01`).find('X@XTKS')?.tick).toBe(expected)
        }
        expect(registry.find('X@XTKS')?.tick).toBe(sorted.at(-1))
      }),
      { seed: 19, numRuns: campaign(2000, 30) },
    )
  })
})

describe('refused', () => {
  test.each([
    [[es, es], 'assets/overlap', /two terms.*validTo/],
    [
      [{ ...es, tickValue: 13 }],
      'assets/contradiction',
      /tickValue is 13, allowed is tick 0.25 x multiplier 50 = 12.5/,
    ],
    [[{ ...es, multiplier: 0 }], 'assets/terms', /multiplier is 0/],
    [[{ ...es, id: 'ES' }], 'assets/terms', /id is "ES"/],
    [[undefined], 'assets/terms', /an object/],
  ])('%#', (instruments, code, message) => {
    expect(() => createRegistry(instruments as never)).toThrow(expect.objectContaining({ code }))
    expect(() => createRegistry(instruments as never)).toThrow(message)
  })

  test('ids', () => {
    expect(parseId('a@b@c')).toEqual({ ok: true, value: { symbol: 'a@b', venue: 'c' } })
    for (const text of ['', '@', 'a@', '@b', 'a b@c']) expect(parseId(text).ok).toBe(false)
  })
})
