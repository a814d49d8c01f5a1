import { matrixFromRows } from '@bourse/math'
import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyProblem, drawer, factorCovariance, normal } from '../anyProblem.bench.js'
import {
  type AllocationProblem,
  type Constraint,
  explainSolution,
  type OptimalSolution,
  optimizeWeights,
  type Solution,
} from '../index.js'

function optimal(solution: Solution): OptimalSolution {
  if (solution.status !== 'optimal') throw new Error(explainSolution(solution))
  return solution
}

function infeasible(solution: Solution): Extract<Solution, { status: 'infeasible' }> {
  if (solution.status !== 'infeasible') throw new Error(solution.status)
  return solution
}

const sum = (w: Float64Array): number => w.reduce((s, v) => s + v, 0)

/** What each kind of constraint allows, read anew from its own words. */
function broken(problem: AllocationProblem, w: Float64Array): number {
  let worst = 0
  const of = (names: readonly string[] | undefined): number[] =>
    problem.assets.flatMap((a, i) => (names === undefined || names.includes(a) ? [i] : []))
  const between = (value: number, min = -Infinity, max = Infinity): void => {
    worst = Math.max(worst, min - value, value - max)
  }
  for (const c of problem.constraints ?? []) {
    if ('each' in c) for (const i of of(c.of)) between(w[i]!, c.min, c.max)
    else if ('group' in c)
      between(
        of(problem.groups![c.group]).reduce((s, i) => s + w[i]!, 0),
        c.min,
        c.max,
      )
    else if ('turnover' in c)
      between(
        w.reduce((s, v, i) => s + Math.abs(v - c.from[i]!), 0),
        -Infinity,
        c.turnover,
      )
    else if ('gross' in c)
      between(
        of(c.of).reduce((s, i) => s + Math.abs(w[i]!), 0),
        -Infinity,
        c.gross,
      )
    else if ('short' in c)
      between(
        of(c.of).reduce((s, i) => s + Math.max(0, -w[i]!), 0),
        -Infinity,
        c.short,
      )
    else if ('exposure' in c && c.exposure instanceof Float64Array)
      between(
        c.exposure.reduce((s, v, i) => s + v * w[i]!, 0),
        c.min,
        c.max,
      )
  }
  return worst
}

test('random feasible problems up to 60 assets are solved to 1e-10, every budget to 1e-12', () => {
  const draw = drawer(42)
  for (let c = 0; c < campaign(10_000, 150); c++) {
    const problem = anyProblem(2 + Math.floor(draw() * 59), draw)
    const { weights, effort } = optimal(optimizeWeights(problem))
    expect(Math.abs(sum(weights) - 1), `case ${c}: budget`).toBeLessThanOrEqual(1e-12)
    expect(broken(problem, weights), `case ${c}: constraints`).toBeLessThanOrEqual(1e-10)
    expect(effort.dualResidual, `case ${c}: stationarity`).toBeLessThanOrEqual(1e-10)
    expect(effort.gap, `case ${c}: gap`).toBeLessThanOrEqual(1e-10)
  }
})

test('no feasible step from the answer is better', () => {
  const draw = drawer(7)
  for (let c = 0; c < 60; c++) {
    const { costs: _, ...problem } = anyProblem(2 + Math.floor(draw() * 20), draw, { minimize: 'variance' })
    const { weights, objective } = optimal(optimizeWeights(problem))
    // Another feasible point: the answer of another question; every mixture on the way is feasible too.
    const other = optimal(optimizeWeights({ ...problem, objective: { maximize: 'return' } })).weights
    const n = weights.length
    for (const share of [1e-4, 1e-2, 0.5]) {
      const w = weights.map((v, i) => v + share * (other[i]! - v))
      let variance = 0
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) variance += w[i]! * w[j]! * problem.covariance!.data[i * n + j]!
      expect(variance).toBeGreaterThanOrEqual(objective * (1 - 1e-12))
    }
  }
})

test('the order of assets and the unit of risk do not matter', () => {
  const draw = drawer(11)
  for (let c = 0; c < 80; c++) {
    const n = 2 + Math.floor(draw() * 25)
    const covariance = factorCovariance(n, draw)
    const expected = Float64Array.from({ length: n }, () => normal(draw) * 1e-3)
    const assets = Array.from({ length: n }, (_, i) => `a${i}`)
    const constraints: Constraint[] = [{ each: true, min: -0.2, max: 0.5 }, { gross: 1.5 }]
    const objective = { maximize: 'utility', aversion: 5 } as const
    const base = optimal(optimizeWeights({ assets, covariance, expected, constraints, objective }))
    const order = assets.map((_, i) => (i * 7 + 3) % n).filter((v, i, all) => all.indexOf(v) === i)
    if (order.length === n) {
      const data = new Float64Array(n * n)
      order.forEach((a, i) => {
        order.forEach((b, j) => {
          data[i * n + j] = covariance.data[a * n + b]!
        })
      })
      const turned = optimal(
        optimizeWeights({
          assets: order.map((i) => assets[i]!),
          covariance: { rows: n, cols: n, data },
          expected: Float64Array.from(order, (i) => expected[i]!),
          constraints,
          objective,
        }),
      )
      for (const a of assets) expect(Math.abs(turned.weightOf(a) - base.weightOf(a))).toBeLessThan(1e-10)
    }
    const scaled = optimal(
      optimizeWeights({
        assets,
        covariance: { ...covariance, data: covariance.data.map((v) => v * 1e6) },
        expected: expected.map((v) => v * 1e6),
        constraints,
        objective,
      }),
    )
    for (const a of assets) expect(Math.abs(scaled.weightOf(a) - base.weightOf(a))).toBeLessThan(1e-10)
  }
})

test('a warm start changes nothing but the work', () => {
  const draw = drawer(3)
  for (let c = 0; c < 60; c++) {
    const problem = anyProblem(2 + Math.floor(draw() * 40), draw)
    const cold = optimal(optimizeWeights(problem))
    const warm = optimal(optimizeWeights({ ...problem, start: cold.weights }))
    warm.weights.forEach((w, i) => {
      expect(Math.abs(w - cold.weights[i]!)).toBeLessThan(1e-9)
    })
  }
})

const three = {
  assets: ['SPY', 'GLD', 'BTC'],
  covariance: matrixFromRows([
    [0.04, 0.002, 0.03],
    [0.002, 0.02, 0.004],
    [0.03, 0.004, 0.36],
  ]),
  expected: Float64Array.of(0.07, 0.03, 0.2),
  groups: { hard: ['GLD', 'BTC'], crypto: ['BTC'] },
} as const

describe('what nobody can have', () => {
  test('names a minimal conflict and the smallest way out', () => {
    const constraints: Constraint[] = [
      { group: 'crypto', max: 0.1 },
      { each: true, max: 0.3, of: ['SPY', 'GLD'], label: 'cap' },
      { exposure: { SPY: 1 }, min: -5, label: 'harmless' },
    ]
    const answer = infeasible(optimizeWeights({ ...three, constraints, objective: { minimize: 'variance' } }))
    expect([...answer.conflict].sort()).toEqual(['budget', 'cap', 'crypto'])
    expect(answer.relaxations).toHaveLength(1)
    expect(answer.relaxations[0]!.label).toBe('cap')
    expect(answer.relaxations[0]!.by).toBeCloseTo(0.15, 9)
  })
  test('a volatility below the least one', () => {
    const answer = infeasible(
      optimizeWeights({ ...three, constraints: [{ volatility: 0.05 }], objective: { maximize: 'return' } }),
    )
    expect(answer.conflict).toContain('volatility')
    const least = optimal(optimizeWeights({ ...three, objective: { minimize: 'variance' } }))
    expect(answer.relaxations[0]!.by).toBeCloseTo(Math.sqrt(least.objective) - 0.05, 10)
  })
  test('two conflicts need two ways out', () => {
    const constraints: Constraint[] = [
      { exposure: { SPY: 1 }, min: 2, max: 2, label: 'too much' },
      { each: true, max: 1 },
      { exposure: { GLD: 1 }, max: -1, label: 'too little' },
    ]
    const answer = infeasible(optimizeWeights({ ...three, constraints, objective: { minimize: 'variance' } }))
    expect(answer.relaxations.length).toBeGreaterThan(1)
  })
  test('crossing bounds of two constraints', () => {
    const constraints: Constraint[] = [
      { each: true, min: 0.4, of: ['BTC'], label: 'floor' },
      { each: true, max: 0.1, label: 'cap' },
    ]
    const answer = infeasible(optimizeWeights({ ...three, constraints, objective: { minimize: 'variance' } }))
    expect([...answer.conflict].sort()).toEqual(['cap', 'floor'])
  })
  test('applying the relaxations always helps, and no conflict has a label too many', () => {
    const draw = drawer(5)
    let found = 0
    for (let c = 0; c < campaign(2000, 60); c++) {
      const n = 3 + Math.floor(draw() * 10)
      const problem = anyProblem(n, draw, { minimize: 'variance' })
      const tight: Constraint[] = [
        ...(problem.constraints ?? []),
        { each: true, max: (0.2 + draw()) / n, label: 'tight' },
        { exposure: Float64Array.from({ length: n }, () => normal(draw)), min: draw() * 0.5, label: 'tilt' },
      ]
      const answer = optimizeWeights({ ...problem, constraints: tight })
      if (answer.status === 'optimal') continue
      found++
      const { conflict, relaxations } = infeasible(answer)
      expect(conflict.length).toBeGreaterThan(0)
      const loosened = tight.map((constraint): Constraint => loosen(constraint, nameOf(constraint), relaxations))
      const budget = relaxations.filter((r) => r.label === 'budget' || r.label === 'long only')
      if (budget.length > 0) continue
      expect(optimizeWeights({ ...problem, constraints: loosened }).status, `case ${c} ${JSON.stringify(answer)}`).toBe(
        'optimal',
      )
    }
    expect(found).toBeGreaterThan(10)
  })
})

function nameOf(constraint: Constraint): string {
  if (constraint.label !== undefined) return constraint.label
  if ('group' in constraint) return constraint.group
  if ('each' in constraint) return `each >= ${constraint.min} <= ${constraint.max}`
  return Object.keys(constraint)[0]!
}

function loosen(
  constraint: Constraint,
  name: string,
  relaxations: readonly { label: string; by: number }[],
): Constraint {
  const relaxation = relaxations.find((r) => r.label === name)
  if (relaxation === undefined) return constraint
  const by = relaxation.by + 1e-9
  const changed: Record<string, unknown> = { ...constraint }
  for (const key of ['max', 'turnover', 'gross', 'short'])
    if (typeof changed[key] === 'number') changed[key] += by as never
  if (typeof changed['min'] === 'number') changed['min'] -= by
  return changed as Constraint
}

describe('what has no answer says so', () => {
  test('nothing beats cash', () => {
    const answer = optimizeWeights({ ...three, objective: { maximize: 'sharpe', rate: 0.25 } })
    expect(answer.status).toBe('noAnswer')
    if (answer.status !== 'noAnswer') return
    expect(answer.failure.code).toBe('optimizer/nothing-beats-cash')
    expect(answer.failure.details['bestExcess']).toBeCloseTo(-0.05, 12)
  })
  test('return without bounds', () => {
    const free = { ...three, constraints: [{ each: true, min: Number.NEGATIVE_INFINITY }] as const }
    expect(optimizeWeights({ ...free, objective: { maximize: 'return' } }).status).toBe('unbounded')
  })
  test('the weights of a failure cannot be read', () => {
    const answer = optimizeWeights({ ...three, objective: { minimize: 'variance' } })
    // @ts-expect-error: only an optimal solution has weights
    void answer.weights
    expect(answer.status).toBe('optimal')
  })
})

describe('the desk', () => {
  test('futures stand outside the budget, under a cap on their notional', () => {
    const answer = optimal(
      optimizeWeights({
        ...three,
        objective: { maximize: 'utility', aversion: 2 },
        constraints: [
          { budget: 1, of: ['SPY', 'GLD'] },
          { gross: 0.5, of: ['BTC'], label: 'notional' },
          { each: true, min: -1, of: ['BTC'] },
        ],
      }),
    )
    expect(answer.weightOf('SPY') + answer.weightOf('GLD')).toBeCloseTo(1, 13)
    expect(Math.abs(answer.weightOf('BTC'))).toBeLessThanOrEqual(0.5 + 1e-13)
    expect(answer.binding.every((b) => b.label !== '')).toBe(true)
  })
  test('shadow prices are derivatives', () => {
    const at = (max: number): OptimalSolution =>
      optimal(optimizeWeights({ ...three, constraints: [{ group: 'hard', max }], objective: { minimize: 'variance' } }))
    const slope = (at(0.3 - 1e-5).objective - at(0.3 + 1e-5).objective) / 2e-5
    const price = at(0.3).binding.find((b) => b.label === 'hard')!.shadowPrice
    expect(price).toBeCloseTo(slope, 8)
    const sharpe = (max: number): OptimalSolution =>
      optimal(optimizeWeights({ ...three, constraints: [{ group: 'crypto', max }], objective: { maximize: 'sharpe' } }))
    const gain = (sharpe(0.1 + 1e-5).objective - sharpe(0.1 - 1e-5).objective) / 2e-5
    expect(sharpe(0.1).binding.find((b) => b.label === 'crypto')!.shadowPrice).toBeCloseTo(gain, 7)
    const risky = (volatility: number): OptimalSolution =>
      optimal(optimizeWeights({ ...three, constraints: [{ volatility }], objective: { maximize: 'return' } }))
    const more = (risky(0.2 + 1e-5).objective - risky(0.2 - 1e-5).objective) / 2e-5
    expect(risky(0.2).binding.find((b) => b.label === 'volatility')!.shadowPrice).toBeCloseTo(more, 7)
  })
  test('a Sharpe ratio under a cap on volatility lies on the cap', () => {
    const best = optimal(optimizeWeights({ ...three, objective: { maximize: 'sharpe' } }))
    const capped = optimal(
      optimizeWeights({ ...three, constraints: [{ volatility: 0.125 }], objective: { maximize: 'sharpe' } }),
    )
    expect(capped.objective).toBeLessThanOrEqual(best.objective)
  })
  test('a singular covariance with many assets held is still solved', () => {
    const draw = drawer(8)
    const n = 12
    const b = Array.from({ length: 3 }, () => Array.from({ length: n }, () => normal(draw)))
    const data = new Float64Array(n * n)
    for (const row of b) for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) data[i * n + j]! += row[i]! * row[j]!
    const from = new Float64Array(n).fill(1 / n)
    const answer = optimal(
      optimizeWeights({
        assets: Array.from({ length: n }, (_, i) => `a${i}`),
        covariance: { rows: n, cols: n, data },
        objective: { minimize: 'variance' },
        constraints: [
          { each: true, min: -0.5, max: 0.5 },
          { turnover: 1.9, from },
        ],
      }),
    )
    expect(sum(answer.weights)).toBeCloseTo(1, 12)
  })
  test('semivariance is below any neighbour', () => {
    const draw = drawer(31)
    const scenarios = {
      rows: 120,
      cols: 3,
      data: Float64Array.from({ length: 360 }, () => 0.01 * normal(draw) + 0.0005),
    }
    for (const below of [undefined, 0, 0.001]) {
      const objective = { minimize: 'semivariance', ...(below === undefined ? {} : { below }) } as const
      const { weights, objective: best } = optimal(optimizeWeights({ assets: three.assets, scenarios, objective }))
      const value = (w: Float64Array): number => {
        const returns = Float64Array.from({ length: 120 }, (_, t) =>
          w.reduce((s, v, i) => s + v * scenarios.data[t * 3 + i]!, 0),
        )
        const floor = below ?? sum(returns) / 120
        return returns.reduce((s, r) => s + Math.max(0, floor - r) ** 2, 0) / 120
      }
      expect(value(weights)).toBeCloseTo(best, 14)
      for (const [i, j] of [
        [0, 1],
        [1, 2],
        [2, 0],
      ] as const) {
        const w = weights.slice()
        w[i]! += 0.001
        w[j]! -= 0.001
        if (w[j]! >= 0) expect(value(w)).toBeGreaterThanOrEqual(best)
      }
    }
  })
})

describe('bad input is refused by name', () => {
  const objective = { minimize: 'variance' } as const
  test.each<[string, Partial<AllocationProblem>]>([
    ['assets', { assets: [] }],
    ['length of expected', { expected: Float64Array.of(1) }],
    ['expected[0]', { expected: Float64Array.of(Number.NaN, 0, 0) }],
    ['size of covariance', { covariance: matrixFromRows([[1]]) }],
    [
      'most negative eigenvalue',
      {
        covariance: matrixFromRows([
          [1, 2, 0],
          [2, 1, 0],
          [0, 0, 1],
        ]),
      },
    ],
    ['group', { constraints: [{ group: 'unknown', max: 1 }] }],
    ['asset in', { constraints: [{ each: true, max: 1, of: ['XYZ'] }] }],
    ["min of 'x'", { constraints: [{ each: true, min: 0.2, max: 0.1, label: 'x' }] }],
    ['benchmark', { constraints: [{ trackingError: 0.1, benchmark: Float64Array.of(1) }] }],
    ['one limit', { constraints: [{ volatility: 1 }, { volatility: 2 }] }],
    ['aversion', { objective: { maximize: 'utility', aversion: 0 } }],
    ['costs.linear', { costs: { from: new Float64Array(3), linear: -1 } }],
    ['scenarios', { objective: { minimize: 'semivariance' } }],
    ["equalize 'risk'", { objective: { equalize: 'risk' }, constraints: [{ each: true, max: 0.4 }] }],
  ])('%s', (name, change) => {
    expect(() => optimizeWeights({ ...three, objective, ...change })).toThrow(name)
  })
  test('the eigenvalue is told', () => {
    const covariance = matrixFromRows([
      [1, 2],
      [2, 1],
    ])
    expect(() => optimizeWeights({ assets: ['a', 'b'], covariance, objective })).toThrow(
      /is -1(\.0{6,}\d+|\b)|-0\.99999999/,
    )
  })
  test('numbers of any kind end in a status or a typed error', () => {
    const any = fc.oneof(fc.double(), fc.constantFrom(0, -1, 1, Number.NaN, 1e300, -1e300, 5e-324))
    fc.assert(
      fc.property(fc.array(any, { minLength: 8, maxLength: 8 }), ([a, b, c, d, e, f, g, h]) => {
        let status = 'refused'
        try {
          status = optimizeWeights({
            assets: ['x', 'y'],
            covariance: matrixFromRows([
              [a!, b!],
              [b!, c!],
            ]),
            expected: Float64Array.of(d!, e!),
            objective: { maximize: 'utility', aversion: f! },
            constraints: [
              { group: 'all', min: g! },
              { turnover: h!, from: Float64Array.of(0, 1) },
            ],
            groups: { all: ['x', 'y'] },
          }).status
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^input\//)
        }
        expect(status).toMatch(/^(optimal|infeasible|unbounded|stalled|noAnswer|refused)$/)
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})
