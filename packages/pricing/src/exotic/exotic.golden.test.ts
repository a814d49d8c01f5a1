// Reference rows of the exotics; how they were made stands in the README beside them.
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { heston } from '../heston/heston.js'
import { priceAsian } from './asian.js'
import { type BarrierTerms, priceBarrier } from './barrier.js'
import { priceChooser } from './chooser.js'
import { priceExchange } from './exchange.js'
import { priceLookback } from './lookback.js'
import { kirkSpread, priceSpread } from './spread.js'

type Row<I, E> = I & { readonly expected: E }
type Market = { readonly S: number; readonly T: number; readonly r: number; readonly q: number; readonly sigma: number }
const marketOf = (row: Market) => ({ spot: row.S, years: row.T, rate: row.r, yield: row.q, vol: row.sigma })

const barriers = golden<{
  readonly rows: readonly Row<
    Market & {
      readonly kind: BarrierTerms['knock']
      readonly type: 'call' | 'put'
      readonly K: number
      readonly H: number
      readonly rebate: number
    },
    { readonly price: number }
  >[]
}>('pricing/barrier.dev.json')
describe.skipIf(!barriers.rows)(barriers.title, () => {
  test('every barrier within 1e-13 of spot + strike', () => {
    for (const row of barriers.rows!.rows) {
      const price = priceBarrier(
        { right: row.type, strike: row.K, knock: row.kind, barrier: row.H, rebate: row.rebate },
        marketOf(row),
      )
      const error = Math.abs(price - row.expected.price) / (row.S + row.K)
      expect(error, JSON.stringify({ row, price })).toBeLessThan(1e-13)
    }
  })
})

type AsianRow = Row<
  Market & { readonly type: 'call' | 'put'; readonly K: number; readonly fixingTimes: readonly number[] },
  {
    readonly [name in
      | 'geometricContinuous'
      | 'geometricDiscrete'
      | 'turnbullWakemanDiscrete'
      | 'turnbullWakemanContinuous']: number
  }
>
const asians = golden<{ readonly rows: readonly AsianRow[] }>('pricing/asian.dev.json')
describe.skipIf(!asians.rows)(asians.title, () => {
  test('every average within 1e-12 of spot, the continuous arithmetic one too', () => {
    for (const row of asians.rows!.rows) {
      const { expected } = row
      const near = (
        average: 'geometric' | 'arithmetic',
        fixings: readonly number[] | 'continuous',
        price: number,
      ): void => {
        const ours = priceAsian({ right: row.type, strike: row.K, average, fixings }, marketOf(row))
        expect(Math.abs(ours - price) / row.S, JSON.stringify({ row, average, fixings, ours })).toBeLessThan(1e-12)
      }
      near('geometric', 'continuous', expected.geometricContinuous)
      near('geometric', row.fixingTimes, expected.geometricDiscrete)
      near('arithmetic', row.fixingTimes, expected.turnbullWakemanDiscrete)
      near('arithmetic', 'continuous', expected.turnbullWakemanContinuous)
    }
  })
})

type LookbackRow = Row<
  Market & { readonly type: 'call' | 'put'; readonly K: number | null; readonly extremum: number },
  { readonly price: number }
>
const lookbacks = golden<{ readonly rows: readonly LookbackRow[] }>('pricing/lookback.dev.json')
describe.skipIf(!lookbacks.rows)(lookbacks.title, () => {
  test('every lookback within 1e-12 of spot, whatever the carry', () => {
    for (const row of lookbacks.rows!.rows) {
      const terms = { right: row.type, extremum: row.extremum, ...(row.K === null ? {} : { strike: row.K }) }
      const price = priceLookback(terms, marketOf(row))
      expect(Math.abs(price - row.expected.price) / row.S, JSON.stringify({ row, price })).toBeLessThan(1e-12)
    }
  })
})

const choosers = golden<{
  readonly rows: readonly Row<
    Market & { readonly K: number; readonly chooseTime: number },
    { readonly price: number }
  >[]
}>('pricing/chooser.dev.json')
describe.skipIf(!choosers.rows)(choosers.title, () => {
  test('every chooser within 1e-13 of spot + strike', () => {
    for (const row of choosers.rows!.rows) {
      const price = priceChooser({ strike: row.K, chooseYears: row.chooseTime }, marketOf(row))
      expect(Math.abs(price - row.expected.price) / (row.S + row.K), JSON.stringify({ row, price })).toBeLessThan(1e-13)
    }
  })
})

type SpreadRow = {
  readonly [name in
    | 'S1'
    | 'S2'
    | 'T'
    | 'r'
    | 'q1'
    | 'q2'
    | 'sigma1'
    | 'sigma2'
    | 'rho'
    | 'Q1'
    | 'Q2'
    | 'F1'
    | 'F2'
    | 'K']: number
} & { readonly expected: { readonly [name in 'margrabe' | 'kirkCall' | 'kirkPut' | 'exactSpreadCall']: number } }
const spreads = golden<{ readonly rows: readonly SpreadRow[] }>('pricing/spread.dev.json')
describe.skipIf(!spreads.rows)(spreads.title, () => {
  test('exchange and Kirk within 1e-13, the exact spread within 1e-12 of the long price', () => {
    for (const row of spreads.rows!.rows) {
      const { expected, rho, T } = row
      const receive = { spot: row.S1, vol: row.sigma1, yield: row.q1, quantity: row.Q1 }
      const pay = { spot: row.S2, vol: row.sigma2, yield: row.q2, quantity: row.Q2 }
      const exchange = priceExchange(receive, pay, rho, T)
      const size = row.Q1 * row.S1 + row.Q2 * row.S2
      expect(Math.abs(exchange - expected.margrabe) / size, JSON.stringify({ row, exchange })).toBeLessThan(1e-13)
      const market = {
        long: row.F1,
        short: row.F2,
        longVol: row.sigma1,
        shortVol: row.sigma2,
        correlation: rho,
        rate: row.r,
        years: T,
      }
      for (const [right, price] of [
        ['call', expected.kirkCall],
        ['put', expected.kirkPut],
      ] as const) {
        const kirk = kirkSpread({ right, strike: row.K }, market)
        expect(Math.abs(kirk - price) / (row.F1 + row.F2), JSON.stringify({ row, kirk })).toBeLessThan(1e-13)
      }
      const exact = priceSpread({ right: 'call', strike: row.K }, market)
      expect(Math.abs(exact - expected.exactSpreadCall) / row.F1, JSON.stringify({ row, exact })).toBeLessThan(1e-12)
    }
  })
})

type HestonRow = Row<
  Market & { readonly type: 'call' | 'put'; readonly K: number } & {
    readonly [name in 'v0' | 'kappa' | 'theta' | 'sigma' | 'rho']: number
  },
  { readonly price: number }
>
const hestons = golden<{ readonly rows: readonly HestonRow[] }>('pricing/heston.dev.json')
describe.skipIf(!hestons.rows)(hestons.title, () => {
  test('every price within 1e-12 where the spot is 100', () => {
    for (const row of hestons.rows!.rows) {
      const { v0, kappa, theta, sigma, rho } = row
      const market = { spot: row.S, years: row.T, rate: row.r, yield: row.q, vol: Math.sqrt(v0) }
      const model = heston({ kappa, theta, xi: sigma, rho })
      const price = model.price({ right: row.type, strike: row.K, exercise: 'european' }, market)
      expect(Math.abs(price - row.expected.price), JSON.stringify({ row, price })).toBeLessThan(1e-12)
    }
  })
})
