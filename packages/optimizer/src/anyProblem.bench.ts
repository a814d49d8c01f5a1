// Seeded portfolio problems for tests and races.
import type { Matrix } from '@bourse/math'
import { type Bench, defineBench } from '@bourse/proof'
import { type AllocationProblem, type Constraint, type Objective, optimizeWeights } from './index.js'

export type Draw = () => number

/** Uniform numbers from a seed. */
export function drawer(seed: number): Draw {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

export function normal(draw: Draw): number {
  let s = -6
  for (let k = 0; k < 12; k++) s += draw()
  return s
}

/** A market factor, four small ones, own risk: daily variances of the size of shares. */
export function factorCovariance(n: number, draw: Draw): Matrix {
  const loadings = Array.from({ length: n }, () => [
    0.8 + 0.3 * normal(draw),
    ...Array.from({ length: 4 }, () => 0.3 * normal(draw)),
  ])
  const own = Array.from({ length: n }, () => 0.5 + 2.5 * draw())
  const data = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let s = i === j ? own[i]! : 0
      for (let k = 0; k < 5; k++) s += loadings[i]![k]! * loadings[j]![k]!
      data[i * n + j] = data[j * n + i] = 1e-4 * s
    }
  return { rows: n, cols: n, data }
}

/** Feasible by construction: everything is kept by equal weights. */
export function anyProblem(n: number, draw: Draw, objective?: Objective): AllocationProblem {
  const assets = Array.from({ length: n }, (_, i) => `a${i}`)
  const constraints: Constraint[] = []
  const groups: { [name: string]: string[] } = {}
  const short = draw() < 0.4
  if (short || draw() < 0.5) constraints.push({ each: true, min: short ? -0.3 : 0, max: 1 / n + draw() * 0.5 })
  for (let g = 0; g < Math.floor(draw() * 4); g++) {
    const of = assets.filter(() => draw() < 0.4)
    if (of.length === 0) continue
    groups[`g${g}`] = of
    const share = of.length / n
    const low = { min: share * draw() }
    const high = { max: share * (1 + draw()) }
    constraints.push({ group: `g${g}`, ...(draw() < 0.6 ? low : {}), ...high })
  }
  const equal = new Float64Array(n).fill(1 / n)
  const near = equal.map((w) => w * (0.5 + draw()))
  const off = near.reduce((s, w, i) => s + Math.abs(w - equal[i]!), 0)
  if (draw() < 0.4) constraints.push({ turnover: off + 0.4 * draw(), from: near })
  if (short && draw() < 0.5) constraints.push({ gross: 1 + draw() })
  if (short && draw() < 0.3) constraints.push({ short: 0.3 * draw() })
  if (draw() < 0.3) {
    const exposure = Float64Array.from({ length: n }, () => normal(draw))
    const at = exposure.reduce((s, v) => s + v / n, 0)
    constraints.push({ exposure, min: at - 0.2 * draw(), max: at + 0.2 * draw() })
  }
  const expected = Float64Array.from({ length: n }, () => 5e-4 * normal(draw) + 3e-4)
  const kind = draw()
  const drawn: Objective =
    kind < 0.4
      ? { minimize: 'variance' }
      : kind < 0.7
        ? { maximize: 'utility', aversion: 1 + 20 * draw() }
        : kind < 0.85
          ? { minimize: 'trackingError', benchmark: near }
          : { maximize: 'return' }
  const costs = { from: near, ...(draw() < 0.5 ? { linear: 1e-4 * draw() } : { linear: near.map((w) => w * 1e-3) }) }
  return {
    assets,
    expected,
    covariance: factorCovariance(n, draw),
    objective: objective ?? drawn,
    constraints,
    groups,
    ...(draw() < 0.3 && kind > 0.4 && kind < 0.7 ? { costs } : {}),
  }
}

/** A hundred mixed problems of up to 60 assets, from nothing and from weights near the answer. */
export const bench: Bench = defineBench({
  title: '100 mixed problems of up to 60 assets',
  races: () => {
    const draw = drawer(42)
    const problems = Array.from({ length: 100 }, () => anyProblem(2 + Math.floor(draw() * 59), draw))
    const started = problems.map((problem) => {
      const answer = optimizeWeights(problem)
      return answer.status === 'optimal' ? { ...problem, start: answer.weights } : problem
    })
    const solveAll = (all: readonly AllocationProblem[]): number =>
      all.reduce((sum, problem) => sum + optimizeWeights(problem).effort.iterations, 0)
    return [
      {
        name: 'each',
        operations: 100,
        contenders: { 'from nothing': () => solveAll(problems), 'from the answer': () => solveAll(started) },
      },
    ]
  },
})
