import { type Matrix, matrixFromRows } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { drawer, normal } from '../anyProblem.bench.js'
import { cvarParityWeights } from '../index.js'
import { returnsOf, tailMean } from '../lp/scenarioReturns.js'

type Fixture = {
  readonly names: readonly string[]
  readonly R: readonly (readonly number[])[]
  readonly riskParity: { readonly CVaR: { readonly [asset: string]: number } }
}

const fixture = golden<Fixture>('optrisk/riskfolio_fixture.dev.json')

describe.skipIf(!fixture.rows)(`${fixture.title}: CVaR parity`, () => {
  test('weights to the published digits', () => {
    const { names, R, riskParity } = fixture.rows!
    const parity = cvarParityWeights(matrixFromRows(R))
    if (!parity.ok) throw new Error(parity.failure.message)
    names.forEach((name, i) => {
      expect(Math.abs(parity.value.weights[i]! - riskParity.CVaR[name]!)).toBeLessThan(1e-5)
    })
  })
})

function scenariosOf(T: number, n: number, seed: number): Matrix {
  const draw = drawer(seed)
  const data = new Float64Array(T * n)
  for (let t = 0; t < T; t++) {
    const market = normal(draw)
    for (let i = 0; i < n; i++) data[t * n + i] = 0.01 * (0.5 * market + (0.5 + i / n) * normal(draw))
  }
  return { rows: T, cols: n, data }
}

test('shares are the budgets and add up to the CVaR of the weights, whatever the unit', () => {
  for (let c = 0; c < 12; c++) {
    const n = 2 + c
    const scenarios = scenariosOf(150 + 30 * c, n, c + 1)
    const budgets = Float64Array.from({ length: n }, (_, i) => 1 + (i % 3))
    const sum = budgets.reduce((s, b) => s + b, 0)
    const confidence = 0.8 + 0.015 * c
    const parity = cvarParityWeights(scenarios, { confidence, budgets })
    if (!parity.ok) throw new Error(parity.failure.message)
    const { weights, shares, cvar, error } = parity.value
    expect(error).toBeLessThan(1e-10)
    shares.forEach((s, i) => {
      expect(s).toBeCloseTo(budgets[i]! / sum, 9)
    })
    expect(weights.reduce((s, w) => s + w, 0)).toBeCloseTo(1, 13)
    const plain = tailMean(
      returnsOf(scenarios, weights).map((r) => -r),
      1 - confidence,
    )
    expect(Math.abs(cvar / plain - 1)).toBeLessThan(1e-9)
    const percent = { ...scenarios, data: scenarios.data.map((r) => 100 * r) }
    const again = cvarParityWeights(percent, { confidence, budgets })
    if (again.ok)
      again.value.weights.forEach((w, i) => {
        expect(w).toBeCloseTo(weights[i]!, 9)
      })
  }
})

test('nothing at risk is an answer, bad input is refused by name', () => {
  const gains = matrixFromRows([
    [0.01, 0.02],
    [0.02, 0.01],
    [0.02, 0.03],
  ])
  const none = cvarParityWeights(gains)
  expect(!none.ok && none.failure.code).toBe('optimizer/no-risk')
  expect(() => cvarParityWeights(gains, { confidence: 1 })).toThrow('confidence')
  expect(() => cvarParityWeights(gains, { budgets: Float64Array.of(1, 0) })).toThrow('budgets[1]')
})
