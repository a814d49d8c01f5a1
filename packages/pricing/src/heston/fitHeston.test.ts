import { createRng } from '@bourse/math'
import { describe, expect, test } from 'vitest'
import { blackImpliedStdDev } from '../vol/impliedStdDev.js'
import { fitHeston } from './fitHeston.js'
import { hestonForwardPrice } from './heston.js'
import { hestonPricesOf } from './hestonPrices.js'
import type { HestonTerms } from './hestonTerms.js'

const strikes = Float64Array.from({ length: 15 }, (_, i) => 65 + 5 * i)
const tenors = [0.08, 0.25, 0.5, 1, 2]

function quotesOf(terms: HestonTerms, vol: number, noise: () => number = () => 0) {
  return tenors.map((years) => {
    // wings that nobody would quote at short tenors are left out
    const near = strikes.filter((strike) => Math.abs(Math.log(strike / 100)) < 4 * vol * Math.sqrt(years))
    const vols = near.map((strike) => {
      const sign = strike < 100 ? -1 : 1
      const price = hestonForwardPrice(100, strike, years, vol * vol, terms, sign)
      return blackImpliedStdDev(price, 100, strike, sign) / Math.sqrt(years) + noise()
    })
    return {
      forward: 100,
      years,
      strikes: near,
      vols,
      bidVols: vols.map((v) => v - 0.005),
      askVols: vols.map((v) => v + 0.005),
    }
  })
}

describe('fitHeston', () => {
  test('finds what made the smiles, over random models', () => {
    const rng = createRng('heston')
    for (let i = 0; i < 12; i++) {
      const terms = {
        kappa: 0.8 + 3 * rng.next(),
        theta: 0.02 + 0.1 * rng.next(),
        xi: 0.2 + 0.8 * rng.next(),
        rho: -0.9 + 1.2 * rng.next(),
      }
      const vol = 0.15 + 0.3 * rng.next()
      const fit = fitHeston(quotesOf(terms, vol))
      expect(fit.ok, JSON.stringify({ terms, vol, fit })).toBe(true)
      if (!fit.ok) continue
      expect(fit.value.rmse, JSON.stringify({ terms, vol, fit })).toBeLessThan(1e-7)
      expect(fit.value.inside).toBe(1)
      for (const name of ['kappa', 'theta', 'xi', 'rho'] as const)
        expect(fit.value.terms[name]).toBeCloseTo(terms[name], 4)
    }
  })

  test('noise of half a point costs about half a point', () => {
    const rng = createRng(4)
    const fit = fitHeston(quotesOf({ kappa: 1.5, theta: 0.05, xi: 0.5, rho: -0.6 }, 0.2, () => 0.005 * rng.normal()))
    expect(fit.ok && fit.value.rmse).toBeLessThan(0.0065)
  })

  test('prices for a fit are those of the model', () => {
    const terms = { kappa: 2, theta: 0.06, xi: 0.9, rho: -0.8 }
    const out = new Float64Array(strikes.length)
    for (const years of [0.02, 0.5, 3]) {
      hestonPricesOf(100, strikes, years, 0.05, terms, out)
      strikes.forEach((strike, i) => {
        const exact = hestonForwardPrice(100, strike, years, 0.05, terms, strike < 100 ? -1 : 1)
        expect(Math.abs(out[i]! - exact)).toBeLessThan(1e-8)
      })
    }
  })

  test('too few quotes, and quotes that say nothing', () => {
    const two = { forward: 100, years: 1, strikes: Float64Array.of(90, 110), vols: Float64Array.of(0.2, 0.2) }
    expect(fitHeston([two])).toMatchObject({ ok: false, failure: { code: 'too-few' } })
    expect(fitHeston([])).toMatchObject({ ok: false, failure: { code: 'too-few' } })
    expect(() => fitHeston([{ ...two, forward: -1 }])).toThrow('quotes.forward')
  })
})
