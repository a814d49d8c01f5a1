import { createCalendars, nyse, type Option } from '@bourse/assets'
import { createMarketRecord, type EpochMs, isJson, type MarketFact, type Sourced, toEpochMs } from '@bourse/core'
import { campaign, relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forwardGreeks } from '../columns/forwardGreeks.js'
import { jsBackend } from '../columns/jsBackend.js'
import { loadWasmBackend } from '../columns/wasmBackend.js'
import { andersenLake } from '../american/andersenLake.js'
import { seededChain } from '../fixtures/seededChain.js'
import { black76 } from '../model/black76.js'
import { blackScholes } from '../model/blackScholes.js'
import { optionGreeks } from '../priceOption.js'
import { yearsToExpiry } from '../time/yearsToExpiry.js'
import { impliedVol } from '../vol/impliedVol.js'
import { chainFrom } from './chainFrom.js'
import { chainTotals } from './chainTotals.js'
import type { ChainSettings, OptionChain } from './chainTypes.js'
import { chainView } from './chainView.js'
import { optionChain } from './optionChain.js'

const now = toEpochMs('2026-11-18T18:00Z')
const market = seededChain('2026-11-18', 3, 21)
const { underlying, options, rate } = market

function fed(settings: ChainSettings = {}, facts = market.quotesAt(now, 6000), of = options): OptionChain {
  const chain = optionChain(underlying, of, { rate, ...settings })
  for (const fact of facts) chain.next(fact)
  return chain
}

function quote(id: Option['id'], bid: number, ask: number, at: EpochMs = now): Sourced<MarketFact> {
  return { kind: 'quote', id, bid, ask, bidSize: 5, askSize: 5, at, source: 'feed' }
}

describe('a chain', () => {
  test('finds forwards and volatilities of the market that made the quotes', () => {
    for (const slice of fed().slices()) {
      const forward = market.forwardAt(slice.options[0]!.option, now, 6000)
      expect(relativeError(slice.forward, forward)).toBeLessThan(1e-11)
      expect(slice.forwardFrom).toBe('parity')
      let priced = 0
      for (const { option, vol, bidVol, askVol, status, mid } of slice.options) {
        if (status !== 'ok') continue
        priced++
        const wanted = market.volAt(option, forward)
        // A bid at the door was cut at 0; elsewhere the mid is the price.
        const cut = mid < 0.06
        if (!cut && Math.abs(option.strike / forward - 1) < 0.1) expect(relativeError(vol, wanted)).toBeLessThan(1e-9)
        if (!Number.isNaN(bidVol)) expect(bidVol).toBeLessThan(vol)
        expect(askVol).toBeGreaterThan(vol)
      }
      expect(priced).toBeGreaterThan(30)
    }
  })

  test('says of every option what the scalar functions say of it', () => {
    const out = new Float64Array(6)
    for (const slice of fed().slices()) {
      const { forward, discount, years, spot } = slice
      expect(slice.greeksOf).toBe('spot')
      for (const { option, vol, mid, greeks, status } of slice.options) {
        if (status !== 'ok') continue
        const sign = option.right === 'call' ? 1 : -1
        forwardGreeks(forward, discount, option.strike, years, vol, sign, spot, out)
        expect(Object.values(greeks)).toEqual([...out])
        const named = optionGreeks(
          option,
          { spot, vol, rate, yield: rate - Math.log(forward / spot) / years, years },
          blackScholes,
        )
        for (const name of ['price', 'delta', 'gamma', 'vega'] as const)
          expect(relativeError(greeks[name], named[name])).toBeLessThan(1e-9)
        const found = impliedVol(option, { spot: forward, rate, years }, mid, black76)
        // Deep in the money the premium holds few digits of time value: compare what both volatilities are worth.
        expect(found.ok && Math.abs(found.value - vol) * greeks.vega).toBeLessThan(1e-12 * 6000)
      }
    }
  })

  test('prices nothing until it is read, and then only what changed', () => {
    let calls = 0
    const backend = {
      ...jsBackend,
      impliedVols: (...args: Parameters<typeof jsBackend.impliedVols>) => {
        calls++
        jsBackend.impliedVols(...args)
      },
    }
    const chain = fed({ backend })
    expect([chain.size, chain.expiries.length, chain.ids.length, calls]).toEqual([126, 3, 126, 0])
    chain.readColumns()
    expect(calls).toBe(3)
    chain.readColumns()
    expect(calls).toBe(3)
    chain.next(quote(options[0]!.id, 1520, 1521))
    chain.readColumns()
    expect(calls).toBe(4)
    chain.advance(now + 1)
    chain.expiry({ days: 14 })
    expect(calls).toBe(5)
  })

  test('the order of quotes and of options does not matter', () => {
    const facts = [0, 1, 2].flatMap((k) => market.quotesAt(now + k, 6000 + 7 * k))
    const wanted = JSON.stringify(chainView(fed({}, facts), now + 10, { sides: true }))
    fc.assert(
      fc.property(
        fc.shuffledSubarray(facts, { minLength: facts.length }),
        fc.shuffledSubarray([...options], { minLength: options.length }),
        (mixed, of) => JSON.stringify(chainView(fed({}, mixed, of), now + 10, { sides: true })) === wanted,
      ),
      { seed: 11, numRuns: 12 },
    )
  })

  test('stale quotes are flagged, priced no more, and left out of the forward', () => {
    const chain = fed({ maxAge: '1m' })
    const fresh = market.quotesAt(now + 90_000, 6050).filter((fact) => fact.kind === 'mark' || fact.kind === 'quote')
    const moved = new Set(options.filter((_, i) => i % 42 < 30).map(({ id }) => id))
    for (const fact of fresh) if (fact.id === underlying || moved.has(fact.id)) chain.next(fact)
    for (const slice of chain.slices()) {
      const forward = market.forwardAt(slice.options[0]!.option, now + 90_000, 6050)
      expect(relativeError(slice.forward, forward)).toBeLessThan(1e-11)
      for (const { option, status, vol, greeks, age } of slice.options) {
        expect(status === 'stale').toBe(!moved.has(option.id))
        expect(age).toBe(moved.has(option.id) ? 0 : 90_000)
        if (status === 'stale') expect([vol, greeks.delta]).toEqual([Number.NaN, Number.NaN])
      }
    }
  })

  test('a link that goes down makes the quotes of its source stale until they come again', () => {
    const chain = fed()
    chain.next({ kind: 'link', link: 'feed', state: 'down', at: now + 1, source: 'feed' })
    expect(new Set(chain.slices().flatMap((slice) => slice.options.map(({ status }) => status)))).toEqual(
      new Set(['stale']),
    )
    expect(chain.spot).toBeNaN()
    chain.next({ kind: 'link', link: 'feed', state: 'up', at: now + 2, source: 'feed' })
    for (const fact of market.quotesAt(now + 3, 6000)) chain.next(fact)
    expect(chain.expiry({ days: 14 }).byStrike('call', 6000)?.status).toBe('ok')
  })

  test('every status has its cause', () => {
    const [a, b, c, d, e] = options.slice(0, 10).filter(({ right }) => right === 'call') as Option[]
    const chain = optionChain(underlying, options, { rate, now })
    const near = (n: number): Option => options.filter(({ right, strike }) => right === 'call' && strike >= 6000)[n]!
    expect(chain.option(a!.id)?.status).toBe('noQuote')
    chain.next(quote(near(0).id, 100, 101))
    expect(chain.option(near(0).id)?.status).toBe('noForward')
    for (const fact of market.quotesAt(now, 6000)) chain.next(fact)
    chain.next(quote(a!.id, 0, 5))
    chain.next(quote(b!.id, 9, 8))
    chain.next(quote(c!.id, 1, 1.1))
    chain.next(quote(d!.id, 7000, 7001))
    chain.next(quote(e!.id, Number.NaN, Number.NaN))
    const statusOf = (option: Option): string | undefined => chain.option(option.id)?.status
    expect([a!, b!, c!, d!, e!].map(statusOf)).toEqual([
      'oneSided',
      'crossed',
      'belowIntrinsic',
      'aboveMaximum',
      'noQuote',
    ])
    chain.next({ kind: 'delisted', id: near(1).id, at: now, source: 'feed' })
    expect(statusOf(near(1))).toBe('noQuote')
    chain.advance(toEpochMs('2026-12-02T21:00Z'))
    for (const fact of market.quotesAt(now, 6000)) chain.next({ ...fact, at: chain.now })
    expect(chain.expiry('2026-12-02').byStrike('call', 6000)).toMatchObject({ status: 'expired', vol: Number.NaN })
  })

  test('American options are refused, or priced as European and say so', () => {
    const american = seededChain('2026-11-18', 1, 11, 'american')
    const facts = american.quotesAt(now, 6000)
    const [slice] = fed({ american: 'refuse' }, facts, american.options).slices()
    expect(new Set(slice!.options.map(({ status }) => status))).toEqual(new Set(['unsupported', 'oneSided']))
    expect(slice!.options.every(({ vol, greeks }) => Number.isNaN(vol) && Number.isNaN(greeks.delta))).toBe(true)
    expect(slice!.byStrike('put', 6000)?.bid).toBeGreaterThan(0)
    const [close] = fed({ american: 'europeanApproximation' }, facts, american.options).slices()
    const atm = close!.byStrike('put', 6000)!
    expect(atm.status).toBe('europeanApproximation')
    expect(relativeError(atm.vol, american.volAt(atm.option, close!.forward))).toBeLessThan(1e-9)
  })

  test('American options are priced as such: forward, volatilities and Greeks come back', () => {
    const american = seededChain('2026-11-18', 2, 41, 'american', 'with')
    const facts = american.quotesAt(now, 6000)
    for (const slice of fed({}, facts, american.options).slices()) {
      const forward = american.forwardAt(slice.options[0]!.option, now, 6000)
      expect(relativeError(slice.forward, forward)).toBeLessThan(2e-6)
      for (const { option, status, vol, greeks, mid } of slice.options) {
        if (status === 'oneSided' || status === 'belowIntrinsic' || status === 'zero') continue
        expect(status).toBe('ok')
        expect(Math.abs(greeks.price - mid)).toBeLessThan(1e-7)
        if (greeks.vega < 50) continue
        const market = { spot: 6000, rate: american.rate, yield: american.rate - 0.03, years: slice.years, vol }
        const direct = optionGreeks(option, market, andersenLake)
        expect(Math.abs(vol - american.volAt(option, forward)), option.id).toBeLessThan(2e-4)
        expect(Math.abs(greeks.delta - direct.delta), option.id).toBeLessThan(2e-3)
      }
    }
  })

  test('without a price of the underlying American options say so; on a future it is the forward', () => {
    const american = seededChain('2026-11-18', 1, 11, 'american', 'with')
    const facts = american.quotesAt(now, 6000).filter(({ kind }) => kind === 'quote')
    const [blind] = fed({}, facts, american.options).slices()
    expect(blind!.byStrike('put', 6000)).toMatchObject({ status: 'noSpot', vol: Number.NaN })
    const [future] = fed({ underlyingKind: 'future' }, facts, american.options).slices()
    expect(future!.byStrike('put', 6000)).toMatchObject({ status: 'ok' })
    expect(future!.greeksOf).toBe('forward')
  })

  test('picks the nearest expiry, strike and delta', () => {
    const chain = fed()
    expect(chain.expiry({ days: 20 }).expiry).toBe('2026-12-02')
    expect(chain.expiry({ days: 22 }).expiry).toBe('2026-12-16')
    expect(chain.expiry('2027-06-01')).toMatchObject({ expiry: '2026-12-30', days: 42 })
    const slice = chain.expiry({ days: 42 })
    expect(slice.byStrike('call', 6001)?.option.strike).toBe(6000)
    const put = slice.byDelta('put', 0.16)!
    expect(put.greeks.delta).toBeLessThan(0)
    for (const { option, greeks } of slice.options)
      if (option.right === 'put' && !Number.isNaN(greeks.delta))
        expect(Math.abs(Math.abs(greeks.delta) - 0.16)).toBeGreaterThanOrEqual(Math.abs(-put.greeks.delta - 0.16))
    expect(slice.byDelta('put', -0.16)).toBe(put)
  })

  test('series of one date stay apart', () => {
    const monthly = options.map((one) => ({ ...one, id: `M${one.id}` as const, fixing: 'am' as const }))
    const chain = fed({}, market.quotesAt(now, 6000), [...options, ...monthly])
    expect(chain.expiries.length).toBe(3)
    expect(chain.slices().map(({ fixing }) => fixing)).toEqual(['am', 'pm', 'am', 'pm', 'am', 'pm'])
    expect(chain.expiry({ days: 14 }).fixing).toBe('pm')
    expect(chain.expiry({ days: 14, fixing: 'am' }).fixing).toBe('am')
    expect(() => chain.expiry({ days: 14, root: 'XYZW' })).toThrow(/no options/)
  })

  test('a slice stays as it was read', () => {
    const chain = fed()
    const slice = chain.expiry({ days: 14 })
    const [forward, before] = [slice.forward, slice.byStrike('call', 6000)?.mid]
    for (const fact of market.quotesAt(now + 1, 6300)) chain.next(fact)
    chain.readColumns()
    expect(slice.forward).toBe(forward)
    expect(slice.byStrike('call', 6000)?.mid).toBe(before)
    expect(slice.options).toEqual(fed().expiry({ days: 14 }).options)
    expect(chain.expiry({ days: 14 }).forward).toBeGreaterThan(forward + 250)
  })

  test('saved and loaded it says the same, and goes on alike', () => {
    const chain = fed()
    const state = chain.save()
    expect(isJson(state)).toBe(true)
    const copy = optionChain(underlying, [], { rate })
    copy.load(JSON.parse(JSON.stringify(state)))
    const viewOf = (one: OptionChain): string => JSON.stringify(chainView(one, now + 5, { sides: true }))
    expect(viewOf(copy)).toBe(viewOf(chain))
    for (const one of [chain, copy]) for (const fact of market.quotesAt(now + 9, 5900)) one.next(fact)
    expect(viewOf(copy)).toBe(viewOf(chain))
  })

  test('closed days count in a chain what they count in yearsToExpiry', () => {
    const settings = { closedDays: 0.25, calendarOf: createCalendars([nyse]).find }
    const chain = fed(settings)
    for (let hour = 0; hour < 24 * 20; hour += 13) {
      chain.advance(now + hour * 3_600_000)
      for (const slice of chain.slices())
        expect(slice.years).toBe(yearsToExpiry(slice.options[0]!.option, chain.now, settings))
    }
    const late = fed(settings)
    late.advance(now + 60 * 86_400_000)
    expect(late.slices().map(({ years }) => years)).toEqual([0, 0, 0])
  })

  test('totals are sums over contracts, and name what has no price', () => {
    const chain = fed()
    const slice = chain.expiry({ days: 14 })
    const [call, put] = [slice.byStrike('call', 6000)!, slice.byStrike('put', 6000)!]
    const totals = chainTotals(chain, [
      { id: call.option.id, quantity: 2 },
      { id: put.option.id, quantity: -1 },
      { id: underlying, quantity: -50 },
      { id: 'NOT@CBOE', quantity: 1 },
    ])
    expect(totals.delta).toBeCloseTo(200 * call.greeks.delta - 100 * put.greeks.delta - 50, 9)
    expect(totals.vega).toBeCloseTo(200 * call.greeks.vega - 100 * put.greeks.vega, 9)
    expect(totals.price).toBeCloseTo(200 * call.mid - 100 * put.mid - 50 * 6000, 6)
    expect(totals.positions.length).toBe(3)
    expect(totals.unpriced).toEqual(['NOT@CBOE'])
  })

  test('chainFrom reads instruments and the last of everything', () => {
    const record = createMarketRecord()
    let seq = 0
    for (const fact of market.quotesAt(now, 6000)) record.observe({ ...fact, seq: seq++, time: now })
    const chain = chainFrom(underlying, { all: () => options }, record, { rate })
    expect(JSON.stringify(chainView(chain, now))).toBe(JSON.stringify(chainView(fed(), now)))
  })

  test('the fast backend agrees to its last digits', async () => {
    const [plain, fast] = [fed(), fed({ backend: await loadWasmBackend() })].map((chain) => chain.readColumns())
    expect(fast!.vol).toEqual(plain!.vol)
    for (let i = 0; i < plain!.delta.length; i++)
      if (!Number.isNaN(plain!.delta[i]!)) expect(Math.abs(plain!.delta[i]! - fast!.delta[i]!)).toBeLessThan(1e-13)
  })

  test('wrong options and times are refused by name', () => {
    expect(() => optionChain('ABC@CBOE', options)).toThrow(/is on XYZ@CBOE/)
    expect(() => optionChain(underlying, [], { rate: Number.NaN })).toThrow(/rate/)
    expect(() => fed().advance(Number.NaN)).toThrow(/now is NaN/)
    expect(() => optionChain(underlying, []).expiry({ days: 1 })).toThrow(/no options/)
  })

  test('garbage never throws and never leaves a number beside a status that denies it', () => {
    const number = fc.oneof(
      fc.double(),
      fc.double({ min: 0, max: 2000, noNaN: true }),
      fc.constantFrom(0, Number.NaN, Infinity, -1, 1e308, 5e-324),
    )
    const time = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 1000 }).map((ms) => now + ms) }, number)
    const small = options.slice(0, 42)
    const fact = fc.record({
      kind: fc.constantFrom('quote' as const),
      id: fc.constantFrom<Option['id']>(...small.map(({ id }) => id), underlying, 'ELSE@CBOE'),
      bid: number,
      ask: number,
      bidSize: number,
      askSize: number,
      at: time,
      source: fc.constantFrom('feed', 'other'),
    })
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 60 }), (facts) => {
        const chain = fed({ maxAge: Infinity }, market.quotesAt(now, 6000), small)
        for (const one of facts) chain.next(one)
        const { status, vol, delta } = chain.readColumns()
        const { bidVol, askVol } = chain.readSideVols()
        for (let i = 0; i < status.length; i++) {
          const known = status[i]! <= 1 || status[i] === 12
          if (known !== vol[i]! >= 0 || (!known && !Number.isNaN(delta[i]!))) return false
          if (bidVol[i]! < 0 || askVol[i]! < 0) return false
        }
        chainView(chain, now)
        return isJson(chain.save())
      }),
      { seed: 12, numRuns: campaign(6000) },
    )
  })
})
