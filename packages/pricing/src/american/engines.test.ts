import { createRng } from '@bourse/math'
import { campaign } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import {
  andersenLake,
  andersenLakeFast,
  baroneAdesiWhaley,
  binomialTree,
  bjerksundStensland1993,
  bjerksundStensland2002,
  blackScholes,
  exerciseBoundary,
  finiteDifferences,
  impliedVol,
  leisenReimerTree,
  longstaffSchwartz,
  type OptionMarket,
  type OptionTerms,
  optionGreeks,
  type PricingModel,
  priceOption,
} from '../index.js'

// Engines against each other over a grid that no reference rows lie on; a failure prints every input.

type Case = { readonly option: OptionTerms; readonly market: OptionMarket }

function grid(): readonly Case[] {
  const cases: Case[] = []
  for (const right of ['call', 'put'] as const)
    for (const spot of [80, 95, 100, 120])
      for (const vol of [0.1, 0.3, 0.7])
        for (const years of [0.05, 0.5, 2])
          for (const [rate, carryYield] of [
            [0.05, 0],
            [0.05, 0.05],
            [0.02, 0.06],
            [0.04, -0.02],
            [0, -0.03],
            [-0.01, -0.03],
            [-0.02, 0.01],
            [-0.03, -0.01],
          ] as const)
            cases.push({
              option: { right, strike: 100, exercise: 'american' },
              market: { spot, vol, rate, yield: carryYield, years },
            })
  return cases
}

function agree(model: PricingModel, tolerance: number, cases: readonly Case[], against = andersenLake): void {
  for (const { option, market } of cases) {
    const value = priceOption(option, market, model)
    const expected = priceOption(option, market, against)
    const error = Math.abs(value - expected) / market.spot
    if (!(error <= tolerance))
      expect.fail(
        `${model.model} ${value}, ${against.model} ${expected}: ${error} > ${tolerance} of spot; ${JSON.stringify({ option, market })}`,
      )
  }
}

const every = (n: number): readonly Case[] => grid().filter((_, i) => i % n === 0)

describe('engines against each other', () => {
  test('fast within 1e-6 of accurate', () => agree(andersenLakeFast, 1e-6, every(3)))
  test('finite differences within 3e-5, two boundaries and negative rates included', () =>
    agree(finiteDifferences({ points: 301, steps: 60 }), 5e-5, every(5)))
  test('a finer grid within 3e-6', () => agree(finiteDifferences({ points: 1001, steps: 250 }), 4e-6, every(97)))
  test('Leisen and Reimer, 301 steps, within 3e-4', () => agree(leisenReimerTree(301), 3e-4, every(5)))
  test('Cox, Ross and Rubinstein, 301 steps, within 1e-3', () => agree(binomialTree(301), 1e-3, every(5)))
  test('approximations within what their pages say, where rates and yields are not negative', () => {
    const positive = grid().filter(({ market }) => market.rate >= 0 && (market.yield ?? 0) >= 0)
    agree(baroneAdesiWhaley, 0.013, positive)
    agree(bjerksundStensland1993, 0.02, positive)
    agree(bjerksundStensland2002, 0.02, positive)
  })
  test('two boundaries, at random, against a fine grid', () => {
    const rng = createRng('two boundaries')
    const cases = Array.from({ length: Math.max(4, campaign(400)) }, (): Case => {
      const rate = -0.002 - 0.05 * rng.next()
      const carryYield = rate - 0.08 * rng.next()
      const vol = Math.exp(Math.log(0.05) + rng.next() * Math.log(10))
      const years = Math.exp(Math.log(0.05) + rng.next() * Math.log(60))
      const spot = 100 * Math.exp((2 * rng.next() - 1.2) * Math.min(0.6, 2 * vol * Math.sqrt(years)))
      const isPut = rng.next() < 0.5
      const [r, q] = isPut ? [rate, carryYield] : [carryYield, rate]
      return {
        option: { right: isPut ? 'put' : 'call', strike: 100, exercise: 'american' },
        market: { spot, vol, rate: r, yield: q, years },
      }
    })
    agree(finiteDifferences({ points: 801, steps: 200 }), 5e-6, cases)
  })
  test('European options are the closed form, or near it', () => {
    const european = every(7).map(({ option, market }) => ({
      market,
      option: { ...option, exercise: 'european' as const },
    }))
    agree(andersenLake, 0, european, blackScholes)
    agree(finiteDifferences({ points: 301, steps: 60 }), 5e-5, european, blackScholes)
    agree(leisenReimerTree(301), 1e-5, european, blackScholes)
  })
  test('Longstaff and Schwartz: one underlying, and the best of two (Broadie and Glasserman, Table 3: 13.902)', () => {
    const put = { payoff: (p: Float64Array) => Math.max(0, 40 - p[0]!), spots: [36], vols: [0.2], rate: 0.06, years: 1 }
    const found = longstaffSchwartz(put, { dates: 25, paths: 1024, seed: 1 })
    expect(Math.abs(found.price - 4.47)).toBeLessThan(4 * found.error + 0.01)
    expect(longstaffSchwartz(put, { dates: 25, paths: 1024, seed: 1 })).toEqual(found)
    const best = (p: Float64Array): number => Math.max(0, Math.max(...p) - 100)
    const two = { payoff: best, spots: [100, 100], vols: [0.2, 0.2], yields: [0.1, 0.1], rate: 0.05, years: 3 }
    const { price, error } = longstaffSchwartz(two, { dates: 9, paths: 1024, seed: 7 })
    expect(Math.abs(price - 13.902)).toBeLessThan(4 * error + 0.1)
    expect(error).toBeLessThan(0.15)
  })
})

describe('desk knowledge', () => {
  const rng = createRng('american properties')
  const draw = (low: number, high: number): number => low + (high - low) * rng.next()
  const cases = Array.from(
    { length: Math.max(60, campaign(6000)) },
    (): Case => ({
      option: { right: rng.next() < 0.5 ? 'call' : 'put', strike: 100, exercise: 'american' },
      market: {
        spot: draw(60, 160),
        vol: Math.exp(draw(Math.log(0.02), Math.log(1.5))),
        rate: draw(-0.02, 0.12),
        yield: draw(-0.01, 0.1),
        years: Math.exp(draw(Math.log(0.003), Math.log(6))),
      },
    }),
  )
  const each = (check: (option: OptionTerms, market: OptionMarket) => boolean): void => {
    for (const { option, market } of cases) if (!check(option, market)) expect.fail(JSON.stringify({ option, market }))
  }
  const price = (option: OptionTerms, market: OptionMarket): number => priceOption(option, market, andersenLakeFast)
  const slack = 1e-6

  test('never below the European price or what exercise pays', () =>
    each((option, market) => {
      const intrinsic = option.right === 'call' ? market.spot - 100 : 100 - market.spot
      const european = priceOption({ ...option, exercise: 'european' }, market, blackScholes)
      return [andersenLake, andersenLakeFast, baroneAdesiWhaley, bjerksundStensland2002].every(
        (model) => priceOption(option, market, model) >= Math.max(intrinsic, european),
      )
    }))
  test('more volatility and more time are never worth less', () =>
    each((option, market) => {
      const here = price(option, market)
      const wilder = price(option, { ...market, vol: market.vol * 1.1 })
      const longer = price(option, { ...market, years: market.years * 1.1 })
      return wilder >= here - slack * market.spot && longer >= here - slack * market.spot
    }))
  test('a call is the put with spot and strike, rate and yield exchanged', () =>
    each((option, market) => {
      const twin: OptionTerms = {
        right: option.right === 'call' ? 'put' : 'call',
        strike: market.spot,
        exercise: 'american',
      }
      const mirrored = { ...market, spot: 100, rate: market.yield ?? 0, yield: market.rate }
      return Math.abs(price(option, market) - price(twin, mirrored)) <= 1e-12 * market.spot
    }))
  test('Greeks are the slopes of the price', () =>
    each((option, market) => {
      if (market.vol * Math.sqrt(market.years) < 0.03) return true
      const greeks = optionGreeks(option, market, andersenLake)
      const at = (change: Partial<OptionMarket>): number => priceOption(option, { ...market, ...change }, andersenLake)
      const slope = (name: 'spot' | 'vol', by: number): number =>
        (at({ [name]: market[name] + by }) - at({ [name]: market[name] - by })) / (2 * by)
      // Beside the boundary a difference straddles two formulas.
      const [low, high] = [at({ spot: market.spot * 0.997 }), at({ spot: market.spot * 1.003 })]
      const exercised = [low - Math.abs(100 - market.spot * 0.997), high - Math.abs(100 - market.spot * 1.003)]
      if (exercised.some((extra) => Math.abs(extra) < 1e-4)) return true
      return (
        Math.abs(greeks.delta - slope('spot', 1e-3 * market.spot)) < 1e-4 &&
        Math.abs(greeks.vega - slope('vol', 1e-3 * market.vol)) < 1e-4 * market.spot
      )
    }))
  test('a premium gives its volatility back', () =>
    each((option, market) => {
      const premium = price(option, market)
      const greeks = optionGreeks(option, market, andersenLakeFast)
      const found = impliedVol(option, market, premium, andersenLakeFast)
      if (!(greeks.vega > 0.5)) return true
      return found.ok && Math.abs(found.value - market.vol) < 1e-6
    }))
})

describe('the exercise boundary', () => {
  const put = { right: 'put', strike: 100, exercise: 'american' } as const
  const market = { spot: 100, vol: 0.25, rate: 0.05, yield: 0.02, years: 0.5 }
  test('at it the price is what exercise pays; off it, more', () => {
    const boundary = exerciseBoundary(put, market)
    for (const left of [0.05, 0.2, 0.5]) {
      const spot = boundary.near(left)
      const at = (s: number): number => priceOption(put, { ...market, spot: s, years: left }, andersenLake)
      expect(Math.abs(at(spot) - (100 - spot))).toBeLessThan(1e-7)
      expect(at(spot + 1)).toBeGreaterThan(99 - spot + 1e-3)
      expect(at(spot - 1)).toBe(100 - (spot - 1))
      expect(boundary.far(left)).toBe(0)
    }
    expect(boundary.near(0.6)).toBeNaN()
    expect(boundary.near(-1)).toBeNaN()
  })
  test('starts at the strike, or at strike * rate / yield; calls mirror puts', () => {
    expect(exerciseBoundary(put, market).near(0)).toBe(100)
    expect(exerciseBoundary(put, { ...market, yield: 0.1 }).near(0)).toBeCloseTo(50, 12)
    const call = exerciseBoundary({ ...put, right: 'call' }, { ...market, rate: 0.02, yield: 0.05 })
    expect(call.near(0.5) * exerciseBoundary(put, market).near(0.5)).toBeCloseTo(1e4, 6)
    expect(call.far(0.5)).toBe(Infinity)
    expect(exerciseBoundary({ ...put, right: 'call' }, { ...market, yield: 0 }).near(0.3)).toBeNaN()
    expect(exerciseBoundary({ ...put, exercise: 'european' }, market).near(0.3)).toBeNaN()
  })
  test('two boundaries part at strike and strike * rate / yield, and may meet', () => {
    const negative = { ...market, rate: -0.01, yield: -0.04, vol: 0.3, years: 10 }
    const boundary = exerciseBoundary(put, negative)
    expect(boundary.near(0)).toBe(100)
    expect(boundary.far(0)).toBeCloseTo(25, 10)
    expect(boundary.near(4.5)).toBeGreaterThan(boundary.far(4.5))
    expect(boundary.near(4.5)).toBeLessThan(boundary.far(4.5) * 1.02)
    expect(boundary.near(5)).toBeNaN()
  })
})

describe('bad input', () => {
  const option = { right: 'put', strike: 100, exercise: 'american' } as const
  const market = { spot: 100, vol: 0.2, rate: 0.05, years: 1 }
  const models = [
    andersenLake,
    andersenLakeFast,
    finiteDifferences(),
    binomialTree(11),
    baroneAdesiWhaley,
    bjerksundStensland2002,
  ]
  test.each([
    ['option.right', { right: 'both' }, {}],
    ['option.strike', { strike: 0 }, {}],
    ['option.exercise', { exercise: 'bermudan' }, {}],
    ['market.spot', {}, { spot: -1 }],
    ['market.vol', {}, { vol: Number.NaN }],
    ['market.rate', {}, { rate: Infinity }],
    ['market.yield', {}, { yield: Number.NaN }],
    ['market.years', {}, { years: -1 }],
  ])('%s is named', (argument, badOption, badMarket) => {
    for (const model of models)
      for (const ask of [priceOption, optionGreeks])
        expect(() => ask({ ...option, ...badOption } as OptionTerms, { ...market, ...badMarket }, model)).toThrow(
          argument,
        )
  })
  test('settings and dividends', () => {
    expect(() => binomialTree(0)).toThrow(/steps/)
    expect(() => leisenReimerTree(1.5)).toThrow(/steps/)
    expect(() => finiteDifferences({ points: 2 })).toThrow(/points/)
    expect(() => finiteDifferences({ steps: 1 })).toThrow(/steps/)
    expect(() => finiteDifferences({ dividends: 'none' as 'jump' })).toThrow(/dividends/)
    const paid = { ...market, dividends: [{ years: 0.5, cash: 200 }] }
    expect(() => priceOption(option, paid, andersenLake)).toThrow(/dividends/)
    expect(() => priceOption(option, { ...market, dividends: [{ years: 0.5, cash: 1 }] }, binomialTree(5))).toThrow(
      /finiteDifferences/,
    )
    expect(() => priceOption(option, { ...market, rate: 1, vol: 0.01 }, binomialTree(2))).toThrow(/steps/)
    expect(() => longstaffSchwartz({ payoff: () => 0, spots: [1], vols: [], rate: 0, years: 1 }, { seed: 1 })).toThrow(
      /vols/,
    )
    expect(() => exerciseBoundary(option, { ...market, vol: 0 })).toThrow(/vol/)
  })
  test('no time, no volatility, extremes: finite, and what exercise pays at least', () => {
    for (const change of [
      { years: 0 },
      { vol: 0 },
      { vol: 1e-9 },
      { vol: 50 },
      { years: 80 },
      { rate: 0 },
      { spot: 1e-9 },
      { spot: 1e9 },
    ])
      for (const model of models)
        for (const right of ['call', 'put'] as const) {
          const world = { ...market, ...change }
          if (model.model === 'binomial-tree' && (world.vol === 50 || world.years === 80 || world.vol === 1e-9))
            continue
          const { price } = optionGreeks({ ...option, right }, world, model)
          const intrinsic = right === 'call' ? world.spot - 100 : 100 - world.spot
          expect(price, `${model.model} ${right} ${JSON.stringify(change)}`).toBeGreaterThanOrEqual(
            Math.max(0, intrinsic) * (1 - 1e-9),
          )
          expect(price).toBeLessThan(Infinity)
        }
  })
  test('implied volatility: a status, never an exception', () => {
    const code = (premium: number): string => {
      const found = impliedVol(option, { ...market, spot: 80 }, premium, andersenLakeFast)
      return found.ok ? String(found.value) : found.failure.code
    }
    expect(code(19.99)).toBe('belowIntrinsic')
    expect(code(20)).toBe('0')
    expect(code(100)).toBe('aboveMaximum')
    expect(code(Number.NaN)).toBe('invalidInput')
  })
})
