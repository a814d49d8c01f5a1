// What a desk knows about exotics: parities, limits, bounds, and Greeks that differences confirm.
import { isBourseError } from '@bourse/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceGreeks } from '../differenceGreeks.js'
import { bsm } from '../kernel/bsm.js'
import { monteCarloPrice } from '../simulation/monteCarlo.js'
import type { OptionMarket } from '../terms.js'
import { priceAsian } from './asian.js'
import { type BarrierTerms, barrierGreeks, priceBarrier } from './barrier.js'
import { priceChooser } from './chooser.js'
import { priceExchange } from './exchange.js'
import { priceLookback } from './lookback.js'
import { kirkSpread, priceSpread } from './spread.js'

const even = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1_000_000 }).map((i) => min + ((max - min) * i) / 1e6)
const markets = fc.record({
  spot: even(20, 200),
  vol: even(0.05, 0.9),
  rate: even(-0.05, 0.12),
  yield: even(-0.03, 0.1),
  years: even(0.02, 4),
})
const rights = fc.constantFrom('call' as const, 'put' as const)
const signOf = (right: 'call' | 'put'): 1 | -1 => (right === 'call' ? 1 : -1)
const vanilla = (m: OptionMarket, strike: number, right: 'call' | 'put'): number =>
  bsm(m.spot, strike, m.years, m.rate, m.yield ?? 0, m.vol, signOf(right))
const runs = { numRuns: 500, seed: 5 }

describe('barriers', () => {
  const sides = fc.constantFrom('up' as const, 'down' as const)
  const away = even(0.001, 0.8)
  const barrierOf = (side: 'up' | 'down', spot: number, distance: number): number =>
    side === 'up' ? spot * (1 + distance) : spot * (1 - distance)

  test('in and out together are the plain option', () => {
    fc.assert(
      fc.property(markets, rights, sides, away, even(0.3, 2), (m, right, side, distance, k) => {
        const option = { right, strike: m.spot * k, barrier: barrierOf(side, m.spot, distance) }
        const both =
          priceBarrier({ ...option, knock: `${side}-in` }, m) + priceBarrier({ ...option, knock: `${side}-out` }, m)
        expect(Math.abs(both - vanilla(m, option.strike, right))).toBeLessThan(2e-13 * (m.spot + option.strike))
      }),
      runs,
    )
  })

  test('a rebate is paid once: at the touch, or at the end without one', () => {
    fc.assert(
      fc.property(markets, sides, away, (m, side, distance) => {
        // at rate 0 the moment does not matter, so that both rebates together are one unit of cash
        const flat = { ...m, rate: 0 }
        const barrier = barrierOf(side, m.spot, distance)
        const paid = (['in', 'out'] as const).map((end) => {
          const option = { right: 'call', strike: m.spot, barrier, knock: `${side}-${end}` } as const
          return priceBarrier({ ...option, rebate: 1 }, flat) - priceBarrier(option, flat)
        })
        expect(paid[0]! + paid[1]!).toBeCloseTo(1, 11)
      }),
      runs,
    )
  })

  test('a rebate at the touch is continuous where the closed form leaves the real line', () => {
    // rate 0.01, -0.0312...: mu² + 2 r / vol² changes its sign between
    const at = (rate: number): number => {
      const option: BarrierTerms = { right: 'call', strike: 100, knock: 'down-out', barrier: 90, rebate: 10 }
      return priceBarrier(option, { spot: 100, vol: 0.25, rate, yield: rate, years: 2 })
    }
    const edge = -0.0078125 // mu = -1/2: 1/4 + 2 r / 0.0625 = 0
    const step = 1e-5
    for (const center of [edge, edge + 3.2e-8, edge - 1e-3]) {
      const bend = at(center + step) - 2 * at(center) + at(center - step)
      expect(Math.abs(bend)).toBeLessThan(1e-8)
    }
  })

  test('Greeks are those of differences', () => {
    fc.assert(
      fc.property(
        markets,
        rights,
        sides,
        even(0.05, 0.5),
        even(0.6, 1.5),
        even(0, 5),
        (m, right, side, distance, k, rebate) => {
          fc.pre(Math.abs(distance) > 0.1 * m.vol * Math.sqrt(m.years))
          for (const end of ['in', 'out'] as const) {
            const option = {
              right,
              strike: m.spot * k,
              barrier: barrierOf(side, m.spot, distance),
              knock: `${side}-${end}`,
              rebate,
            } as const
            const exact = barrierGreeks(option, m)
            const near = differenceGreeks((at) => priceBarrier(option, at), m)
            const said = JSON.stringify({ option, m, exact, near })
            expect(exact.price, said).toBeCloseTo(priceBarrier(option, m), 10)
            for (const name of ['delta', 'vega', 'theta', 'rho'] as const)
              expect(Math.abs(exact[name] - near[name]), `${name} ${said}`).toBeLessThan(
                2e-5 * (1 + Math.abs(near[name]) + m.spot),
              )
            expect(Math.abs(exact.gamma - near.gamma), `gamma ${said}`).toBeLessThan(2e-4 * (1 + Math.abs(near.gamma)))
          }
        },
      ),
      { ...runs, numRuns: 200 },
    )
  })

  test('Greeks stay finite and settle at the barrier', () => {
    const option = { right: 'call', strike: 100, knock: 'up-out', barrier: 120, rebate: 2 } as const
    const at = (spot: number) => barrierGreeks(option, { spot, vol: 0.2, rate: 0.05, years: 0.25 })
    const [near, nearer] = [at(120 * (1 - 1e-7)), at(120 * (1 - 1e-12))]
    expect(nearer.price).toBeCloseTo(2, 9)
    for (const name of ['delta', 'gamma'] as const) {
      expect(Number.isFinite(nearer[name])).toBe(true)
      expect(Math.abs(nearer[name] / near[name] - 1)).toBeLessThan(1e-4)
    }
    expect(Math.abs(nearer.vega)).toBeLessThan(1e-6)
    expect(at(120).delta).toBe(0)
  })

  test('without volatility the forward decides', () => {
    const market = { spot: 100, vol: 0, rate: 0.1, years: 1 }
    const option = { right: 'call', strike: 100, barrier: 105, knock: 'up-out', rebate: 3 } as const
    expect(priceBarrier(option, market)).toBeCloseTo(3 * Math.exp(-Math.log(1.05)), 12)
    expect(priceBarrier({ ...option, barrier: 120 }, market)).toBeCloseTo(100 - 100 * Math.exp(-0.1), 12)
  })
})

describe('averages', () => {
  test('one fixing at the end is a plain option, and no average of a kind beats another out of order', () => {
    fc.assert(
      fc.property(markets, rights, even(0.7, 1.4), (m, right, k) => {
        const option = { right, strike: m.spot * k } as const
        const single = vanilla(m, option.strike, right)
        for (const average of ['geometric', 'arithmetic'] as const)
          expect(priceAsian({ ...option, average, fixings: [m.years] }, m)).toBeCloseTo(single, 9)
        const fixings = [0.25, 0.5, 0.75, 1].map((share) => share * m.years)
        const [low, high] = (['geometric', 'arithmetic'] as const).map((average) =>
          priceAsian({ ...option, average, fixings }, m),
        )
        // the arithmetic mean is never below the geometric one
        expect(signOf(right) * (high! - low!)).toBeGreaterThan(-1e-3 * m.spot)
      }),
      runs,
    )
  })

  test('a fixing that has happened is a fixing at time 0', () => {
    const market = { spot: 100, vol: 0.3, rate: 0.04, years: 1 }
    const option = { right: 'put', strike: 98 } as const
    const past = { count: 1, average: 100 }
    const now = priceAsian({ ...option, average: 'geometric', fixings: [0, 0.5, 1] }, market)
    expect(priceAsian({ ...option, average: 'geometric', fixings: [0.5, 1], past }, market)).toBeCloseTo(now, 12)
    const payoff = (path: Float64Array): number => Math.max(98 - (100 + path[0]! + path[1]!) / 3, 0)
    const walked = monteCarloPrice(payoff, market, { times: [0.5, 1], seed: 1 }).price.value
    const matched = priceAsian({ ...option, average: 'arithmetic', fixings: [0.5, 1], past }, market)
    expect(Math.abs(matched / walked - 1)).toBeLessThan(0.01)
    // a strike that the past alone has reached is a certain call
    const sure = {
      right: 'call',
      strike: 50,
      average: 'arithmetic',
      fixings: [1],
      past: { count: 3, average: 100 },
    } as const
    expect(priceAsian(sure, market)).toBeCloseTo((300 * Math.exp(-0.04) + 100) / 4 - 50 * Math.exp(-0.04), 10)
  })

  test('many fixings are as good as all', () => {
    const market = { spot: 100, vol: 0.3, rate: 0.04, yield: 0.01, years: 1 }
    const fixings = Array.from({ length: 4000 }, (_, i) => (i + 0.5) / 4000)
    for (const average of ['geometric', 'arithmetic'] as const) {
      const option = { right: 'call', strike: 103, average } as const
      const gap = priceAsian({ ...option, fixings }, market) - priceAsian({ ...option, fixings: 'continuous' }, market)
      expect(Math.abs(gap)).toBeLessThan(2e-6)
    }
  })
})

describe('lookbacks and choosers', () => {
  test('a lookback is worth at least the plain option, and moves smoothly through a carry of zero', () => {
    fc.assert(
      fc.property(markets, rights, even(0.7, 1.4), (m, right, k) => {
        const strike = m.spot * k
        expect(priceLookback({ right, strike, extremum: m.spot }, m)).toBeGreaterThanOrEqual(
          vanilla(m, strike, right) - 1e-12 * m.spot,
        )
        const at = (carry: number): number =>
          priceLookback({ right, extremum: m.spot }, { ...m, yield: m.rate - carry })
        const width = 0.25 * m.vol * m.vol // where the formula changes: 2 carry / vol² = 0.5
        for (const center of [0, width, -width]) {
          const step = 1e-6 * m.vol * m.vol
          const bend = at(center + step) - 2 * at(center) + at(center - step)
          expect(Math.abs(bend)).toBeLessThan(1e-10 * m.spot)
        }
      }),
      runs,
    )
  })

  test('choosing now is the better of both, choosing at the end is both', () => {
    fc.assert(
      fc.property(markets, even(0.7, 1.4), (m, k) => {
        const strike = m.spot * k
        const [call, put] = [vanilla(m, strike, 'call'), vanilla(m, strike, 'put')]
        expect(priceChooser({ strike, chooseYears: 0 }, m)).toBeCloseTo(Math.max(call, put), 9)
        expect(priceChooser({ strike, chooseYears: m.years }, m)).toBeCloseTo(call + put, 9)
      }),
      runs,
    )
  })
})

describe('two underlyings', () => {
  test('exchanging forth less back is the difference', () => {
    fc.assert(
      fc.property(markets, markets, even(-1, 1), (a, b, correlation) => {
        const gap = priceExchange(a, b, correlation, a.years) - priceExchange(b, a, correlation, a.years)
        const difference = a.spot * Math.exp(-a.yield * a.years) - b.spot * Math.exp(-b.yield * a.years)
        expect(gap).toBeCloseTo(difference, 9)
      }),
      runs,
    )
  })

  test('a spread without strike is an exchange; with one, Kirk is near and parity holds; any correlation', () => {
    fc.assert(
      fc.property(
        markets,
        markets,
        fc.constantFrom(-1, -0.6, 0, 0.7, 0.999, 1),
        even(-20, 20),
        (a, b, correlation, strike) => {
          const { rate, years } = a
          const market = { long: a.spot, short: b.spot, longVol: a.vol, shortVol: b.vol, correlation, rate, years }
          const side = (m: OptionMarket) => ({ spot: m.spot, vol: m.vol, yield: rate })
          const none = priceSpread({ right: 'call', strike: 0 }, market)
          expect(Math.abs(none - priceExchange(side(a), side(b), correlation, years))).toBeLessThan(1e-10 * a.spot)
          const [call, put] = (['call', 'put'] as const).map((right) => priceSpread({ right, strike }, market))
          expect(call! - put!).toBeCloseTo(Math.exp(-rate * years) * (a.spot - b.spot - strike), 8)
          if (strike > -0.1 * b.spot && strike < 0.1 * b.spot)
            expect(Math.abs(kirkSpread({ right: 'call', strike }, market) - call!)).toBeLessThan(
              0.02 * (a.spot + b.spot),
            )
        },
      ),
      { ...runs, numRuns: 200 },
    )
  })
})

test('bad input is refused by name', () => {
  const good = { spot: 100, vol: 0.2, rate: 0.03, years: 1 }
  const knocked = { right: 'call', strike: 100, knock: 'up-out', barrier: 120 } as const
  const bad: readonly (() => unknown)[] = [
    () => priceBarrier({ ...knocked, barrier: -1 }, good),
    () => priceBarrier({ ...knocked, rebate: Number.NaN }, good),
    () => priceBarrier({ ...knocked, knock: 'sideways' as 'up-in' }, good),
    () => barrierGreeks(knocked, { ...good, vol: -0.1 }),
    () => barrierGreeks(knocked, { ...good, dividends: [{ years: 0.5, cash: 1 }] }),
    () => priceAsian({ right: 'call', strike: 100, average: 'arithmetic', fixings: [] }, good),
    () => priceAsian({ right: 'call', strike: 100, average: 'arithmetic', fixings: [0.5, 0.4] }, good),
    () => priceAsian({ right: 'call', strike: 100, average: 'geometric', fixings: [1.5] }, good),
    () => priceLookback({ right: 'call', extremum: 0 }, good),
    () => priceChooser({ strike: 100, chooseYears: 2 }, good),
    () => priceExchange({ spot: 100, vol: 0.2 }, { spot: Number.NaN, vol: 0.2 }, 0, 1),
    () => priceExchange({ spot: 100, vol: 0.2 }, { spot: 90, vol: 0.2 }, 1.1, 1),
    () =>
      priceSpread(
        { right: 'call', strike: Number.POSITIVE_INFINITY },
        { long: 1, short: 1, longVol: 0.1, shortVol: 0.1, correlation: 0, rate: 0, years: 1 },
      ),
  ]
  for (const call of bad) {
    let error: unknown
    try {
      call()
    } catch (thrown) {
      error = thrown
    }
    expect(isBourseError(error), String(call)).toBe(true)
    expect((error as Error).message).toMatch(/allowed is/)
  }
})
