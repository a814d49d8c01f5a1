import { relativeError, ulpsBetween } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { blackImpliedStdDev, impliedVol } from '../index.js'
import { black } from './black.js'
import { bsmFullGreeks, bsmGreeks, FULL_GREEK_NAMES } from './greeks.js'

const greeks = (...args: [number, number, number, number, number, number, 1 | -1]): Float64Array => {
  const out = new Float64Array(6)
  bsmGreeks(...args, out)
  return out
}

describe('places where other code loses digits', () => {
  test('the wings of delta, theta and rho do not come from parity', () => {
    // Deep out of the money: by parity these are differences of numbers 1e20 times as large.
    const put = greeks(100, 30, 0.25, 0.03, 0.01, 0.2, -1)
    const call = greeks(100, 30, 0.25, 0.03, 0.01, 0.2, 1)
    expect(put[1]).toBeLessThan(0)
    expect(put[1]).toBeGreaterThan(-1e-30)
    expect(call[1]! - put[1]!).toBeCloseTo(Math.exp(-0.01 * 0.25), 15)
    // -K T e^(-rT) N(-d2) and -S e^(-qT) N(-d1), mpmath 50 digits
    expect(relativeError(put[1]!, -3.2439725996719735e-34)).toBeLessThan(1e-12)
    expect(relativeError(put[5]!, -8.176395902151765e-33)).toBeLessThan(1e-12)
  })

  test('next to the money with a tiny volatility the logarithm of the quotient would be rounding', () => {
    const forward = 100
    const strike = 100.00000000000003 // two ulp above
    const stdDev = 1e-13
    // ln(F/K) = -2.842170943040361e-16, d1 = -0.0028421709430403606: mpmath
    expect(relativeError(black(forward, strike, stdDev, 1), 3.975228062438663e-12)).toBeLessThan(1e-13)
  })

  test('deep in the money the implied volatility subtracts the intrinsic value exactly', () => {
    for (const stdDev of [0.05, 0.1, 0.2]) {
      const otm = black(100, 80, stdDev, -1)
      const itm = black(100, 80, stdDev, 1) // has rounded the time value to a multiple of 3.6e-15
      const held = itm - 20
      expect(blackImpliedStdDev(itm, 100, 80, 1)).toBe(blackImpliedStdDev(held, 100, 80, -1))
      expect(Math.abs(held - otm)).toBeLessThan(2e-15)
    }
  })

  test('next to the maximum the answer rests on forward - premium', () => {
    // Inverses of these doubles by bisection in mpmath, 60 digits. 1 - premium/forward has rounded away five digits.
    expect(ulpsBetween(blackImpliedStdDev(4.9999999999315, 5, 3e80, 1), 27.00790373144385)).toBeLessThanOrEqual(4)
    expect(ulpsBetween(blackImpliedStdDev(6.99999999988828, 7, 3e80, 1), 26.961515715776528)).toBeLessThanOrEqual(4)
  })

  test('tails that other solvers answer wrongly without a word', () => {
    for (const stdDev of [0.01, 0.02, 0.05])
      for (const strike of [101, 110, 120, 140]) {
        const premium = black(100, strike, stdDev, 1)
        if (premium < 1e-290) continue
        expect(relativeError(blackImpliedStdDev(premium, 100, strike, 1), stdDev)).toBeLessThan(1e-14)
      }
  })

  test('zero time and zero volatility have limits and no NaN', () => {
    const out = new Float64Array(18)
    for (const [spot, strike] of [
      [100, 90],
      [100, 100],
      [90, 100],
    ] as const)
      for (const [years, vol] of [
        [0, 0.2],
        [1, 0],
        [0, 0],
        [1e-300, 1e-200],
      ] as const)
        for (const sign of [1, -1] as const) {
          bsmFullGreeks(spot, strike, years, 0, 0, vol, sign, out)
          expect(out.every((value) => Number.isFinite(value))).toBe(true)
          expect(out[0]).toBe(Math.max(sign * (spot - strike), 0))
          expect(out[1]).toBe(sign * (spot === strike ? 0.5 : sign * (spot - strike) > 0 ? 1 : 0))
        }
    expect(FULL_GREEK_NAMES).toHaveLength(18)
  })

  test('a volatility of zero is an answer', () => {
    const call = { right: 'call', strike: 120, exercise: 'european' } as const
    expect(impliedVol(call, { spot: 100, rate: 0, years: 1 }, 0)).toEqual({ ok: true, value: 0 })
  })
})
