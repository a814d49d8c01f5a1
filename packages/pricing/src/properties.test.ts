import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bachelier,
  black,
  blackImpliedStdDev,
  bsm,
  fullGreeks,
  impliedVol,
  optionGreeks,
  priceOption,
} from './index.js'

// What a desk knows without a reference.

const inRange = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true, noDefaultInfinity: true })
const cases = fc.record({
  spot: inRange(20, 500),
  moneyness: inRange(-0.8, 0.8),
  years: inRange(0.01, 5),
  rate: inRange(-0.02, 0.12),
  yield: inRange(-0.02, 0.1),
  vol: inRange(0.03, 1.2),
  right: fc.constantFrom('call', 'put'),
})
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never
const always = (holds: (one: Case, strike: number, sign: 1 | -1) => void): void => {
  fc.assert(
    fc.property(cases, (one) => {
      holds(one, one.spot * Math.exp(one.moneyness), one.right === 'call' ? 1 : -1)
    }),
    { seed: 20_260_401, numRuns: 400 },
  )
}
const bsmOf = (c: Case, spot: number, strike: number, sign: 1 | -1, vol = c.vol): number =>
  bsm(spot, strike, c.years, c.rate, c.yield, vol, sign)

describe('a European option', () => {
  test('call less put is the forward contract', () =>
    always((c, strike) => {
      const parity = c.spot * Math.exp(-c.yield * c.years) - strike * Math.exp(-c.rate * c.years)
      const difference = bsmOf(c, c.spot, strike, 1) - bsmOf(c, c.spot, strike, -1)
      expect(Math.abs(difference - parity)).toBeLessThan(1e-14 * (c.spot + strike))
    }))

  test('lies between its intrinsic value and its maximum', () =>
    always((c, strike, sign) => {
      const asset = c.spot * Math.exp(-c.yield * c.years)
      const cash = strike * Math.exp(-c.rate * c.years)
      const price = bsmOf(c, c.spot, strike, sign)
      expect(price).toBeGreaterThanOrEqual(Math.max(sign * (asset - cash), 0) * (1 - 1e-15))
      expect(price).toBeLessThanOrEqual((sign > 0 ? asset : cash) * (1 + 1e-15))
    }))

  test('is monotone and convex in strike and in spot, and rises with volatility', () =>
    always((c, strike, sign) => {
      const slack = 1e-13 * (c.spot + strike)
      for (const [at, step, w] of [
        [(k: number) => bsmOf(c, c.spot, k, sign), strike, -sign],
        [(s: number) => bsmOf(c, s, strike, sign), c.spot, sign],
      ] as const) {
        const [low, middle, high] = [at(step * 0.99), at(step), at(step * 1.01)]
        expect(w * (high - low)).toBeGreaterThanOrEqual(-slack)
        expect(low + high - 2 * middle).toBeGreaterThanOrEqual(-slack)
      }
      expect(bsmOf(c, c.spot, strike, sign, c.vol * 1.01) - bsmOf(c, c.spot, strike, sign)).toBeGreaterThanOrEqual(
        -slack,
      )
    }))

  test('scales with spot and strike: twice both is twice the price, to the bit', () =>
    always((c, strike, sign) => {
      expect(bsmOf(c, 2 * c.spot, 2 * strike, sign)).toBe(2 * bsmOf(c, c.spot, strike, sign))
    }))

  test('gives back its volatility', () =>
    always((c, strike, sign) => {
      const stdDev = c.vol * Math.sqrt(c.years)
      const premium = black(c.spot, strike, stdDev, sign)
      const timeValue = premium - Math.max(sign * (c.spot - strike), 0)
      if (!(timeValue > 1e-8 * premium)) return
      const found = blackImpliedStdDev(premium, c.spot, strike, sign)
      // The premium is a double: what it has rounded away, in units of vega, cannot come back.
      const vega = black(c.spot, strike, stdDev * (1 + 1e-6), sign) - black(c.spot, strike, stdDev * (1 - 1e-6), sign)
      const lost = (Number.EPSILON * premium * 2e-6) / vega
      expect(Math.abs(found / stdDev - 1)).toBeLessThan(8 * lost + 32 * Number.EPSILON)
    }))

  test('has the Greeks that its price has', () =>
    always((c, strike) => {
      const option = { right: c.right, strike, exercise: 'european' } as const
      const { spot, years, rate, vol } = c
      const market = { spot, years, rate, vol, yield: c.yield }
      const full = fullGreeks(option, market)
      const slope = (change: (h: number) => typeof market, h: number): number =>
        (priceOption(option, change(h)) - priceOption(option, change(-h))) / (2 * h)
      const close = (a: number, b: number): void =>
        expect(Math.abs(a - b)).toBeLessThan(1e-5 * (Math.abs(b) + spot * 1e-2 + 1e-3))
      close(
        full.delta,
        slope((h) => ({ ...market, spot: spot + h }), spot * 1e-5),
      )
      close(
        full.vega,
        slope((h) => ({ ...market, vol: vol + h }), 1e-5),
      )
      close(
        full.rho,
        slope((h) => ({ ...market, rate: rate + h }), 1e-5),
      )
      close(full.theta, -slope((h) => ({ ...market, years: years + h }), years * 1e-5))
      expect(optionGreeks(option, market)).toEqual({
        ...{ price: full.price, delta: full.delta, gamma: full.gamma },
        ...{ vega: full.vega, theta: full.theta, rho: full.rho },
      })
    }))
})

test('Bachelier: parity, and the same price when forward and strike move together', () =>
  always((c, strike) => {
    const stdDev = c.vol * c.spot
    const difference = bachelier(c.spot, strike, stdDev, 1) - bachelier(c.spot, strike, stdDev, -1)
    expect(Math.abs(difference - (c.spot - strike))).toBeLessThan(1e-13 * (c.spot + strike))
    const moved = bachelier(c.spot - 512, strike - 512, stdDev, 1)
    expect(Math.abs(moved - bachelier(c.spot, strike, stdDev, 1))).toBeLessThan(1e-12 * (512 + c.spot))
  }))

test('implied volatility of an American price is refused, not approximated', () => {
  const american = { right: 'put', strike: 100, exercise: 'american' } as const
  const found = impliedVol(american, { spot: 100, rate: 0.05, years: 1 }, 8)
  expect(found.ok ? '' : found.failure.code).toBe('invalidInput')
})
