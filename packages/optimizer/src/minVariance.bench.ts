import { type Bench, defineBench } from '@bourse/proof'
// @ts-expect-error: it has no declarations
import portfolioAllocation from 'portfolio-allocation'
// @ts-expect-error: it has no declarations
import quadprog from 'quadprog'
import { drawer, factorCovariance } from './anyProblem.bench.js'
import { optimizeWeights, solveQp } from './index.js'
import { loadHighs, solveByHighs } from './qp/solve.bench.js'

/** Long-only minimum variance: a sum of 1, weights >= 0. The slower peers sit out where they need seconds or are wrong. */
export const bench: Bench = defineBench({
  title: 'long-only minimum variance',
  races: async () => {
    const highs = await loadHighs()
    return [50, 200, 500, 1000].map((n) => {
      const covariance = factorCovariance(n, drawer(n))
      const assets = Array.from({ length: n }, (_, i) => `a${i}`)
      const rows = Array.from({ length: n }, (_, i) => Array.from(covariance.data.subarray(i * n, i * n + n)))
      const program = longOnly(n, covariance.data)
      const pa = portfolioAllocation as { globalMinimumVarianceWeights(sigma: number[][], options?: object): number[] }
      return {
        name: `N = ${n}`,
        operations: 1,
        contenders: {
          'optimizeWeights (checked, certified)': () => {
            const s = optimizeWeights({ assets, covariance, objective: { minimize: 'variance' } })
            return s.status === 'optimal' ? s.objective : Number.NaN
          },
          ...(n <= 500 ? { 'solveQp (factors the whole of P)': () => solveQp(program).x[0]! } : {}),
          'highs WASM': () => solveByHighs(highs, program)?.[0] ?? Number.NaN,
          ...(n <= 500 ? { 'portfolio-allocation, its default': () => pa.globalMinimumVarianceWeights(rows)[0]! } : {}),
          ...(n <= 200 ? { quadprog: () => byQuadprog(n, rows) } : {}),
        },
      }
    })
  },
})

function longOnly(n: number, data: Float64Array) {
  const A = new Float64Array((n + 1) * n).fill(1, 0, n)
  for (let i = 0; i < n; i++) A[(i + 1) * n + i] = 1
  const lower = new Float64Array(n + 1)
  lower[0] = 1
  const upper = new Float64Array(n + 1).fill(1)
  // HiGHS has absolute tolerances of 1e-9 at best: daily variances are handed to it in a unit of their own size.
  const P = { rows: n, cols: n, data: data.map((v) => 1e4 * v) }
  return { P, q: new Float64Array(n), A: { rows: n + 1, cols: n, data: A }, lower, upper }
}

// One-based arrays of arrays.
function byQuadprog(n: number, rows: readonly (readonly number[])[]): number {
  const D = [[], ...rows.map((row) => [0, ...row.map((v) => 1e4 * v)])]
  const A = [[], ...rows.map((_, i) => [0, 1, ...rows.map((__, j) => (i === j ? 1 : 0))])]
  const b = [0, 1, ...new Array<number>(n).fill(0)]
  return quadprog.solveQP(D, new Array<number>(n + 1).fill(0), A, b, 1).solution[1]!
}
