import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bsm } from '../kernel/bsm.js'
import { heston } from './heston.js'
import { hestonMeanVariance } from './hestonCharacteristic.js'

const even = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1_000_000 }).map((i) => min + ((max - min) * i) / 1e6)
const terms = fc.record({ kappa: even(0.05, 8), theta: even(0.005, 0.5), xi: even(0.01, 2), rho: even(-0.98, 0.98) })
const markets = fc.record({
  spot: fc.constant(100),
  vol: even(0.05, 0.9),
  rate: even(-0.02, 0.1),
  yield: even(0, 0.06),
  years: even(0.01, 5),
})

test('parity, bounds, and falling in strike', () => {
  fc.assert(
    fc.property(terms, markets, even(40, 250), (t, m, strike) => {
      const model = heston(t)
      const at = (right: 'call' | 'put', k: number): number =>
        model.price({ right, strike: k, exercise: 'european' }, m)
      const forward = m.spot * Math.exp(-m.yield * m.years) - strike * Math.exp(-m.rate * m.years)
      expect(at('call', strike) - at('put', strike)).toBeCloseTo(forward, 10)
      expect(at('call', strike * 1.01)).toBeLessThanOrEqual(at('call', strike) + 1e-12)
      expect(at('put', strike)).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 150, seed: 3 },
  )
})

test('without volatility of variance it is Black-Scholes at the mean variance', () => {
  fc.assert(
    fc.property(terms, markets, even(60, 160), (t, m, strike) => {
      const quiet = { ...t, xi: 1e-9 }
      const vol = Math.sqrt(hestonMeanVariance(m.years, m.vol * m.vol, quiet))
      const price = heston(quiet).price({ right: 'call', strike, exercise: 'european' }, m)
      expect(Math.abs(price - bsm(100, strike, m.years, m.rate, m.yield, vol, 1))).toBeLessThan(1e-7)
    }),
    { numRuns: 100, seed: 4 },
  )
})

test('a negative correlation makes low strikes dear, and Greeks have their signs', () => {
  const model = heston({ kappa: 1.5, theta: 0.04, xi: 0.6, rho: -0.7 })
  const market = { spot: 100, vol: 0.2, rate: 0, years: 0.5 }
  const at = (strike: number, right: 'call' | 'put'): number =>
    model.price({ right, strike, exercise: 'european' }, market)
  expect(at(80, 'put')).toBeGreaterThan(at(125, 'call'))
  const greeks = model.greeks({ right: 'call', strike: 100, exercise: 'european' }, market)
  expect(greeks.delta).toBeGreaterThan(0.5)
  expect(greeks.gamma).toBeGreaterThan(0)
  expect(greeks.vega).toBeGreaterThan(0)
  expect(greeks.theta).toBeLessThan(0)
})

test('terms outside their domain are refused', () => {
  for (const bad of [{ kappa: 0 }, { theta: -1 }, { xi: Number.NaN }, { rho: 1 }])
    expect(() => heston({ kappa: 1, theta: 0.04, xi: 0.5, rho: 0, ...bad })).toThrow(/terms\./)
})
