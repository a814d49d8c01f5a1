import { createRegistry, type Instrument } from '@bourse/assets'
import { type InstrumentId, money } from '@bourse/core'
import { createRng, type Matrix, zeros } from '@bourse/math'
import type { BookView, Position } from '@bourse/portfolio'
import { bsm } from '@bourse/pricing'
import { defineBench } from '@bourse/proof'
import {
  crashTogether,
  type RiskContext,
  revaluePaths,
  riskContext,
  rollingTail,
  simulateReturns,
  stressBook,
} from './index.js'

const common = { assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const names = 100
const paths = 10_000
const now = Date.parse('2026-11-18T15:00Z')
const stocks = Array.from({ length: names }, (_, i) => `S${i}@ARCX` as InstrumentId)
const options = stocks.map((id, i) => `${id.replace('@ARCX', '')}P${i}@CBOE` as InstrumentId)

/** 100 shares and 100 puts on them. */
function bookOf200(): RiskContext {
  const shares = stocks.map((id): Instrument => ({ ...common, kind: 'equity', id }))
  const puts = options.map(
    (id, i): Instrument => ({
      ...common,
      kind: 'option',
      id,
      underlying: stocks[i]!,
      right: 'put',
      strike: 95,
      expiry: '2027-02-19',
      exercise: 'european',
      multiplier: 100,
      settlement: 'cash',
      fixing: 'pm',
    }),
  )
  const zero = money('0', 'USD')
  const positions = [...stocks, ...options].map(
    (instrument, i): Position => ({
      account: 'paper',
      strategy: 'bench',
      instrument,
      quantity: i < names ? 100 : -1,
      quantityText: i < names ? '100' : '-1',
      averagePrice: 100,
      openedAt: now,
      realized: zero,
      fees: zero,
      funding: zero,
    }),
  )
  const amount = { currency: 'USD', value: 1e6 }
  const book: BookView = {
    base: 'USD',
    time: now,
    version: 1,
    quantity: () => 0,
    positions: () => positions,
    cash: () => [],
    equity: () => amount,
    unrealized: () => amount,
    holes: () => [],
  }
  const known = (value: number) => ({ value, at: now, source: 'bench' })
  const market = {
    quote: () => undefined,
    mark: () => known(100),
    rate: () => known(0.04),
    vol: () => known(0.25),
    dividends: () => [],
  }
  return riskContext({ now, book, market, instruments: createRegistry([...shares, ...puts]) })
}

function covarianceOf(n: number): Matrix {
  const out = zeros(n, n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out.data[i * n + j] = i === j ? 4e-4 : 1e-4
  return out
}

export const bench = defineBench({
  title: 'risk: 10,000 paths of 200 positions, half of them options',
  races: () => {
    const context = bookOf200()
    const covariance = covarianceOf(names)
    const simulated = simulateReturns(covariance, { paths, rng: createRng(7) })
    if (!simulated.ok) throw new Error(simulated.failure.message)
    const returns = simulated.value
    const years = (Date.parse('2027-02-19T21:00Z') - now) / (365 * 86_400_000)
    const before = bsm(100, 95, years, 0.04, 0, 0.25, -1)
    const series = Float64Array.from({ length: 2000 }, (_, t) => returns.data[t * names]!)
    return [
      {
        name: 'full revaluation',
        operations: paths * 2 * names,
        contenders: {
          revaluePaths: () => {
            const profits = revaluePaths(context, { ids: stocks, returns })
            return profits.ok ? profits.value.total[0]! : Number.NaN
          },
          'plain loop over the same prices': () => {
            const total = new Float64Array(paths)
            for (let p = 0; p < paths; p++) {
              let sum = 0
              for (let i = 0; i < names; i++) {
                const r = returns.data[p * names + i]!
                sum += 100 * 100 * r - 100 * (bsm(100 * (1 + r), 95, years, 0.04, 0, 0.25, -1) - before)
              }
              total[p] = sum
            }
            return total[0]!
          },
        },
      },
      {
        name: 'drawing 10,000 x 100 correlated returns',
        operations: paths * names,
        contenders: {
          simulateReturns: () => {
            const made = simulateReturns(covariance, { paths, rng: createRng(7) })
            return made.ok ? made.value.data[0]! : Number.NaN
          },
          'independent normals alone': () => {
            const rng = createRng(7)
            const out = new Float64Array(paths * names)
            for (let k = 0; k < out.length; k++) out[k] = rng.normal()
            return out[0]!
          },
        },
      },
      {
        name: 'one scenario',
        operations: 2 * names,
        contenders: {
          stressBook: () => {
            const result = stressBook(context, crashTogether())
            return result.ok ? result.value.pnl.value : Number.NaN
          },
          'plain loop over the same prices': () => {
            let sum = 0
            for (let i = 0; i < names; i++)
              sum += 100 * -20 - 100 * (bsm(80, 95, years, 0.04, 0, 0.5, -1) - bsm(100, 95, years, 0.04, 0, 0.25, -1))
            return sum
          },
        },
      },
      {
        name: 'VaR and ES of the last 250 returns, return by return',
        operations: series.length,
        contenders: {
          rollingTail: () => {
            const tail = rollingTail(250, 0.99)
            let sum = 0
            for (let t = 0; t < series.length; t++) sum += tail.next(series[t]!).valueAtRisk || 0
            return sum
          },
          'sorting the window': () => {
            let sum = 0
            for (let t = 250; t <= series.length; t++) sum -= series.slice(t - 250, t).sort()[2]!
            return sum
          },
        },
      },
    ]
  },
})
