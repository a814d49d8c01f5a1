import { createRng } from '@bourse/math'
import { relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { expectedShortfall, portfolioRisk, type RiskPosition, valueAtRisk } from '../index.js'

const rng = createRng('portfolio')
const classes = ['equity', 'crypto', 'commodity']
const currencies = ['USD', 'EUR']
const positions: readonly RiskPosition[] = Array.from({ length: 9 }, (_, i) => ({
  series: `S${i}`,
  exposure: 1000 * (i + 1) * (i % 4 === 3 ? -1 : 1),
  returns: Float64Array.from({ length: 600 }, () => 0.01 * rng.student(5)),
  labels: { class: classes[i % 3]!, currency: currencies[i % 2]! },
}))
const total = Float64Array.from({ length: 600 }, (_, t) =>
  positions.reduce((sum, { exposure, returns }) => sum + exposure * returns[t]!, 0),
)

describe.each(['historical', 'normal'] as const)('%s', (method) => {
  const answer = portfolioRisk(positions, { confidence: 0.99, method })
  if (!answer.ok) throw new Error(answer.failure.message)
  const risk = answer.value

  test('positions, classes and currencies add up to the whole, VaR and ES', () => {
    const sums = (parts: readonly { component: number; componentShortfall: number }[]) =>
      parts.reduce(
        (all, { component, componentShortfall }) => [all[0]! + component, all[1]! + componentShortfall],
        [0, 0],
      )
    const groups = [
      risk.positions,
      ...['class', 'currency'].map((label) => risk.byLabel.filter((one) => one.label === label)),
    ]
    for (const group of groups) {
      const [component, shortfall] = sums(group)
      expect(relativeError(component!, risk.total.valueAtRisk)).toBeLessThan(1e-13)
      expect(relativeError(shortfall!, risk.total.shortfall)).toBeLessThan(1e-13)
    }
    expect(risk.byLabel.map(({ value }) => value)).toEqual([...classes, ...currencies])
    expect(risk.diversification).toBeGreaterThan(0)
  })

  test('the whole is the whole, and without a position what it says', () => {
    if (method === 'historical') {
      expect(risk.total.valueAtRisk).toBeCloseTo(valueAtRisk(total, 0.99), 8)
      expect(risk.total.shortfall).toBeCloseTo(expectedShortfall(total, 0.99), 8)
    }
    const without = portfolioRisk(positions.slice(1), { confidence: 0.99, method })
    if (!without.ok) throw new Error(without.failure.message)
    expect(risk.total.valueAtRisk - without.value.total.valueAtRisk).toBeCloseTo(risk.positions[0]!.incremental, 8)
  })
})

test('what is missing is told by name', () => {
  const holed = positions.map((one) => ({ ...one, returns: one.returns.slice() }))
  holed[3]!.returns[17] = Number.NaN
  expect(portfolioRisk(holed, { confidence: 0.95 })).toMatchObject({
    failure: { code: 'risk/missing-return', details: { series: 'S3', index: 17 } },
  })
  const short = positions.map((one) => ({ ...one, returns: one.returns.subarray(0, 30) }))
  expect(portfolioRisk(short, { confidence: 0.95 })).toMatchObject({
    failure: { code: 'risk/short-series', details: { series: 'S0', count: 30, least: 250 } },
  })
  const unknown = [{ ...positions[0]!, exposure: Number.NaN }]
  expect(portfolioRisk(unknown, { confidence: 0.95 })).toMatchObject({
    failure: { code: 'risk/missing', details: { series: 'S0' } },
  })
  expect(() => portfolioRisk([], { confidence: 0.95 })).toThrow(/positions/)
})
