import { type Matrix, matrixFromRows } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { drawer, normal } from '../anyProblem.bench.js'
import { loadTailOptimizer, type TailProblem, type TailRisk } from '../lp.js'
import { measuresOf } from './measure.js'

const { optimizeTail } = await loadTailOptimizer()

function scenariosOf(T: number, n: number, seed: number): Matrix {
  const draw = drawer(seed)
  const data = new Float64Array(T * n)
  for (let t = 0; t < T; t++) {
    const market = normal(draw)
    for (let i = 0; i < n; i++)
      data[t * n + i] = 0.0003 * (i % 4) + 0.01 * (0.6 * market + (0.5 + i / n) * normal(draw))
  }
  return { rows: T, cols: n, data }
}

function labels(n: number): string[] {
  return Array.from({ length: n }, (_, i) => `a${i}`)
}

function riskOf(risk: TailRisk, scenarios: Matrix, w: Float64Array): number {
  return measuresOf(risk, scenarios).reduce((s, part) => s + part.valueOf(w), 0)
}

const risks: readonly TailRisk[] = [
  { risk: 'cvar', confidence: 0.9 },
  { risk: 'cdar', confidence: 0.8 },
  { risk: 'cvarRange' },
  { risk: 'averageDrawdown' },
  { risk: 'maxDrawdown' },
  { risk: 'worstLoss' },
  { risk: 'range' },
  { risk: 'mad' },
  { risk: 'shortfall', below: 0.001 },
  { risk: 'giniDifference' },
]

type Fixture = {
  readonly names: readonly string[]
  readonly R: readonly (readonly number[])[]
  readonly minRisk: { readonly [measure: string]: { readonly [asset: string]: number } }
}
const fixture = golden<Fixture>('optrisk/riskfolio_fixture.dev.json')

describe.skipIf(!fixture.rows)(`${fixture.title}: least risk`, () => {
  test.each([
    ['MAD', { risk: 'mad' }],
    ['GMD', { risk: 'giniDifference' }],
    ['FLPM', { risk: 'shortfall' }],
    ['CVaR', { risk: 'cvar' }],
    ['WR', { risk: 'worstLoss' }],
    ['RG', { risk: 'range' }],
    ['CVRG', { risk: 'cvarRange' }],
    ['MDD', { risk: 'maxDrawdown' }],
    ['ADD', { risk: 'averageDrawdown' }],
    ['CDaR', { risk: 'cdar' }],
  ] as const)('%s', (name, risk) => {
    const { names, R, minRisk } = fixture.rows!
    const answer = optimizeTail({ assets: names, scenarios: matrixFromRows(R), objective: { minimize: risk } })
    if (answer.status !== 'optimal') throw new Error(JSON.stringify(answer))
    const theirs = Float64Array.from(names, (asset) => minRisk[name]![asset]!)
    // The published weights are rounded: ours may not be worse by more than that, and are the same where they are unique.
    expect(answer.objective).toBeLessThanOrEqual(riskOf(risk, matrixFromRows(R), theirs) + 1e-9)
    // Their Gini weights are approximate: measured exactly, their risk is 3e-5 worse than ours. The others are theirs.
    const digits = name === 'GMD' ? 5e-3 : 1e-5
    theirs.forEach((w, i) => {
      expect(Math.abs(answer.weights[i]! - w)).toBeLessThan(digits)
    })
  })
})

test.each(risks)('$risk: certified, and no neighbour is better', (risk) => {
  const n = 8
  const scenarios = scenariosOf(120, n, 4)
  const answer = optimizeTail({ assets: labels(n), scenarios, objective: { minimize: risk } })
  if (answer.status !== 'optimal') throw new Error(JSON.stringify(answer))
  expect(answer.effort.gap).toBeLessThan(1e-7)
  expect(answer.effort.primalResidual).toBeLessThan(1e-12)
  expect(answer.objective).toBeCloseTo(riskOf(risk, scenarios, answer.weights), 14)
  const draw = drawer(9)
  for (let c = 0; c < 200; c++) {
    const other = Float64Array.from({ length: n }, () => draw() ** 4)
    const sum = other.reduce((s, w) => s + w, 0)
    const step = 10 ** (-3 * draw())
    const mixed = answer.weights.map((w, i) => w + step * (other[i]! / sum - w))
    expect(riskOf(risk, scenarios, mixed)).toBeGreaterThanOrEqual(answer.objective * (1 - 1e-7))
  }
})

test('every limit is kept and priced: the price is the slope of the optimum', () => {
  const scenarios = scenariosOf(150, 6, 12)
  const assets = labels(6)
  const least = optimizeTail({ assets, scenarios, objective: { minimize: { risk: 'cdar' } } })
  if (least.status !== 'optimal') throw new Error('no least')
  const best = (atMost: number) =>
    optimizeTail({
      assets,
      scenarios,
      objective: { maximize: 'return' },
      constraints: [{ atMost, of: { risk: 'cdar' }, label: 'cap' }],
    })
  const at = 1.2 * least.objective
  const [answer, above] = [best(at), best(at + 1e-7)]
  if (answer.status !== 'optimal' || above.status !== 'optimal') throw new Error('no best')
  expect(riskOf({ risk: 'cdar' }, scenarios, answer.weights)).toBeLessThanOrEqual(at + 1e-10)
  const price = answer.binding.find(({ label }) => label === 'cap')!.shadowPrice
  expect(price).toBeCloseTo((above.objective - answer.objective) / 1e-7, 5)
})

test('groups, turnover, costs and shorts are the same constraints as elsewhere', () => {
  const scenarios = scenariosOf(100, 5, 3)
  const from = new Float64Array(5).fill(0.2)
  const answer = optimizeTail({
    assets: labels(5),
    scenarios,
    objective: { minimize: { risk: 'cvar' } },
    groups: { pair: ['a0', 'a1'] },
    costs: { from, linear: 0.0001 },
    constraints: [
      { each: true, min: -0.1, max: 0.6 },
      { group: 'pair', min: 0.3 },
      { turnover: 0.3, from },
      { short: 0.05 },
    ],
  })
  if (answer.status !== 'optimal') throw new Error(JSON.stringify(answer))
  const w = answer.weights
  expect(w[0]! + w[1]!).toBeGreaterThanOrEqual(0.3 - 1e-10)
  expect(w.reduce((s, v) => s + Math.abs(v - 0.2), 0)).toBeLessThanOrEqual(0.3 + 1e-10)
  expect(w.reduce((s, v) => s + Math.max(0, -v), 0)).toBeLessThanOrEqual(0.05 + 1e-10)
  const paid = 0.0001 * w.reduce((s, v) => s + Math.abs(v - 0.2), 0)
  expect(answer.objective).toBeCloseTo(riskOf({ risk: 'cvar' }, scenarios, w) + paid, 13)
})

test('holdings and least positions: no choice of assets is better', () => {
  const n = 6
  const scenarios = scenariosOf(60, n, 21)
  const objective = { minimize: { risk: 'cvar', confidence: 0.9 } } as const
  const answer = optimizeTail({
    assets: labels(n),
    scenarios,
    objective,
    constraints: [{ maxHoldings: 2 }, { minPosition: 0.3 }],
  })
  if (answer.status !== 'optimal') throw new Error(JSON.stringify(answer))
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const only = optimizeTail({
        assets: labels(n),
        scenarios,
        objective,
        constraints: [
          { each: true, of: [`a${i}`, `a${j}`], min: 0.3 },
          { each: true, of: labels(n).filter((a) => a !== `a${i}` && a !== `a${j}`), max: 0 },
        ],
      })
      if (only.status === 'optimal') best = Math.min(best, only.objective)
    }
  for (let i = 0; i < n; i++)
    best = Math.min(best, riskOf(objective.minimize, scenarios, new Float64Array(n).fill(1, i, i + 1).fill(0, i + 1)))
  expect(answer.objective).toBeCloseTo(best, 10)
  expect(answer.weights.filter((w) => w !== 0).length).toBeLessThanOrEqual(2)
})

test('lots are whole, cash is what is left, and a deadline is told', () => {
  const scenarios = scenariosOf(80, 5, 8)
  // Multiples of 0.03 never sum to 1: only the cash makes it possible.
  const lots = Float64Array.of(0.03, 0.09, 0.15, 0.06, 0.03)
  const problem: TailProblem = {
    assets: labels(5),
    scenarios,
    objective: { minimize: { risk: 'mad' } },
    constraints: [{ lots, cash: 0.01 }],
  }
  const answer = optimizeTail(problem)
  if (answer.status !== 'optimal') throw new Error(JSON.stringify(answer))
  answer.weights.forEach((w, i) => {
    expect(Math.abs(w / lots[i]! - Math.round(w / lots[i]!))).toBeLessThan(1e-8)
  })
  const sum = answer.weights.reduce((s, w) => s + w, 0)
  expect(sum).toBeGreaterThanOrEqual(0.99 - 1e-10)
  expect(sum).toBeLessThanOrEqual(1 + 1e-10)
  const hurried = optimizeTail(problem, { deadline: 0.001 })
  expect(['feasible', 'stalled', 'optimal']).toContain(hurried.status)
})

test('what cannot be met together is named, and the limit that would have to give', () => {
  const scenarios = scenariosOf(100, 4, 2)
  const assets = labels(4)
  const least = optimizeTail({ assets, scenarios, objective: { minimize: { risk: 'maxDrawdown' } } })
  if (least.status !== 'optimal') throw new Error('no least')
  const tight = optimizeTail({
    assets,
    scenarios,
    objective: { maximize: 'return' },
    constraints: [{ maxDrawdown: least.objective - 0.01 }, { each: true, max: 0.9, label: 'cap' }],
  })
  if (tight.status !== 'infeasible') throw new Error(tight.status)
  expect(tight.conflict).toContain('max drawdown')
  expect(tight.conflict).toContain('budget')
  expect(tight.relaxations[0]!.label).toBe('max drawdown')
  expect(tight.relaxations[0]!.by).toBeGreaterThanOrEqual(0.01 - 1e-9)
  const few = optimizeTail({
    assets,
    scenarios,
    objective: { maximize: 'return' },
    constraints: [{ maxHoldings: 2 }, { each: true, max: 0.4, label: 'cap' }],
  })
  expect(few.status === 'infeasible' && [...few.conflict].sort()).toEqual(['budget', 'cap', 'max holdings'])
  const plain = optimizeTail({
    assets,
    scenarios,
    objective: { maximize: 'return' },
    constraints: [{ each: true, max: 0.2, label: 'cap' }],
  })
  expect(plain.status === 'infeasible' && plain.relaxations).toEqual([{ label: 'cap', by: expect.closeTo(0.05, 9) }])
})

test('outcomes are statuses', () => {
  const scenarios = matrixFromRows([
    [-0.01, -0.02],
    [-0.02, 0.01],
    [0.01, -0.02],
  ])
  const assets = ['a', 'b']
  expect(optimizeTail({ assets, scenarios, objective: { maximize: 'omega' } })).toMatchObject({ status: 'noAnswer' })
  const free = [{ each: true, min: Number.NEGATIVE_INFINITY }] as const
  expect(optimizeTail({ assets, scenarios, objective: { maximize: 'return' }, constraints: free }).status).toBe(
    'unbounded',
  )
})

test('bad input is refused by name', () => {
  const scenarios = scenariosOf(20, 2, 1)
  const ask = (more: Partial<TailProblem>) => () =>
    optimizeTail({ assets: ['a', 'b'], scenarios, objective: { minimize: { risk: 'cvar' } }, ...more })
  expect(ask({ objective: { minimize: { risk: 'cvar', confidence: 2 } } })).toThrow('confidence')
  expect(ask({ constraints: [{ maxDrawdown: -1 }] })).toThrow('limit of maxDrawdown')
  expect(ask({ constraints: [{ maxHoldings: 0 }] })).toThrow('maxHoldings')
  expect(ask({ constraints: [{ volatility: 0.1 }] })).toThrow('volatility')
  expect(ask({ constraints: [{ lots: Float64Array.of(1), cash: 0 }] })).toThrow('lots')
  expect(ask({ constraints: [{ maxHoldings: 1 }, { each: true, min: -1 }] })).toThrow('bounds')
  expect(ask({ assets: ['a'] })).toThrow('scenarios')
  expect(ask({ scenarios: { ...scenarios, data: scenarios.data.map(() => Number.NaN) } })).toThrow('scenarios')
})
