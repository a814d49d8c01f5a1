// HiGHS (WASM) given the same program: the peer of the tests and races.
import highsModule from 'highs'
import type { QuadraticProgram } from './program.js'

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
