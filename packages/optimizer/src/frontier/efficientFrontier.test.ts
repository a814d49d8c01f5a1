import { describe, expect, test } from 'vitest'
import { anyProblem, drawer, factorCovariance, normal } from '../anyProblem.bench.js'
import { cornerPortfolios, efficientFrontier, type OptimalSolution, optimizeWeights, type Solution } from '../index.js'

const optimal = (s: Solution): OptimalSolution => {
  if (s.status !== 'optimal') throw new Error(JSON.stringify(s))
  return s
}
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((s, v, i) => s + v * b[i]!, 0)

describe('the frontier', () => {
  test('rises in return and in risk, convexly, each point as good as its own problem', () => {
    const draw = drawer(21)
    for (let c = 0; c < 40; c++) {
      const { costs: _, ...problem } = anyProblem(2 + Math.floor(draw() * 30), draw)
      const expected = problem.expected!
      const line = efficientFrontier(problem, 12).map(optimal)
      const returns = line.map((s) => dot(expected, s.weights))
      for (let k = 1; k < line.length; k++) {
        expect(returns[k]!).toBeGreaterThanOrEqual(returns[k - 1]! - 1e-15)
        expect(line[k]!.objective).toBeGreaterThanOrEqual(line[k - 1]!.objective * (1 - 1e-10))
      }
      for (let k = 1; k + 1 < line.length; k++)
        expect(2 * line[k]!.objective).toBeLessThanOrEqual(
          (line[k - 1]!.objective + line[k + 1]!.objective) * (1 + 1e-9),
        )
      const k = 5
      const direct = optimizeWeights({
        ...problem,
        objective: { minimize: 'variance' },
        constraints: [...(problem.constraints ?? []), { targetReturn: returns[k]! - 1e-15 }],
      })
      expect(optimal(direct).objective).toBeCloseTo(line[k]!.objective, 12)
      const best = optimal(optimizeWeights({ ...problem, objective: { maximize: 'return' } }))
      expect(returns[returns.length - 1]!).toBeCloseTo(best.objective, 13)
    }
  })
  test('corners turn where the answer at their lambda is', () => {
    const draw = drawer(22)
    for (let c = 0; c < 20; c++) {
      const n = 3 + Math.floor(draw() * 30)
      const assets = Array.from({ length: n }, (_, i) => `a${i}`)
      const covariance = factorCovariance(n, draw)
      const expected = Float64Array.from({ length: n }, () => 1e-3 * normal(draw))
      const line = cornerPortfolios({ assets, covariance, expected })
      if (line.status !== 'optimal') throw new Error(line.status)
      expect(line.corners.length).toBeGreaterThan(1)
      for (const corner of line.corners.slice(1)) {
        const objective = { maximize: 'utility', aversion: 1 / corner.lambda } as const
        const { weights } = optimal(optimizeWeights({ assets, covariance, expected, objective }))
        weights.forEach((w, i) => {
          expect(Math.abs(w - corner.weights[i]!)).toBeLessThan(1e-9)
        })
      }
      // The last corner holds one asset: the best.
      expect(Math.max(...line.corners[line.corners.length - 1]!.weights)).toBeCloseTo(1, 12)
    }
  })
  test('long only means >= 0 to the last digit, at corners and between them', () => {
    const draw = drawer(23)
    for (let c = 0; c < 20; c++) {
      const n = 5 + Math.floor(draw() * 20)
      const problem = {
        assets: Array.from({ length: n }, (_, i) => `a${i}`),
        covariance: factorCovariance(n, draw),
        expected: Float64Array.from({ length: n }, () => 0.1 * draw()),
      }
      const line = cornerPortfolios(problem)
      const corners = line.status === 'optimal' ? line.corners : []
      expect(corners.length).toBeGreaterThan(1)
      const weights = [
        ...corners.map((corner) => corner.weights),
        ...efficientFrontier(problem, 9).map((s) => optimal(s).weights),
      ]
      for (const w of weights) expect(w.every((v) => v >= 0 && !Object.is(v, -0))).toBe(true)
    }
  })
  test('without bounds it has no end', () => {
    const draw = drawer(23)
    const covariance = factorCovariance(4, draw)
    const expected = Float64Array.of(0.001, 0.002, 0.0005, 0.003)
    const constraints = [{ each: true, min: Number.NEGATIVE_INFINITY }] as const
    const line = cornerPortfolios({ assets: ['a', 'b', 'c', 'd'], covariance, expected, constraints })
    expect(line.status === 'optimal' && line.endless).toBe(true)
    const points = efficientFrontier({ assets: ['a', 'b', 'c', 'd'], covariance, expected, constraints }, 5).map(
      optimal,
    )
    expect(dot(points[4]!.weights, expected)).toBeCloseTo(0.003, 12)
  })
  test('an infeasible frontier is one answer that says why', () => {
    const draw = drawer(24)
    const covariance = factorCovariance(2, draw)
    const constraints = [{ each: true, max: 0.3 }] as const
    const line = efficientFrontier({ assets: ['a', 'b'], covariance, expected: Float64Array.of(1, 2), constraints }, 3)
    expect(line.map((s) => s.status)).toEqual(['infeasible'])
  })
})
