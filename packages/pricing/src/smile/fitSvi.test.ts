import { createRng, normCdf } from '@bourse/math'
import { campaign } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { realChain, realChainTitle } from '../fixtures/realChain.js'
import { fitSabr } from './fitSabr.js'
import { fitSsvi } from './fitSsvi.js'
import { fitSvi } from './fitSvi.js'
import { sabrVol } from './sabrVol.js'
import { smileSkew } from './smileSkew.js'
import type { SmileQuotes } from './smileFit.js'
import { ssviSlice } from './ssvi.js'
import { strikeOfDelta } from './strikeOfDelta.js'
import { type Svi, sviVariance } from './svi.js'
import { sviButterfly } from './sviButterfly.js'

const strikesOf = (deviation: number, count = 41): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => 100 * Math.exp((-1 + (2 * i) / (count - 1)) * 3 * deviation))
const quotesOf = (years: number, strikes: Float64Array, volOf: (strike: number) => number): SmileQuotes => ({
  forward: 100,
  years,
  strikes,
  vols: strikes.map(volOf),
})
const sviVol = (svi: Svi, years: number) => (strike: number) =>
  Math.sqrt(sviVariance(svi, Math.log(strike / 100)) / years)

/** A smile that a market could have. */
function drawn(rng: { next(): number }): { readonly years: number; readonly svi: Svi } {
  for (;;) {
    const years = 0.02 + 2 * rng.next()
    const root = Math.sqrt(years)
    const svi = {
      a: 0.02 * years * rng.next(),
      b: (0.05 + 0.15 * rng.next()) * root,
      rho: -0.9 + 1.4 * rng.next(),
      m: 0.1 * (rng.next() - 0.5) * root,
      sigma: (0.1 + 0.3 * rng.next()) * root,
    }
    if (sviButterfly(svi).min > 0.02) return { years, svi }
  }
}

describe('SVI', () => {
  test('finds smiles that are SVI, cold and warm', () => {
    const rng = createRng(3)
    for (let n = 0; n < campaign(2000, 60); n++) {
      const { years, svi } = drawn(rng)
      const quotes = quotesOf(years, strikesOf(0.2 * Math.sqrt(years)), sviVol(svi, years))
      const cold = fitSvi(quotes)
      expect(cold.ok, JSON.stringify({ svi, years })).toBe(true)
      if (!cold.ok) continue
      expect(cold.value.rmse, JSON.stringify({ svi, years, found: cold.value.svi })).toBeLessThan(2e-4)
      const warm = fitSvi({ ...quotes, vols: quotes.vols.map((vol) => vol + 0.001) }, cold.value)
      expect(warm.ok && warm.value.rmse, JSON.stringify({ svi, years })).toBeLessThan(6e-4)
    }
  })

  test('order, holes and rubbish among the quotes do not matter', () => {
    const { years, svi } = drawn(createRng(4))
    const quotes = quotesOf(years, strikesOf(0.2 * Math.sqrt(years), 15), sviVol(svi, years))
    const clean = fitSvi(quotes)
    const add = (column: Float64Array, ...more: number[]) => Float64Array.from([...more, ...column.slice().reverse()])
    const messy = fitSvi({
      ...quotes,
      strikes: add(quotes.strikes, 90, -5, 100, Number.NaN),
      vols: add(quotes.vols, Number.NaN, 0.2, 0, 0.2),
    })
    expect(clean.ok && messy.ok && messy.value.svi).toEqual(clean.ok && clean.value.svi)
  })

  test('quotes with an arbitrage get a smile without one', () => {
    const vogt = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 }
    const strikes = Float64Array.from({ length: 41 }, (_, i) => 100 * Math.exp(-1.5 + 0.075 * i))
    const found = fitSvi(quotesOf(1, strikes, sviVol(vogt, 1)))
    expect(found.ok && found.value.arbitrage).toBe('none')
    expect(found.ok && sviButterfly(found.value.svi).min).toBeGreaterThanOrEqual(0)
    expect(found.ok && found.value.rmse).toBeLessThan(0.02)
  })

  test('wild quotes: an answer without arbitrage or a reason, never an exception', () => {
    const rng = createRng(9)
    let refused = 0
    for (let n = 0; n < campaign(2400, 24); n++) {
      const count = 5 + Math.floor(30 * rng.next())
      const strikes = Float64Array.from({ length: count }, () => Math.exp(8 * (rng.next() - 0.5)) * 100)
      const vols = strikes.map(() => Math.exp(6 * (rng.next() - 0.7)))
      const bidVols = vols.map((vol) => vol * 0.999)
      const askVols = vols.map((vol) => vol * 1.001)
      const found = fitSvi({ forward: 100, years: Math.exp(8 * (rng.next() - 0.8)), strikes, vols, bidVols, askVols })
      if (found.ok) expect(found.value.arbitrage).toBe('none')
      else {
        refused++
        expect(found.failure.code).toBe('degenerate')
        expect(Object.keys(found.failure.details['best'] as object)).toEqual(['a', 'b', 'rho', 'm', 'sigma'])
        expect(sviButterfly(found.failure.details['best'] as Svi).arbitrage).toBe(false)
      }
    }
    expect(refused).toBeGreaterThan(0)
  })

  test('says what is wrong', () => {
    const quotes = quotesOf(0.5, strikesOf(0.14, 4), () => 0.2)
    expect(fitSvi(quotes)).toMatchObject({ ok: false, failure: { code: 'too-few', details: { usable: 4 } } })
    expect(() => fitSvi({ ...quotes, forward: -1 })).toThrow('quotes.forward is -1, allowed is a finite number > 0')
    expect(() => fitSvi({ ...quotes, years: Number.NaN })).toThrow('quotes.years is NaN')
    expect(() => fitSvi({ ...quotes, vols: new Float64Array(3) })).toThrow('quotes.vols has 3 rows, quotes.strikes 4')
  })
})

describe('SABR', () => {
  test('finds smiles that are SABR, shifted too', () => {
    const rng = createRng(5)
    for (let n = 0; n < campaign(500, 40); n++) {
      const years = 0.1 + 2 * rng.next()
      const beta = 0.3 + 0.7 * rng.next()
      const shift = n % 2 === 0 ? 0 : 3
      const sabr = {
        alpha: 0.2 * (100 + shift) ** (1 - beta),
        beta,
        rho: 1.4 * (rng.next() - 0.6),
        nu: 0.2 + 0.6 * rng.next(),
        shift,
      }
      const quotes = quotesOf(years, strikesOf(0.15 * Math.sqrt(years), 25), (strike) =>
        sabrVol(sabr, 100, strike, years),
      )
      const found = fitSabr(quotes, { beta, shift })
      expect(found.ok, JSON.stringify({ sabr, years, found })).toBe(true)
      if (found.ok)
        expect(found.value.rmse, JSON.stringify({ sabr, years, found: found.value.sabr })).toBeLessThan(1e-5)
    }
  })

  test('says what is wrong', () => {
    const quotes = quotesOf(0.5, strikesOf(0.14, 2), () => 0.2)
    expect(fitSabr(quotes)).toMatchObject({ ok: false, failure: { code: 'too-few' } })
    expect(() => fitSabr(quotes, { beta: 2 })).toThrow('settings.beta is 2')
    expect(() => fitSabr({ ...quotes, forward: -5 }, { shift: 3 })).toThrow(
      'quotes.forward is -5, allowed is a finite number > -3',
    )
  })
})

test('SSVI finds surfaces that are SSVI', () => {
  const ssvi = { rho: -0.5, eta: 1.1, gamma: 0.4 }
  const quotes = [0.1, 0.3, 0.8, 1.5].map((years) => {
    const slice = ssviSlice(ssvi, 0.05 * years)
    return quotesOf(years, strikesOf(0.2 * Math.sqrt(years), 21), sviVol(slice, years))
  })
  const found = fitSsvi(quotes)
  expect(found.ok && found.value.ssvi.rho).toBeCloseTo(-0.5, 3)
  expect(found.ok && found.value.ssvi.gamma).toBeCloseTo(0.4, 2)
  expect(found.ok && found.value.slices.every(({ arbitrage, rmse }) => arbitrage === 'none' && rmse < 1e-4)).toBe(true)
  expect(fitSsvi([])).toMatchObject({ ok: false, failure: { code: 'too-few' } })
})

test('a strike has the delta it was asked for; skew in the words of the desk', () => {
  const { years, svi } = drawn(createRng(8))
  const found = fitSvi(quotesOf(years, strikesOf(0.2 * Math.sqrt(years)), sviVol(svi, years)))
  if (!found.ok) throw new Error('a fit')
  const skew = smileSkew(found.value, 0.1)
  expect(skew.call).toBe(found.value.vol(strikeOfDelta(found.value, 'call', 0.1)))
  expect(strikeOfDelta(found.value, 'put', 0.1)).toBeLessThan(strikeOfDelta(found.value, 'put', 0.4))
  expect(strikeOfDelta(found.value, 'call', 0.3)).toBeCloseTo(strikeOfDelta(found.value, 'put', 0.7), 8)
  expect(skew.riskReversal).toBeCloseTo(skew.call - skew.put, 12)
  expect(() => strikeOfDelta(found.value, 'call', 1)).toThrow('delta is 1')
})

describe.skipIf(realChain.length === 0)(realChainTitle, () => {
  // Out of the money, delta 0.05 or more, as `chainSmiles` takes them from a live chain.
  const kept = realChain.map((quotes) => ({
    ...quotes,
    vols: quotes.vols.map((vol, i) => (deltaOf(quotes, i) >= 0.05 ? vol : Number.NaN)),
  }))

  test('under one in a hundred perturbed fits is degenerate', () => {
    const rng = createRng('perturbed')
    let [fits, degenerate] = [0, 0]
    for (const quotes of kept)
      for (let n = 0; n < campaign(1000, 10); n++) {
        const { bidVols, askVols } = quotes
        // Anywhere between bid and offer, each strike for itself.
        const vols = quotes.vols.map((vol, i) => vol - vol + bidVols![i]! + rng.next() * (askVols![i]! - bidVols![i]!))
        fits++
        if (!fitSvi({ ...quotes, vols }).ok) degenerate++
      }
    expect(fits).toBeGreaterThanOrEqual(120)
    expect(degenerate).toBeLessThan(0.01 * fits)
  })

  test('with every quoted strike no fit has an arbitrage, and those that cannot meet nine tenths say so', () => {
    const answers = realChain.map((quotes) => fitSvi(quotes))
    for (const found of answers)
      if (!found.ok) expect(found.failure.details).toMatchObject({ arbitrage: 'none', inside: expect.any(Number) })
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(7)
  })
})

function deltaOf({ forward, years, strikes, vols }: SmileQuotes, i: number): number {
  const deviation = vols[i]! * Math.sqrt(years)
  const d1 = Math.log(forward / strikes[i]!) / deviation + 0.5 * deviation
  return normCdf(strikes[i]! < forward ? -d1 : d1)
}
