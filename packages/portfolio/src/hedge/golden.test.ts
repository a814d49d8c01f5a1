// Reference rows: shared/golden/optrisk/fx.dev.json, on market data that stays where it is.
import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { currencyHedgeTable } from './currencyHedgeTable.js'

type Rows = {
  hedging: { localReturn: number; fxReturn: number; forwardPremium: number; hedgeRatio: number; hedgedReturn: number }[]
  fxRisk: {
    dataset: string
    assets: string[]
    weights: number[]
    currencies: string[]
    portfolioVariance: number
    contribution: { local: number; fx: number; cross: number }
    hedgeTable: { hedgeRatio: number; annualVol: number }[]
    minVarianceHedgeRatio: number
  }
}

const { rows, title } = golden<Rows>('optrisk/fx.dev.json')
const data = golden<{ [name: string]: { names: string[]; R: number[][] } }>('optrisk/datasets.dev.json')
describe.skipIf(!rows || !data.rows)(title, () => {
  test('hedge table of a book, least variance, parts of the variance', () => {
    const { fxRisk } = rows!
    const set = data.rows![fxRisk.dataset]!
    const column = (i: number): Float64Array => Float64Array.from(set.R, (row) => row[i]!)
    const euro = column(set.names.findIndex((name) => name.includes('EUR')))
    const holdings = fxRisk.weights.map((share, i) => ({ share, currency: fxRisk.currencies[i]!, local: column(i) }))
    const ratios = fxRisk.hedgeTable.map(({ hedgeRatio }) => hedgeRatio)
    const table = currencyHedgeTable(holdings, { EUR: euro }, { currency: 'EUR', ratios })
    for (const [i, { volatility }] of table.outcomes.entries())
      expect(relativeError(volatility * Math.sqrt(252), fxRisk.hedgeTable[i]!.annualVol)).toBeLessThan(1e-12)
    expect(relativeError(table.least, fxRisk.minVarianceHedgeRatio)).toBeLessThan(1e-12)
    expect(relativeError(table.risk.variance, fxRisk.portfolioVariance)).toBeLessThan(1e-12)
    expect(relativeError(table.risk.local, fxRisk.contribution.local)).toBeLessThan(1e-12)
    expect(relativeError(table.risk.currency, fxRisk.contribution.fx)).toBeLessThan(1e-12)
    expect(relativeError(table.risk.cross, fxRisk.contribution.cross)).toBeLessThan(1e-12)
  })

  test('36 hedged returns as books of one asset and one period', () => {
    for (const row of rows!.hedging) {
      const one = (value: number): Float64Array => Float64Array.of(value)
      const holdings = [{ share: 1, currency: 'EUR', local: one(row.localReturn) }]
      const hedge = { currency: 'EUR', ratios: [row.hedgeRatio], carry: one(row.forwardPremium) }
      const [outcome] = currencyHedgeTable(holdings, { EUR: one(row.fxReturn) }, hedge).outcomes
      expect(Math.abs(outcome!.mean - row.hedgedReturn)).toBeLessThanOrEqual(4 * 2 ** -52)
    }
  })
})
