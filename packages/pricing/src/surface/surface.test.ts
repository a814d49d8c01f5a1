import { createRng, integrate } from '@bourse/math'
import { campaign } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { realChain, realChainTitle } from '../fixtures/realChain.js'
import { black } from '../kernel/black.js'
import { blackScholes } from '../model/blackScholes.js'
import type { SmileQuotes, SviFit } from '../smile/smileFit.js'
import { type Svi, sviVariance } from '../smile/svi.js'
import { sviCalendar } from '../smile/sviCalendar.js'
import { buildSurface } from './buildSurface.js'
import { surfaceAnomalies } from './surfaceAnomalies.js'
import { surfaceGreeks } from './surfaceGreeks.js'
import { surfaceOf } from './surfaceOf.js'
import { volCone } from './volCone.js'
import { volPercentile, volRank } from './volRank.js'
import type { VolSurface } from './volSurface.js'
import { volTerms } from './volTerms.js'

const smileOf = (svi: Svi, years: number, forward: number): SviFit => ({
  model: 'svi',
  svi,
  forward,
  years,
  rmse: 0,
  inside: Number.NaN,
  arbitrage: 'none',
  vol: (strike) => Math.sqrt(sviVariance(svi, Math.log(strike / forward)) / years),
})
const skewed = surfaceOf([
  smileOf({ a: 0.004, b: 0.04, rho: -0.5, m: 0.02, sigma: 0.12 }, 0.25, 100.5),
  smileOf({ a: 0.012, b: 0.07, rho: -0.45, m: 0.03, sigma: 0.2 }, 0.75, 101.5),
  smileOf({ a: 0.03, b: 0.09, rho: -0.4, m: 0.04, sigma: 0.3 }, 1.5, 103),
])
const flat = surfaceOf(
  [0.25, 1, 2].map((years) => smileOf({ a: 0.04 * years, b: 0, rho: 0, m: 0, sigma: 0.1 }, years, 100)),
)

function callOf(surface: VolSurface, strike: number, years: number): number {
  return black(surface.forward(years), strike, surface.vol(strike, years) * Math.sqrt(years), 1)
}

describe('a surface', () => {
  test('has no arbitrage, and says where one is', () => {
    expect(skewed.arbitrage).toEqual([])
    expect(flat.arbitrage).toEqual([])
    const [near, far] = [skewed.slices[0]!, skewed.slices[1]!]
    const crossed = surfaceOf([near, { ...far, svi: { ...far.svi, a: -0.004 } }])
    expect(crossed.arbitrage.map(({ kind, years }) => [kind, years])).toContainEqual(['calendar', 0.75])
    const vogt = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 }
    const [found] = surfaceOf([smileOf(vogt, 1, 100)]).arbitrage
    expect(found).toMatchObject({ kind: 'butterfly', years: 1 })
    expect(found?.strike).toBeCloseTo(100 * Math.exp(0.87926), 2)
    expect(() => surfaceOf([])).toThrow('smiles.length is 0')
    expect(() => surfaceOf([near, near])).toThrow('an expiry of its own')
  })

  test('the density integrates to 1, to the forward, and to the price of every call', () => {
    for (const years of [0.1, 0.25, 0.4, 1.2, 1.5, 2.5]) {
      const forward = skewed.forward(years)
      const width = 20 * Math.sqrt(skewed.point(forward, years).variance)
      const over = (payoff: (spot: number) => number, from = -width): number => {
        // In the logarithm, piece by piece, so that no piece hides its peak.
        let sum = 0
        for (let i = 0; i < 48; i++) {
          const [low, high] = [from + ((width - from) * i) / 48, from + ((width - from) * (i + 1)) / 48]
          const at = (k: number): number => {
            const spot = forward * Math.exp(k)
            return payoff(spot) * skewed.density(spot, years) * spot
          }
          sum += integrate(at, low, high).value
        }
        return sum
      }
      expect(
        over(() => 1),
        `${years}`,
      ).toBeCloseTo(1, 7)
      expect(over((spot) => spot) / forward, `${years}`).toBeCloseTo(1, 7)
      for (const k of [-0.3, -0.05, 0, 0.1, 0.25]) {
        const strike = forward * Math.exp(k)
        const price = over((spot) => spot - strike, k)
        expect(price / callOf(skewed, strike, years), `${years} ${strike}`).toBeCloseTo(1, 5)
      }
    }
  })

  test("Dupire's volatility of a flat surface is flat", () => {
    for (const years of [0.01, 0.25, 0.3, 1.7, 5])
      for (const spot of [20, 80, 100, 300]) {
        expect(flat.localVol(spot, years)).toBeCloseTo(0.2, 12)
        expect(flat.vol(spot, years)).toBeCloseTo(0.2, 12)
      }
  })

  test("Dupire's formula agrees with differences of call prices", () => {
    for (const years of [0.1, 0.5, 1.1, 2])
      for (const moneyness of [0.8, 0.95, 1, 1.1, 1.3]) {
        const at = (t: number, ratio: number): number => {
          const forward = skewed.forward(t)
          return callOf(skewed, ratio * forward, t) / forward
        }
        const [h, d] = [1e-4, 1e-3]
        const perYear = (at(years + h, moneyness) - at(years - h, moneyness)) / (2 * h)
        const bend = (at(years, moneyness + d) - 2 * at(years, moneyness) + at(years, moneyness - d)) / (d * d)
        const local = Math.sqrt((2 * perYear) / (moneyness * moneyness * bend))
        expect(skewed.localVol(moneyness * skewed.forward(years), years) / local).toBeCloseTo(1, 3)
      }
  })

  test('prices by simulation of the local volatility are those of the smile, within their standard error', () => {
    const rng = createRng('paths')
    const [years, steps, paths] = [0.75, 120, campaign(40_000, 4000)]
    const dt = years / steps
    const strikes = [85, 95, 101.5, 110, 120]
    const sums = strikes.map(() => [0, 0])
    for (let path = 0; path < paths; path++) {
      const logs = [0, 0]
      for (let step = 0; step < steps; step++) {
        const at = (step + 0.5) * dt
        const z = rng.normal()
        for (const side of [0, 1]) {
          const local = skewed.localVol(skewed.forward(at) * Math.exp(logs[side]!), at)
          logs[side]! += -0.5 * local * local * dt + (side === 0 ? z : -z) * local * Math.sqrt(dt)
        }
      }
      for (const [i, strike] of strikes.entries()) {
        const [up, down] = logs.map((log) => Math.max(0, 101.5 * Math.exp(log) - strike))
        const value = 0.5 * (up! + down!)
        sums[i]![0]! += value
        sums[i]![1]! += value * value
      }
    }
    for (const [i, strike] of strikes.entries()) {
      const mean = sums[i]![0]! / paths
      const error = Math.sqrt((sums[i]![1]! / paths - mean * mean) / paths)
      const expected = callOf(skewed, strike, years)
      expect(Math.abs(mean - expected), JSON.stringify({ strike, mean, expected, error })).toBeLessThan(3.5 * error)
    }
  })

  test('total variance never falls with time, at the same ratio of strike to forward', () => {
    for (const k of [-1, -0.2, 0, 0.1, 0.7]) {
      let before = 0
      for (let years = 0.05; years < 3; years += 0.05) {
        const { variance, perYear } = skewed.point(skewed.forward(years) * Math.exp(k), years)
        expect(variance).toBeGreaterThan(before)
        expect(perYear).toBeGreaterThan(0)
        before = variance
      }
    }
    expect(skewed.vol(100, 0)).toBeNaN()
    expect(skewed.vol(-5, 1)).toBeNaN()
  })
})

describe('built from quotes', () => {
  const expiryOf = (smile: SviFit, noise: () => number): SmileQuotes => {
    const deviation = smile.vol(smile.forward) * Math.sqrt(smile.years)
    const strikes = Float64Array.from({ length: 25 }, (_, i) => smile.forward * Math.exp(((i - 14) / 6) * deviation))
    const vols = strikes.map((strike) => smile.vol(strike) + 0.004 * noise())
    return {
      forward: smile.forward,
      years: smile.years,
      strikes,
      vols,
      bidVols: vols.map((vol) => vol - 0.004),
      askVols: vols.map((vol) => vol + 0.004),
    }
  }

  test('free of arbitrage though the quotes are noisy, from the one before too', () => {
    const rng = createRng(2)
    for (let n = 0; n < campaign(500, 10); n++) {
      const quotes = skewed.slices.map((slice) => expiryOf(slice, () => rng.next() - 0.5))
      const built = buildSurface(quotes)
      if (!built.ok) throw new Error(built.failure.message)
      expect(built.value.arbitrage).toEqual([])
      expect(built.value.slices.every(({ inside, rmse }) => inside > 0.9 && rmse < 0.004)).toBe(true)
      const again = buildSurface(quotes.toReversed(), built.value)
      expect(again.ok && again.value.arbitrage).toEqual([])
      expect(again.ok && again.value.vol(90, 0.6)).toBeCloseTo(built.value.vol(90, 0.6), 2)
    }
  })

  test('wings that cross give way, levels that cross are refused', () => {
    const quotes = skewed.slices.map((slice) => expiryOf(slice, () => 0))
    const steep = smileOf({ a: 0.004, b: 0.08, rho: -0.5, m: 0, sigma: 0.05 }, 0.25, 100.5)
    const near = expiryOf(steep, () => 0)
    const narrow = { ...near, vols: near.vols.map((vol, i) => (i > 8 && i < 20 ? vol : Number.NaN)) }
    const bent = buildSurface([narrow, ...quotes.slice(1)])
    expect(bent.ok ? bent.value.arbitrage : bent.failure).toEqual([])
    const low = { ...quotes[1]!, vols: quotes[1]!.vols.map((vol) => 0.4 * vol) }
    const refused = buildSurface([
      quotes[0]!,
      { forward: low.forward, years: low.years, strikes: low.strikes, vols: low.vols },
    ])
    expect(refused).toMatchObject({
      ok: false,
      failure: { code: 'calendar-arbitrage', details: { best: { b: expect.any(Number) } } },
    })
    expect(buildSurface([{ ...quotes[0]!, vols: quotes[0]!.vols.map(() => Number.NaN) }])).toMatchObject({
      failure: { code: 'too-few' },
    })
    expect(() => buildSurface([])).toThrow('quotes.length is 0')
    expect(() => buildSurface([quotes[0]!, quotes[0]!])).toThrow('one entry per expiry')
  })

  test('the quote that does not belong is named first', () => {
    const quotes = skewed.slices.map((slice) => expiryOf(slice, () => 0))
    const move = (column: Float64Array | undefined, by: number): Float64Array =>
      column!.map((vol, i) => (i === 16 ? vol + by : vol))
    const odd = {
      ...quotes[1]!,
      bidVols: move(quotes[1]!.bidVols, 0.02),
      askVols: move(quotes[1]!.askVols, 0.02),
      vols: move(quotes[1]!.vols, 0.02),
    }
    const all = [quotes[0]!, odd, quotes[2]!]
    const built = buildSurface(all)
    const ranked = built.ok ? surfaceAnomalies(built.value, all) : []
    expect(ranked[0]).toMatchObject({ years: 0.75, strike: odd.strikes[16], side: 'rich' })
    expect(ranked[0]!.edge).toBeCloseTo(0.016, 2)
    expect(ranked[0]!.priceEdge).toBeGreaterThan(0)
    expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).sort((a, b) => b - a))
  })

  test.skipIf(realChain.length === 0)(`${realChainTitle}: twelve expiries, no crossing anywhere`, () => {
    const quotes = realChain.map((one) => {
      const near = one.vols.map((vol, i) => {
        const z = Math.abs(Math.log(one.strikes[i]! / one.forward)) / (vol * Math.sqrt(one.years))
        return z < 1.6 ? vol : Number.NaN
      })
      return { ...one, vols: near }
    })
    const built = buildSurface(quotes)
    if (!built.ok) throw new Error(built.failure.message)
    const { slices, arbitrage } = built.value
    expect(arbitrage).toEqual([])
    for (const [i, slice] of slices.entries())
      if (i > 0) expect(sviCalendar(slices[i - 1]!.svi, slice.svi).arbitrage).toBe(false)
    expect(slices.filter(({ inside }) => inside >= 0.85)).toHaveLength(12)
  })
})

describe('Greeks on a surface', () => {
  const market = { spot: 100, rate: 0.03, yield: 0.01, years: 0.6 }
  const option = { right: 'put', strike: 93, exercise: 'european' } as const

  test('sticky strike is Black-Scholes, sticky delta the derivative of the price along the smile', () => {
    const forward = 100 * Math.exp(0.02 * 0.6)
    const ratio = skewed.forward(0.6) / forward
    const volAt = (spot: number): number => skewed.vol((option.strike / spot) * 100 * ratio, 0.6)
    const priceAt = (spot: number): number => blackScholes.price(option, { ...market, spot, vol: volAt(spot) })
    const h = 0.02
    const moving = surfaceGreeks(skewed, option, market, 'delta')
    expect(moving.price).toBeCloseTo(priceAt(100), 12)
    expect(moving.delta).toBeCloseTo((priceAt(100 + h) - priceAt(100 - h)) / (2 * h), 6)
    expect(moving.gamma).toBeCloseTo((priceAt(100 + h) - 2 * priceAt(100) + priceAt(100 - h)) / (h * h), 6)
    const still = surfaceGreeks(skewed, option, market, 'strike')
    expect(still.delta).toBeCloseTo(blackScholes.greeks(option, { ...market, vol: volAt(100) }).delta, 12)
    expect(moving.delta).toBeGreaterThan(still.delta)
    expect(moving.vega).toBe(still.vega)
  })

  test('says what is wrong', () => {
    expect(() => surfaceGreeks(skewed, { ...option, exercise: 'american' }, market, 'strike')).toThrow(
      'option.exercise',
    )
    expect(() => surfaceGreeks(skewed, option, { ...market, spot: -1 }, 'strike')).toThrow('market.spot is -1')
  })
})

test('term structure', () => {
  const terms = volTerms(skewed)
  expect(terms.map(({ years }) => years)).toEqual([0.25, 0.75, 1.5])
  for (const [i, { atm, forwardVol, years }] of terms.entries()) {
    const before = terms[i - 1]
    const variance = before === undefined ? 0 : before.atm ** 2 * before.years
    expect(forwardVol ** 2 * (years - (before?.years ?? 0)) + variance).toBeCloseTo(atm ** 2 * years, 12)
  }
  expect(terms.every(({ riskReversal, slope }) => riskReversal < 0 && slope < 0)).toBe(true)
})

test('cone, rank and percentile', () => {
  const vols = Float64Array.from({ length: 101 }, (_, i) => (i === 0 ? Number.NaN : 0.1 + 0.001 * i))
  const [point] = volCone([{ years: 0.25, vols }], skewed)
  expect(point).toMatchObject({ years: 0.25, min: 0.101, max: 0.2, now: 0.2 })
  expect(point!.median).toBeCloseTo(0.1505, 12)
  expect(point!.implied).toBeCloseTo(skewed.slices[0]!.vol(100.5), 12)
  expect(point!.impliedPercentile).toBe(volPercentile(vols, point!.implied))
  expect(volCone([{ years: 1, vols: [] }])[0]).toMatchObject({
    min: Number.NaN,
    implied: Number.NaN,
    impliedPercentile: Number.NaN,
  })
  expect(volRank(vols, 0.1505)).toBeCloseTo(0.5, 12)
  expect(volRank([0.2], 0.2)).toBeNaN()
  expect(volRank([0.1, 0.2], 0.3)).toBeCloseTo(2, 12)
  expect(volPercentile([], 0.2)).toBeNaN()
  expect(() => volCone([{ years: 0, vols }])).toThrow('realised[0].years is 0')
})
