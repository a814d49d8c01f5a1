import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateAllocation } from './allocation.js'
import {
  assetsByClass,
  type Catalogue,
  catalogueAsset,
  catalogueRegistry,
  enabledAssets,
  setEnabled,
  setProductEnabled,
} from './catalogue.js'
import { parseCatalogue } from './parseCatalogue.js'
import { starterCatalogue, starterCatalogueYaml } from './starter.js'

const starter = starterCatalogue()
const note = { time: 1, who: 'ann', why: 'phase reached' }
const lineOf = (text: string): number =>
  starterCatalogueYaml.slice(0, starterCatalogueYaml.indexOf(text)).split('\n').length

describe('the shipped example', () => {
  test('22 assets of six classes, two enabled, all instruments of a registry', () => {
    const classes = Object.fromEntries([...assetsByClass(starter)].map(([name, assets]) => [name, assets.length]))
    expect(classes).toEqual({ crypto: 2, stocks: 3, leveragedEtfs: 3, forex: 5, commodities: 3, memeStocks: 6 })
    expect(enabledAssets(starter).map(({ id }) => id)).toEqual(['BTC/USDT@binance', 'ETH/USDT@binance'])
    expect(enabledAssets(starter, 'stocks')).toEqual([])
    expect(catalogueRegistry(starter).get('GBP/JPY@oanda').currency).toBe('JPY')
    expect(starter.limits).toEqual({ heat: 0.25, correlated: 0.6, class: 0.4, stop: 0.25, dailyLoss: 0.05 })
  })

  test('settings of the four products', () => {
    const rows = Object.entries(starter.products).map(([name, { scanEvery, allocation }]) => [
      name,
      scanEvery,
      allocation,
    ])
    expect(rows).toEqual([
      ['options', '30m', 0.4],
      ['futures', '15m', 0.3],
      ['crypto', '10m', 0.2],
      ['prediction', '60m', 0.1],
    ])
  })

  test('the same as JSON', () => {
    expect(parseCatalogue(JSON.stringify(starter, null, 2), 'json')).toEqual({ ok: true, value: starter })
  })
})

describe('a wrong file says line and field', () => {
  test.each([
    ['volatilityScore: 7', 'volatilityScore: 11', 'assets[0].volatilityScore', 'a whole number from 1 to 10'],
    ['enabled: false', 'enabled: perhaps', 'assets[2].enabled', 'true or false'],
    ['class: stocks', 'class: stonks', 'assets[2].class', 'one of crypto, stocks'],
    ['volatilityScore: 8', 'volatilityScor: 8', 'assets[1].volatilityScore', 'a whole number'],
    ['maxPosition: 0.2,', 'maxPosition: 20,', 'products.crypto.maxPosition', 'a share above 0, at most 1'],
    ['stop: { pips: 80 }', 'stop: { points: 80 }', 'assets[8].risk.stop', '{ share: 0.08 }'],
    ['scanEvery: 15m', 'scanEvery: often', 'products.futures.scanEvery', 'a length of time'],
    ['allocation: 0.4', 'allocation: 0.5', 'products', 'add up to at most 1'],
    ['defaultLeverage: 3', 'defaultLeverage: 30', 'products.futures.defaultLeverage', 'at most maxLeverage 10'],
    ['tick: 0.01, lot: 0.00001', 'tick: 0, lot: 0.00001', 'assets[0].terms.tick', 'a number > 0'],
    ['quote: USDT, name: Bitcoin', 'quote: BTC, name: Bitcoin', 'assets[0].terms.quote', 'another currency than base'],
    [
      '{ kind: spot, id: BTC/USDT@binance',
      '{ kind: spot, id: BTC@binance',
      'assets[0].terms.id',
      "the asset's, BTC/USDT",
    ],
  ])('%s -> %s', (before, after, path, allowed) => {
    const at = starterCatalogueYaml.indexOf(before)
    expect(at).toBeGreaterThan(0)
    const text = starterCatalogueYaml.replace(before, after)
    const read = parseCatalogue(text, 'yaml')
    if (read.ok) throw new Error('it was read')
    expect(read.failure.code).toBe('catalogue/field')
    expect(read.failure.details['path']).toBe(path)
    expect(read.failure.details['allowed']).toContain(allowed)
    if (path === 'products') return
    const far = Math.abs(Number(read.failure.details['line']) - lineOf(before))
    // A missing field has no line of its own: the asset's is shown.
    expect(far, read.failure.message).toBeLessThanOrEqual(after.includes('volatilityScor:') ? 3 : 0)
  })

  test('what is no YAML or JSON says the line too', () => {
    const read = parseCatalogue('asOf: 2026-01-01\nlimits: [', 'yaml')
    expect(read).toMatchObject({ ok: false, failure: { code: 'catalogue/syntax', details: { line: 2 } } })
    expect(parseCatalogue(starterCatalogueYaml, 'json')).toMatchObject({
      ok: false,
      failure: { code: 'catalogue/syntax' },
    })
    expect(parseCatalogue('a: 1\na: 2\n', 'yaml')).toMatchObject({
      ok: false,
      failure: { code: 'catalogue/syntax', details: { line: 2 } },
    })
    expect(parseCatalogue('- *x', 'yaml')).toMatchObject({ ok: false, failure: { code: 'catalogue/syntax' } })
  })

  test('whatever comes in, an answer comes out', () => {
    const lines = starterCatalogueYaml.split('\n')
    const broken = fc
      .tuple(fc.nat(lines.length - 1), fc.string({ maxLength: 20 }), fc.constantFrom('drop', 'replace', 'append'))
      .map(([i, text, how]) => {
        const line = how === 'drop' ? [] : [how === 'replace' ? text : lines[i]! + text]
        return [...lines.slice(0, i), ...line, ...lines.slice(i + 1)].join('\n')
      })
    const check = (text: string): void => {
      const read = parseCatalogue(text, 'yaml')
      if (!read.ok) expect(read.failure.details['line']).toBeGreaterThanOrEqual(1)
    }
    fc.assert(fc.property(broken, check), { seed: 23, numRuns: campaign(2000, 20) })
    fc.assert(fc.property(fc.string(), check), { seed: 29, numRuns: campaign(10_000) })
  })
})

describe('switching', () => {
  test('a new catalogue and an event; nothing happens twice', () => {
    const on = setEnabled(starter, 'NVDA@XNAS', true, note)
    expect(on.event).toEqual({ event: 'assetEnabled', id: 'NVDA@XNAS', ...note })
    expect(enabledAssets(on.catalogue, 'stocks').map(({ id }) => id)).toEqual(['NVDA@XNAS'])
    expect(enabledAssets(starter, 'stocks')).toEqual([])
    expect(setEnabled(on.catalogue, 'NVDA@XNAS', true, note)).toEqual({ catalogue: on.catalogue, event: undefined })
    expect(setEnabled(on.catalogue, 'NVDA@XNAS', false, note).event?.event).toBe('assetDisabled')
  })

  test('a product likewise', () => {
    const off = setProductEnabled(starter, 'futures', false, note)
    expect(off.event).toEqual({ event: 'productDisabled', product: 'futures', ...note })
    expect(off.catalogue.products['futures']?.enabled).toBe(false)
    expect(starter.products['futures']?.enabled).toBe(true)
    expect(setProductEnabled(starter, 'futures', true, note)).toEqual({ catalogue: starter, event: undefined })
    expect(() => setProductEnabled(starter, 'toString', true, note)).toThrow('options | futures | crypto | prediction')
    expect(() => setProductEnabled(starter, 'futures', false, { ...note, who: '' })).toThrow('note.who')
  })

  test('not without a name, a reason, or an asset', () => {
    expect(() => setEnabled(starter, 'NVDA@XNAS', true, { ...note, why: ' ' })).toThrow('note.why')
    expect(() => setEnabled(starter, 'NVDA@XNAS', true, { ...note, who: '' })).toThrow('note.who')
    expect(() => setEnabled(starter, 'NVDA@XNYS', true, note)).toThrow(/allowed is one of BTC\/USDT@binance/)
  })
})

describe('limits', () => {
  const all: Catalogue = { ...starter, assets: starter.assets.map((asset) => ({ ...asset, enabled: true })) }
  const prices = {
    'GBP/JPY@oanda': 200,
    'AUD/JPY@oanda': 100,
    'USD/TRY@oanda': 40,
    'USD/ZAR@oanda': 18,
    'USD/BRL@ndf': 5.5,
  } as const

  test('a cap may be reached, and every limit says by how much it is broken', () => {
    expect(
      validateAllocation(all, { shares: { 'BTC/USDT@binance': 0.2, 'ETH/USDT@binance': -0.15 }, dailyLoss: 0.05 }),
    ).toEqual([])
    const breaches = validateAllocation(all, {
      shares: { 'BTC/USDT@binance': 0.3, 'ETH/USDT@binance': 0.15, 'NVDA@XNAS': 0.2 },
      correlated: [['BTC/USDT@binance', 'ETH/USDT@binance', 'NVDA@XNAS']],
      leverage: { 'BTC/USDT@binance': 5 },
      dailyLoss: 0.06,
    })
    expect(breaches).toEqual([
      { limit: 'maxPosition', of: 'BTC/USDT@binance', value: 0.3, allowed: 0.2, excess: 0.1 },
      { limit: 'leverage', of: 'BTC/USDT@binance', value: 5, allowed: 3, excess: 2 },
      { limit: 'maxPosition', of: 'NVDA@XNAS', value: 0.2, allowed: 0.15, excess: 0.05 },
      { limit: 'classAllocation', of: 'crypto', value: 0.45, allowed: 0.4, excess: 0.05 },
      { limit: 'class', of: 'crypto', value: 0.45, allowed: 0.4, excess: 0.05 },
      {
        limit: 'correlated',
        of: 'BTC/USDT@binance ETH/USDT@binance NVDA@XNAS',
        value: 0.65,
        allowed: 0.6,
        excess: 0.05,
      },
      { limit: 'dailyLoss', of: 'all', value: 0.06, allowed: 0.05, excess: 0.01 },
    ])
  })

  test('disabled, stops, heat, number of positions, pips', () => {
    expect(validateAllocation(starter, { shares: { 'GME@XNYS': 0.01 } })).toEqual([
      { limit: 'disabled', of: 'GME@XNYS', value: 0.01, allowed: 0, excess: 0.01 },
    ])
    const wide = { ...all, limits: { ...all.limits, stop: 0.1, heat: 0.015 } }
    expect(
      validateAllocation(wide, { shares: { 'GME@XNYS': 0.03, 'BTC/USDT@binance': 0.2 } }).map(({ limit, excess }) => [
        limit,
        excess,
      ]),
    ).toEqual([
      ['stop', 0.1],
      ['heat', 0.007],
    ])
    const five = Object.fromEntries(all.assets.filter((asset) => asset.class === 'forex').map(({ id }) => [id, 0.01]))
    expect(validateAllocation(all, { shares: five, prices })).toMatchObject([
      { limit: 'classPositions', value: 5, allowed: 4 },
    ])
    expect(() => validateAllocation(all, { shares: { 'GBP/JPY@oanda': 0.01 } })).toThrow('pips, which need a price')
    expect(() => validateAllocation(all, { shares: { 'X@Y': 0.01 } })).toThrow('one of')
  })

  test('more of anything never heals a breach, and nothing held breaks nothing', () => {
    const shares = fc.record(
      Object.fromEntries(all.assets.map(({ id }) => [id, fc.double({ min: 0, max: 0.3, noNaN: true })])),
    )
    fc.assert(
      fc.property(shares, fc.double({ min: 1, max: 3, noNaN: true }), (plan, factor) => {
        const less = validateAllocation(all, { shares: plan, prices })
        const more = validateAllocation(all, {
          shares: Object.fromEntries(Object.entries(plan).map(([id, s]) => [id, s * factor])),
          prices,
        })
        const keys = more.map(({ limit, of }) => `${limit} ${of}`)
        for (const breach of less) {
          expect(keys).toContain(`${breach.limit} ${breach.of}`)
          expect(breach.excess).toBeGreaterThan(0)
        }
      }),
      { seed: 31, numRuns: campaign(5000, 50) },
    )
    expect(validateAllocation(starter, { shares: {} })).toEqual([])
    expect(validateAllocation(starter, { shares: { 'GME@XNYS': 0 } })).toEqual([])
    expect(validateAllocation(starter, { shares: { 'BTC/USDT@binance': Number.NaN } })[0]?.limit).toBe('maxPosition')
    expect(catalogueAsset(starter, 'TSLA@XNAS').risk.monitoredAccounts).toEqual(['elonmusk'])
  })
})
