import { type Bench, defineBench } from '@bourse/proof'
import { drawer, factorCovariance, normal } from './anyProblem.bench.js'
import { efficientFrontier, optimizeWeights, riskParityWeights } from './index.js'
import { loadHighs, solveByHighs } from './qp/solve.bench.js'

/** A frontier of 50 points, by the critical line and one problem at a time; risk parity of 500 assets. */
export const bench: Bench = defineBench({
  title: 'frontier and risk parity',
  races: async () => {
    const highs = await loadHighs()
    const n = 200
    const draw = drawer(50)
    const covariance = factorCovariance(n, draw)
    const expected = Float64Array.from({ length: n }, () => 5e-4 * normal(draw))
    const assets = Array.from({ length: n }, (_, i) => `a${i}`)
    const targets = efficientFrontier({ assets, covariance, expected }, 50).map((s) =>
      s.status === 'optimal' ? s.weights.reduce((sum, w, i) => sum + w * expected[i]!, 0) : Number.NaN,
    )
    const large = factorCovariance(500, draw)
    return [
      {
        name: '50 points, N = 200',
        operations: 1,
        contenders: {
          efficientFrontier: () => efficientFrontier({ assets, covariance, expected }, 50).length,
          'optimizeWeights, 50 target returns': () =>
            targets.reduce((sum, targetReturn) => {
              const s = optimizeWeights({
                assets,
                covariance,
                expected,
                objective: { minimize: 'variance' },
                constraints: [{ targetReturn }],
              })
              return sum + (s.status === 'optimal' ? s.objective : 0)
            }, 0),
          'highs WASM, 50 target returns': () =>
            targets.reduce(
              (sum, target) =>
                sum + (solveByHighs(highs, targetProgram(n, covariance.data, expected, target))?.[0] ?? 0),
              0,
            ),
        },
      },
      {
        name: 'risk parity, N = 500',
        operations: 1,
        contenders: { riskParityWeights: () => riskParityWeights(large).error },
      },
    ]
  },
})

function targetProgram(n: number, C: Float64Array, expected: Float64Array, target: number) {
  const A = new Float64Array((n + 2) * n).fill(1, 0, n)
  for (let i = 0; i < n; i++) {
    A[n + i] = 1e3 * expected[i]!
    A[(i + 2) * n + i] = 1
  }
  const lower = new Float64Array(n + 2)
  const upper = new Float64Array(n + 2).fill(1)
  lower[0] = 1
  lower[1] = 1e3 * target
  upper[1] = Number.POSITIVE_INFINITY
  return {
    P: { rows: n, cols: n, data: C.map((v) => 1e4 * v) },
    q: new Float64Array(n),
    A: { rows: n + 2, cols: n, data: A },
    lower,
    upper,
  }
}
