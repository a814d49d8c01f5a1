import { type Bench, defineBench } from '@bourse/proof'
// @ts-expect-error: it has no declarations
import quadprog from 'quadprog'
import { drawer, factorCovariance, normal } from './anyProblem.bench.js'
import { type Constraint, optimizeWeights, type QuadraticProgram } from './index.js'
import { loadHighs, solveByHighs } from './qp/solve.bench.js'

/** A desk's problem: utility, weights in [0, 5 %], ten sector bands, turnover of 30 % from an old portfolio. */
export const bench: Bench = defineBench({
  title: 'groups, turnover and bounds',
  races: async () => {
    const highs = await loadHighs()
    return [200, 500].map((n) => {
      const draw = drawer(n + 1)
      const covariance = factorCovariance(n, draw)
      const expected = Float64Array.from({ length: n }, () => 3e-4 * normal(draw))
      const assets = Array.from({ length: n }, (_, i) => `a${i}`)
      const raw = Float64Array.from({ length: n }, () => draw() ** 4)
      const total = raw.reduce((s, v) => s + v, 0)
      const from = raw.map((v) => Math.min(0.05, v / total))
      from[0]! += 1 - from.reduce((s, v) => s + v, 0)
      const sectors = Array.from({ length: 10 }, (_, g) => assets.filter((_, i) => i % 10 === g))
      const constraints: Constraint[] = [
        { each: true, min: 0, max: 0.05 },
        { turnover: 0.3, from },
      ]
      sectors.forEach((_, g) => {
        constraints.push({ group: `s${g}`, min: 0.05, max: 0.2 })
      })
      const groups = Object.fromEntries(sectors.map((of, g) => [`s${g}`, of]))
      const objective = { maximize: 'utility', aversion: 5 } as const
      const split = splitProgram(n, covariance.data, expected, from)
      const quadprogInput = n <= 200 ? quadprogOf(split) : undefined
      return {
        name: `N = ${n}`,
        operations: 1,
        contenders: {
          'optimizeWeights (checked, certified)': () => {
            const s = optimizeWeights({ assets, covariance, expected, objective, constraints, groups })
            return s.status === 'optimal' ? s.objective : Number.NaN
          },
          'highs WASM': () => solveByHighs(highs, split)?.[0] ?? Number.NaN,
          ...(quadprogInput === undefined
            ? {}
            : { quadprog: () => quadprog.solveQP(...quadprogInput).value[1] ?? Number.NaN }),
        },
      }
    })
  },
})

// w = from + buys - sells: what a solver without kinks is given.
function splitProgram(n: number, C: Float64Array, expected: Float64Array, from: Float64Array): QuadraticProgram {
  const N = 2 * n
  const unit = 1e4 // brings variances to the size of HiGHS's tolerances
  const data = new Float64Array(N * N)
  const q = new Float64Array(N)
  for (let i = 0; i < n; i++) {
    let Cf = 0
    for (let j = 0; j < n; j++) {
      const v = unit * C[i * n + j]!
      Cf += v * from[j]!
      data[i * N + j] = data[(n + i) * N + n + j] = v
      data[i * N + n + j] = data[(n + i) * N + j] = -v
    }
    const g = Cf - (unit * expected[i]!) / 5
    q[i] = g
    q[n + i] = -g
  }
  const rows = 12
  const A = new Float64Array((rows + N) * N)
  const lower = new Float64Array(rows + N)
  const upper = new Float64Array(rows + N)
  for (let i = 0; i < n; i++) {
    A[i] = 1
    A[n + i] = -1
    A[N + i] = A[N + n + i] = 1
    A[(2 + (i % 10)) * N + i] = 1
    A[(2 + (i % 10)) * N + n + i] = -1
    A[(rows + i) * N + i] = A[(rows + n + i) * N + n + i] = 1
    upper[rows + i] = Math.max(0, 0.05 - from[i]!)
    upper[rows + n + i] = from[i]!
  }
  lower[1] = Number.NEGATIVE_INFINITY
  upper[1] = 0.3
  for (let g = 0; g < 10; g++) {
    let held = 0
    for (let i = g; i < n; i += 10) held += from[i]!
    lower[2 + g] = 0.05 - held
    upper[2 + g] = 0.2 - held
  }
  return { P: { rows: N, cols: N, data }, q, A: { rows: rows + N, cols: N, data: A }, lower, upper }
}

// quadprog wants a positive definite matrix and one-sided rows, one-based: a small ridge makes the split program one.
function quadprogOf({ P, q, A, lower, upper }: QuadraticProgram): readonly unknown[] {
  const N = q.length
  const D = [
    [],
    ...Array.from({ length: N }, (_, i) => [
      0,
      ...Array.from({ length: N }, (_, j) => P.data[i * N + j]! + (i === j ? 1e-7 : 0)),
    ]),
  ]
  const sides: { readonly row: number; readonly sign: number; readonly end: number }[] = []
  for (let r = 0; r < A.rows; r++) {
    if (lower[r] === upper[r]) sides.unshift({ row: r, sign: 1, end: lower[r]! })
    else {
      if (Number.isFinite(lower[r]!)) sides.push({ row: r, sign: 1, end: lower[r]! })
      if (Number.isFinite(upper[r]!)) sides.push({ row: r, sign: -1, end: -upper[r]! })
    }
  }
  const a = [[], ...Array.from({ length: N }, (_, j) => [0, ...sides.map((s) => s.sign * A.data[s.row * N + j]!)])]
  return [D, [0, ...q.map((v) => -v)], a, [0, ...sides.map((s) => s.end)], 1]
}
