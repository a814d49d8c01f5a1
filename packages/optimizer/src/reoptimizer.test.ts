import { matrixFromRows, createRng } from '@bourse/math'
import { Subject } from 'rxjs'
import { describe, expect, test } from 'vitest'
import { anyProblem, drawer, factorCovariance } from './anyProblem.bench.js'
import { optimizeWeights, planWeights, reoptimizer, resampleWeights, type Solution } from './index.js'
import { weights$ } from './rx.js'

const weightsOf = (s: Solution): Float64Array => {
  if (s.status !== 'optimal') throw new Error(JSON.stringify(s))
  return s.weights
}

describe('reoptimizer', () => {
  const assets = Array.from({ length: 20 }, (_, i) => `a${i}`)
  const problem = {
    assets,
    objective: { minimize: 'variance' },
    constraints: [
      { each: true, max: 0.2 },
      { turnover: 0.1, from: new Float64Array(20).fill(0.05) },
    ],
  } as const
  test('turnover is measured from the last answer', () => {
    const draw = drawer(1)
    const step = reoptimizer(problem)
    let before: Float64Array = new Float64Array(20).fill(0.05)
    for (let k = 0; k < 10; k++) {
      const now = weightsOf(step.next({ covariance: factorCovariance(20, draw) }))
      expect(now.reduce((s, w, i) => s + Math.abs(w - before[i]!), 0)).toBeLessThanOrEqual(0.1 + 1e-12)
      before = now
    }
  })
  test('a restored one goes on as the original', () => {
    const draw = drawer(2)
    const original = reoptimizer(problem)
    original.next({ covariance: factorCovariance(20, draw) })
    const copy = reoptimizer(problem)
    copy.load(JSON.parse(JSON.stringify(original.save())))
    const next = { covariance: factorCovariance(20, draw) }
    expect(weightsOf(copy.next(next))).toEqual(weightsOf(original.next(next)))
    expect(() => copy.load([1])).toThrow('state')
  })
})

describe('weights$', () => {
  test('solves the newest of a burst and ends with its source', async () => {
    const source = new Subject<{ covariance: ReturnType<typeof matrixFromRows> }>()
    const seen: number[] = []
    let ended = false
    weights$(source, { assets: ['a', 'b'], objective: { minimize: 'variance' } }).subscribe({
      next: (s) => seen.push(weightsOf(s)[0]!),
      complete: () => {
        ended = true
      },
    })
    for (const v of [1, 2, 3])
      source.next({
        covariance: matrixFromRows([
          [1, 0],
          [0, v],
        ]),
      })
    await Promise.resolve()
    source.next({
      covariance: matrixFromRows([
        [1, 0],
        [0, 1],
      ]),
    })
    source.complete()
    await Promise.resolve()
    expect(seen).toEqual([0.75, 0.5])
    expect(ended).toBe(true)
  })
  test('a wrong estimate is an error of the stream', async () => {
    const source = new Subject<{ covariance: ReturnType<typeof matrixFromRows> }>()
    const error = new Promise((resolve) => {
      weights$(source, { assets: ['a'], objective: { minimize: 'variance' } }).subscribe({ error: resolve })
    })
    source.next({ covariance: matrixFromRows([[Number.NaN]]) })
    expect(String(await error)).toContain('covariance')
  })
})

describe('planWeights', () => {
  test('one period is the single problem', () => {
    const draw = drawer(3)
    const n = 12
    const covariance = factorCovariance(n, draw)
    const { expected, assets } = anyProblem(n, draw)
    const held = new Float64Array(n).fill(1 / n)
    const plan = planWeights({
      assets,
      held,
      forecasts: [{ expected: expected!, covariance }],
      aversion: 8,
      cost: 2e-4,
      turnover: 0.5,
    })
    const single = optimizeWeights({
      assets,
      covariance,
      expected: expected!,
      objective: { maximize: 'utility', aversion: 8 },
      constraints: [{ turnover: 0.5, from: held }],
      costs: { from: held, linear: 2e-4 },
    })
    if (plan.status !== 'optimal') throw new Error(plan.status)
    plan.weights[0]!.forEach((w, i) => {
      expect(w).toBeCloseTo(weightsOf(single)[i]!, 8)
    })
  })
  test('a plan is at least as good as going one period at a time', () => {
    const draw = drawer(4)
    const n = 6
    const assets = Array.from({ length: n }, (_, i) => `a${i}`)
    const held = new Float64Array(n).fill(1 / n)
    const forecasts = Array.from({ length: 4 }, () => ({
      expected: Float64Array.from({ length: n }, () => 2e-3 * (draw() - 0.5)),
      covariance: factorCovariance(n, draw),
    }))
    const cost = 5e-4
    const plan = planWeights({ assets, held, forecasts, aversion: 5, cost })
    if (plan.status !== 'optimal') throw new Error(plan.status)
    let greedy = 0
    let before: Float64Array = held
    for (const { expected, covariance } of forecasts) {
      const one = optimizeWeights({
        assets,
        covariance,
        expected,
        objective: { maximize: 'utility', aversion: 5 },
        costs: { from: before, linear: cost },
      })
      greedy += one.status === 'optimal' ? one.objective : Number.NaN
      before = weightsOf(one)
    }
    expect(plan.objective).toBeGreaterThanOrEqual(greedy - 1e-12)
  })
  test('an impossible plan names its conflict', () => {
    const forecasts = [
      {
        expected: Float64Array.of(0, 0),
        covariance: matrixFromRows([
          [1, 0],
          [0, 1],
        ]),
      },
    ]
    const plan = planWeights({
      assets: ['a', 'b'],
      held: Float64Array.of(1, 0),
      forecasts,
      aversion: 1,
      constraints: [{ each: true, max: 0.4 }],
    })
    expect(plan.status === 'infeasible' && plan.conflict).toEqual(expect.arrayContaining(['budget', 'each <= 0.4']))
  })
})

test('resampled weights keep the constraints and repeat with their seed', () => {
  const draw = drawer(6)
  const covariance = factorCovariance(5, draw)
  const problem = {
    assets: ['a', 'b', 'c', 'd', 'e'],
    covariance,
    expected: Float64Array.of(1e-3, 5e-4, 2e-4, 8e-4, 0),
    objective: { maximize: 'sharpe' },
    constraints: [{ each: true, max: 0.5 }],
  } as const
  const run = () => resampleWeights(problem, { draws: 30, observations: 120, rng: createRng('resample') })
  const { weights, solved } = run()
  expect(weights.reduce((s, w) => s + w, 0)).toBeCloseTo(1, 12)
  expect(Math.max(...weights)).toBeLessThanOrEqual(0.5 + 1e-12)
  expect(solved).toBeGreaterThan(20)
  expect(run().weights).toEqual(weights)
})
