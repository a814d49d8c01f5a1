// HiGHS (WASM) given the same program: the peer of the tests and races.
import { type Bench, defineBench } from '@bourse/proof'
import highsModule from 'highs'
import { drawer, normal } from '../anyProblem.bench.js'
import type { QuadraticProgram } from './program.js'
import { solveQp } from './solve.js'

/** The module is CommonJS: its declarations say `default`, Node hands over the function itself. */
export const loadHighs = highsModule as unknown as typeof highsModule.default

export type Highs = Awaited<ReturnType<typeof loadHighs>>

/** Model status of HiGHS for an optimum. */
const OPTIMAL = 7

/** Its x, or undefined where it does not call the outcome optimal. */
export function solveByHighs(highs: Highs, { P, q, A, lower, upper }: QuadraticProgram): Float64Array | undefined {
  const n = q.length
  const model = highs.createModel()
  try {
    model.options.set({
      output_flag: false,
      time_limit: 30,
      primal_feasibility_tolerance: 1e-9,
      dual_feasibility_tolerance: 1e-9,
    })
    const low = new Float64Array(n).fill(Number.NEGATIVE_INFINITY)
    const high = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
    const wide: { readonly at: number; readonly indices: number[]; readonly values: number[] }[] = []
    for (let r = 0; r < A.rows; r++) {
      const indices: number[] = []
      for (let j = 0; j < n; j++) if (A.data[r * n + j] !== 0) indices.push(j)
      if (indices.length === 1 && A.data[r * n + indices[0]!] === 1) {
        low[indices[0]!] = Math.max(low[indices[0]!]!, lower[r]!)
        high[indices[0]!] = Math.min(high[indices[0]!]!, upper[r]!)
      } else if (indices.length > 0) wide.push({ at: r, indices, values: indices.map((j) => A.data[r * n + j]!) })
    }
    model.addVars(low, high)
    for (let j = 0; j < n; j++) if (q[j] !== 0) model.changeColCost(j, q[j]!)
    for (const { at, indices, values } of wide) model.addRow(lower[at]!, upper[at]!, { indices, values })
    const starts = new Int32Array(n + 1)
    const indices: number[] = []
    const values: number[] = []
    for (let j = 0; j < n; j++) {
      starts[j] = indices.length
      for (let i = j; i < n; i++)
        if (P.data[j * n + i] !== 0) {
          indices.push(i)
          values.push(P.data[j * n + i]!)
        }
    }
    starts[n] = indices.length
    if (indices.length > 0)
      model.passHessian({
        format: 'triangular',
        dimension: n,
        starts,
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      })
    model.run()
    return model.getModelStatus() === OPTIMAL ? Float64Array.from(model.getSolution().colValue) : undefined
  } catch {
    return undefined
  } finally {
    model.dispose()
  }
}

/** A program with a semidefinite P, dense rows and bounds: the interior point's home. */
export const bench: Bench = defineBench({
  title: 'solveQp, P of half rank, 20 rows',
  races: async () => {
    const highs = await loadHighs()
    return [50, 150].map((n) => {
      const draw = drawer(n)
      const P = new Float64Array(n * n)
      for (let k = 0; k < n / 2; k++) {
        const b = Float64Array.from({ length: n }, () => normal(draw))
        for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) P[i * n + j]! += b[i]! * b[j]!
      }
      const m = 20
      const A = new Float64Array((m + n) * n)
      for (let r = 0; r < m; r++) for (let j = 0; j < n; j++) A[r * n + j] = normal(draw)
      for (let j = 0; j < n; j++) A[(m + j) * n + j] = 1
      const program: QuadraticProgram = {
        P: { rows: n, cols: n, data: P },
        q: Float64Array.from({ length: n }, () => 10 * normal(draw)),
        A: { rows: m + n, cols: n, data: A },
        lower: new Float64Array(m + n).fill(-1),
        upper: new Float64Array(m + n).fill(1),
      }
      return {
        name: `N = ${n}`,
        operations: 1,
        contenders: {
          solveQp: () => solveQp(program).objective,
          'highs WASM': () => solveByHighs(highs, program)?.[0] ?? Number.NaN,
        },
      }
    })
  },
})
