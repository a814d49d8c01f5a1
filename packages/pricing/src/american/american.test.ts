import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import kept from '../fixtures/american.json' with { type: 'json' }
import {
  andersenLake,
  andersenLakeFast,
  baroneAdesiWhaley,
  binomialTree,
  bjerksundStensland1993,
  bjerksundStensland2002,
  blackScholes,
  finiteDifferences,
  type Greeks,
  leisenReimerTree,
  type OptionMarket,
  type OptionTerms,
  optionGreeks,
  type PricingModel,
  priceOption,
} from '../index.js'

// Reference rows. Those of american.dev.json are themselves uncertain by up to 3e-8 of spot.

type AmericanRow = {
  readonly type: 'call' | 'put'
  readonly S: number
  readonly K: number
  readonly T: number
  readonly r: number
  readonly q: number
  readonly sigma: number
  readonly expected: { readonly [name: string]: number }
}
type DividendRow = Omit<AmericanRow, 'q'> & {
  readonly dividends: readonly { readonly t: number; readonly amount: number }[]
  readonly fdError: { readonly escrowed: number; readonly spot: number }
}

function families<T>(name: keyof typeof kept): readonly { readonly title: string; readonly all: readonly T[] }[] {
  const shared = golden<{ readonly rows: readonly T[] }>(`pricing/${name}.dev.json`)
  const here = { title: `${name}: rows kept here`, all: kept[name] as unknown as readonly T[] }
  return shared.rows === undefined ? [here] : [here, { title: shared.title, all: shared.rows.rows }]
}

const terms = (row: Pick<AmericanRow, 'type' | 'K'>): OptionTerms => ({
  right: row.type,
  strike: row.K,
  exercise: 'american',
})
const market = (row: AmericanRow): OptionMarket => ({
  spot: row.S,
  vol: row.sigma,
  rate: row.r,
  yield: row.q,
  years: row.T,
})

describe.each(families<AmericanRow>('american'))('$title', ({ all }) => {
  const errors = (model: PricingModel, name = 'american', some: readonly AmericanRow[] = all): readonly number[] =>
    some
      .map((row) => {
        const intrinsic = row.type === 'call' ? row.S - row.K : row.K - row.S
        // The closed approximations are published raw in the rows, and clamped here.
        const clamp = name.startsWith('b') ? Math.max(row.expected['european']!, intrinsic) : Number.NEGATIVE_INFINITY
        const error =
          Math.abs(priceOption(terms(row), market(row), model) - Math.max(row.expected[name]!, clamp)) / row.S
        return Number.isNaN(error) ? Infinity : error
      })
      .sort((a, b) => a - b)

  test('accurate: every row within 3e-8 of spot; in fact within 3e-9', () => {
    expect(errors(andersenLake).at(-1)).toBeLessThan(3e-9)
  })

  test('fast: nine in ten within 2e-6 of spot; in fact within 2e-7, and all within 2e-6', () => {
    const sorted = errors(andersenLakeFast)
    expect(sorted[Math.floor(0.9 * sorted.length)]).toBeLessThan(2e-7)
    expect(sorted.at(-1)).toBeLessThan(2e-6)
  })

  test.each([
    [baroneAdesiWhaley, 'baw', 1e-6],
    [bjerksundStensland1993, 'bjerksundStensland1993', 1e-10],
    [bjerksundStensland2002, 'bjerksundStensland2002', 1e-10],
    [binomialTree(501), 'crr501', 1e-10],
    [leisenReimerTree(201), 'lr201', 1e-10],
  ])('$0.model', (model, name, tolerance) => {
    expect(errors(model, name).at(-1)).toBeLessThan(tolerance)
  })

  test('grids and a thousand steps, on every tenth row', () => {
    const some = all.filter((_, i) => i % 10 === 0)
    expect(errors(leisenReimerTree(1001), 'lr1001', some).at(-1)).toBeLessThan(1e-10)
    expect(errors(finiteDifferences(), 'american', some).at(-1)).toBeLessThan(3e-5)
  })

  test('Greeks', () => {
    for (const row of all) {
      const greeks = optionGreeks(terms(row), market(row), andersenLake)
      const { delta, gamma, vega, rho } = row.expected
      const within = (name: keyof Greeks, expected: number | undefined, tolerance: number): void => {
        if (expected === undefined || expected === null) return
        if (!(Math.abs(greeks[name] - expected) <= tolerance))
          expect.fail(`${name} ${greeks[name]}, expected ${expected} within ${tolerance}: ${JSON.stringify(row)}`)
      }
      within('price', row.expected['american'], 3e-9 * row.S)
      within('delta', delta, 1e-6)
      within('gamma', gamma, 3e-6 * gamma! + 3e-9)
      within('vega', vega, 1e-6 * vega! + 1e-7 * row.S)
      within('rho', rho, 1e-5 * Math.abs(rho!) + 1e-6 * row.S)
    }
  })
})

describe.each(families<DividendRow>('dividends'))('$title', ({ all }) => {
  test('escrowed and jumping dividends, European and American', () => {
    for (const row of all) {
      const dividends = row.dividends.map(({ t, amount }) => ({ years: t, cash: amount }))
      const world = { ...market({ ...row, q: 0 }), dividends }
      const american = terms(row)
      const european = { ...american, exercise: 'european' } as const
      const jump = finiteDifferences({ dividends: 'jump' })
      const within = (name: string, value: number, tolerance: number): void => {
        const expected = row.expected[name]!
        if (!(Math.abs(value - expected) <= tolerance))
          expect.fail(`${name} ${value}, expected ${expected} within ${tolerance}: ${JSON.stringify(row)}`)
      }
      const { escrowed, spot } = row.fdError
      const escrow = priceOption(european, world, blackScholes)
      within('europeanEscrowed', escrow, 1e-12 * row.expected['europeanEscrowed']!)
      within('americanEscrowedFD', priceOption(american, world, andersenLake), Math.max(3 * escrowed, 3e-5 * row.S))
      within('americanSpotJumpFD', priceOption(american, world, jump), Math.max(3 * spot, 3e-5 * row.S))
      within('europeanSpotJumpFD', priceOption(european, world, jump), Math.max(3 * spot, 3e-5 * row.S))
    }
  })
})
