import { covariance } from '@bourse/math'
import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { datasetOf } from '../fixtures/datasets.js'
import { contributionsBy, historicalContributions, normalContributions, riskContributions } from '../index.js'

type Row = {
  id: string
  dataset: string
  weights: number[]
  classes: string[]
  alpha: number
  var: number
  es: number
  undiversifiedVar: number
  byClass: { [name: string]: number }
  marginalVar: number[]
  componentVar: number[]
  percentContribution: number[]
  incrementalVar_removePosition: number[]
  componentES: number[]
  volContribution: number[]
  historicalComponentES: { contrib: number[]; total: number }
  historicalComponentVaR: { day: number; contrib: number[]; total: number }
}
const { rows, title } = golden<{ cases: Row[] }>('optrisk/risk_contribution.dev.json')

const all = (ours: ArrayLike<number>, theirs: readonly number[]) => {
  expect(ours.length).toBe(theirs.length)
  for (const [i, want] of theirs.entries())
    expect(relativeError(ours[i]!, want), `${i}: ${ours[i]} against ${want}`).toBeLessThan(1e-10)
}
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

describe.skipIf(!rows)(title, () => {
  test.each(rows?.cases ?? [])('$id', (row) => {
    const returns = datasetOf(row.dataset)
    const weights = Float64Array.from(row.weights)
    const matrix = covariance(returns)
    const parts = normalContributions(weights, matrix, row.alpha)
    all([parts.valueAtRisk, parts.shortfall, parts.undiversified], [row.var, row.es, row.undiversifiedVar])
    all(parts.marginal, row.marginalVar)
    all(parts.component, row.componentVar)
    all(
      parts.component.map((c) => c / parts.valueAtRisk),
      row.percentContribution,
    )
    all(parts.incremental, row.incrementalVar_removePosition)
    all(parts.componentShortfall, row.componentES)
    all(parts.componentVolatility, row.volContribution)
    all(riskContributions(weights, matrix), row.volContribution)
    expect(relativeError(sum(parts.component), parts.valueAtRisk)).toBeLessThan(1e-14)
    const byClass = contributionsBy(parts.component, row.classes)
    all([...byClass.values()], Object.values(row.byClass))
    expect(
      relativeError(
        [...byClass.values()].reduce((a, b) => a + b),
        parts.valueAtRisk,
      ),
    ).toBeLessThan(1e-14)
    const past = historicalContributions(weights, returns, row.alpha, { tail: 'whole' })
    all(past.componentShortfall, row.historicalComponentES.contrib)
    all([past.shortfall], [row.historicalComponentES.total])
    expect(past.day).toBe(row.historicalComponentVaR.day)
    all(past.component, row.historicalComponentVaR.contrib)
    all([past.valueAtRisk, sum(past.component)], [row.historicalComponentVaR.total, row.historicalComponentVaR.total])
  })
})
