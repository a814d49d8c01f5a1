import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import {
  black76,
  blackScholes,
  cashOrNothing,
  fullGreeks,
  impliedVol,
  normalModel,
  type OptionMarket,
  optionGreeks,
  type PricingModel,
  perDay,
  perPoint,
  priceOption,
  shiftedBlack,
} from './index.js'

const call = { right: 'call', strike: 105, exercise: 'european' } as const
const market = { spot: 100, vol: 0.2, rate: 0.03, yield: 0.01, years: 0.5 }

describe('a caller who is wrong is told the argument', () => {
  const wrong: readonly (readonly [string, object, object])[] = [
    ['option.right', { right: 'straddle' }, {}],
    ['option.strike', { strike: 0 }, {}],
    ['option.strike', { strike: Number.NaN }, {}],
    ['option.exercise', { exercise: 'american' }, {}],
    ['market.spot', {}, { spot: -1 }],
    ['market.spot', {}, { spot: Infinity }],
    ['market.vol', {}, { vol: -0.1 }],
    ['market.rate', {}, { rate: Number.NaN }],
    ['market.yield', {}, { yield: Infinity }],
    ['market.years', {}, { years: -1 }],
  ]
  test.each(wrong)('%s %o %o', (argument, option, change) => {
    for (const model of [blackScholes, black76, cashOrNothing])
      for (const priced of [priceOption, optionGreeks])
        expect(() => priced({ ...call, ...option }, { ...market, ...change }, model)).toThrow(
          expect.objectContaining({
            name: 'BourseError',
            code: expect.stringMatching(/^input\/(out-of-range|not-finite)$/),
            details: expect.objectContaining({ argument }),
            remedy: expect.stringContaining(argument),
          }),
        )
  })

  test('only what the model cannot take', () => {
    expect(priceOption({ ...call, strike: -5 }, { ...market, spot: -3, vol: 4 }, normalModel)).toBeGreaterThan(0)
    expect(priceOption({ ...call, strike: -5 }, { ...market, spot: -3 }, shiftedBlack(20))).toBeGreaterThan(0)
    expect(() => priceOption({ ...call, strike: -25 }, market, shiftedBlack(20))).toThrow('option.strike is -5')
    const dividends = [{ years: 0.1, cash: 120 }]
    expect(() => priceOption(call, { ...market, dividends })).toThrow('market.dividends')
    expect(() => fullGreeks(call, { ...market, dividends: [] })).toThrow('market.dividends')
  })
})

describe('cash dividends', () => {
  const dividends = [
    { years: 0.2, cash: 1.5 },
    { years: 0.4, cash: 1.5 },
    { years: 0.6, cash: 9 }, // after expiry
  ]
  const paying: OptionMarket = { ...market, dividends }

  test('have the Greeks of their price', () => {
    const { delta, theta, rho, vega } = optionGreeks(call, paying)
    const slope = (up: OptionMarket, down: OptionMarket, h: number): number =>
      (priceOption(call, up) - priceOption(call, down)) / (2 * h)
    expect(slope({ ...paying, spot: 100.001 }, { ...paying, spot: 99.999 }, 1e-3)).toBeCloseTo(delta, 8)
    expect(slope({ ...paying, rate: 0.03001 }, { ...paying, rate: 0.02999 }, 1e-5)).toBeCloseTo(rho, 6)
    expect(slope({ ...paying, vol: 0.20001 }, { ...paying, vol: 0.19999 }, 1e-5)).toBeCloseTo(vega, 6)
    const later = (h: number): OptionMarket => ({
      ...{ ...paying, years: 0.5 - h },
      dividends: dividends.map(({ years, cash }) => ({ years: years - h, cash })),
    })
    expect(slope(later(1e-5), later(-1e-5), 1e-5)).toBeCloseTo(theta, 6)
  })

  const shared = golden<{ readonly rows: readonly { readonly [name: string]: number }[] }>('pricing/dividends.dev.json')
  test.skipIf(!shared.rows)(shared.title, () => {
    for (const row of shared.rows!.rows) {
      const { type, dividends: given } = row as unknown as {
        type: 'call' | 'put'
        dividends: { t: number; amount: number }[]
      }
      const cash = given.map(({ t, amount }) => ({ years: t, cash: amount }))
      const market = {
        spot: row['S']!,
        vol: row['sigma']!,
        rate: row['r']!,
        yield: row['q'] ?? 0,
        years: row['T']!,
        dividends: cash,
      }
      const price = priceOption({ right: type, strike: row['K']!, exercise: 'european' }, market)
      const { europeanEscrowed } = (row['expected'] ?? row) as unknown as { europeanEscrowed: number }
      expect(Math.abs(price / europeanEscrowed - 1)).toBeLessThan(1e-12)
      const { vol, ...rest } = market
      const found = impliedVol({ right: type, strike: row['K']!, exercise: 'european' }, rest, price)
      if (optionGreeks({ right: type, strike: row['K']!, exercise: 'european' }, market).vega * vol > 0.01 * price)
        expect((found.ok ? found.value : 0) / vol).toBeCloseTo(1, 9)
    }
  })
})

test('a model without legs is inverted by bracketing', () => {
  const { model, price, greeks } = blackScholes
  const opaque: PricingModel = { model, price, greeks }
  const { vol, ...rest } = market
  for (const premium of [0.5, priceOption(call, market), 40]) {
    const exact = impliedVol(call, rest, premium)
    const searched = impliedVol(call, rest, premium, opaque)
    expect(exact.ok && searched.ok && Math.abs(searched.value / exact.value - 1)).toBeLessThan(1e-12)
  }
  expect(vol).toBe(0.2)
  expect(impliedVol({ ...call, strike: 50 }, rest, 20, opaque)).toMatchObject({ failure: { code: 'belowIntrinsic' } })
  expect(impliedVol(call, rest, 120, opaque)).toMatchObject({ failure: { code: 'aboveMaximum' } })
  const why = (...ask: Parameters<typeof impliedVol>): string => {
    const found = impliedVol(...ask)
    return found.ok ? '' : found.failure.message
  }
  expect(why(call, rest, 120)).toMatch(/120: it is more than the option is worth at any/)
  expect(why(call, { ...rest, years: 0 }, 1)).toMatch(/0 years are left/)
  expect(why(call, rest, Number.NaN)).toMatch(/no finite number/)
  expect(why({ ...call, exercise: 'american' }, rest, 5)).toMatch(/option.exercise is american.*take andersenLake/)
})

test('units', () => {
  expect(perDay(-504, 252)).toBe(-2)
  expect(perPoint(20)).toBe(0.2)
})
