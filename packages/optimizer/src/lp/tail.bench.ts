import type { Highs } from 'highs'
import type { Matrix } from '@bourse/math'
import { type Bench, defineBench } from '@bourse/proof'
import { drawer, normal } from '../anyProblem.bench.js'
import { loadTailOptimizer } from '../lp.js'
import { loadHighs } from '../qp/solve.bench.js'

const T = 1000
const confidence = 0.95

/** Least CVaR 95 % of 1000 periods, long only: ours, and HiGHS given the whole linear program. */
export const bench: Bench = defineBench({
  title: 'least CVaR, T = 1000',
  races: async () => {
    const { optimizeTail } = await loadTailOptimizer()
    const highs = await loadHighs()
    return [50, 200, 500, 1000].map((n) => {
      const scenarios = factorScenarios(n)
      const assets = Array.from({ length: n }, (_, i) => `a${i}`)
      return {
        name: `N = ${n}`,
        operations: 1,
        contenders: {
          'optimizeTail (cuts, certified)': () => {
            const s = optimizeTail({ assets, scenarios, objective: { minimize: { risk: 'cvar', confidence } } })
            return s.status === 'optimal' ? s.objective : Number.NaN
          },
          'highs WASM, the whole program': () => wholeProgram(highs, scenarios),
        },
      }
    })
  },
})

/** A market factor, four small ones and own risk, daily. */
export function factorScenarios(n: number): Matrix {
  const draw = drawer(n)
  const loadings = Array.from({ length: n }, () => [
    0.8 + 0.3 * normal(draw),
    ...Array.from({ length: 4 }, () => 0.3 * normal(draw)),
  ])
  const own = Array.from({ length: n }, () => Math.sqrt(0.5 + 2.5 * draw()))
  const data = new Float64Array(T * n)
  for (let t = 0; t < T; t++) {
    const factors = Array.from({ length: 5 }, () => normal(draw))
    for (let i = 0; i < n; i++)
      data[t * n + i] = 0.01 * loadings[i]!.reduce((s, b, k) => s + b * factors[k]!, own[i]! * normal(draw))
  }
  return { rows: T, cols: n, data }
}

// Weights, a, and one u a period (Rockafellar and Uryasev), as it is written in textbooks.
function wholeProgram(highs: Highs, { cols: n, data }: Matrix): number {
  const columns = n + 1 + T
  const starts = Int32Array.from({ length: T + 2 }, (_, r) => (r === 0 ? 0 : n + (r - 1) * (n + 2)))
  const indices = new Int32Array(starts[T + 1]!)
  const values = new Float64Array(starts[T + 1]!)
  for (let i = 0; i < n; i++) indices[i] = i
  values.fill(1, 0, n)
  for (let t = 0; t < T; t++) {
    const at = starts[t + 1]!
    for (let i = 0; i < n; i++) {
      indices[at + i] = i
      values[at + i] = data[t * n + i]!
    }
    indices.set([n, n + 1 + t], at + n)
    values.set([1, 1], at + n)
  }
  const colCost = new Float64Array(columns).fill(1 / ((1 - confidence) * T), n + 1)
  colCost[n] = 1
  const colLower = new Float64Array(columns)
  colLower[n] = Number.NEGATIVE_INFINITY
  const rowLower = new Float64Array(T + 1)
  rowLower[0] = 1
  const rowUpper = new Float64Array(T + 1).fill(Number.POSITIVE_INFINITY)
  rowUpper[0] = 1
  const matrix = { format: 'csr', numCols: columns, numRows: T + 1, starts, indices, values } as const
  const colUpper = new Float64Array(columns).fill(Number.POSITIVE_INFINITY)
  return highs.withModel(
    { numCols: columns, numRows: T + 1, colCost, colLower, colUpper, rowLower, rowUpper, matrix },
    (model): number => {
      model.options.set({ output_flag: false })
      model.run()
      return model.getObjectiveValue()
    },
  )
}
