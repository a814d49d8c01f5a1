// What is minimised: C, the linear part and how much trading costs count, once the objective is known.
import type { Matrix } from '@bourse/math'
import { checkFinite, checkLength } from '../qp/checkProgram.js'
import { wrongInput } from '../wrongInput.js'
import type { AllocationProblem } from './constraint.js'

/** risk w'Cw / 2 - centre'Cw + linear'w + trading costs; `aversion` 0 leaves out the risk. */
export type Model = {
  readonly C: Float64Array
  readonly aversion: number
  readonly centre: Float64Array | undefined
  readonly linear: Float64Array
  readonly costs: number
}

/** The covariance as given, refused where it is absent. */
export function covarianceOf({ covariance }: AllocationProblem, what: string): Matrix {
  if (covariance === undefined) throw wrongInput('covariance', 'absent', `given, for ${what}`)
  return covariance
}

/** The expected returns as given, refused where they are absent. */
export function expectedOf({ expected }: AllocationProblem, what: string): Float64Array {
  if (expected === undefined) throw wrongInput('expected', 'absent', `given, for ${what}`)
  return expected
}

/** Correlations of a covariance; refuses an asset without variance. */
export function correlationOf(covariance: Matrix): Float64Array {
  const n = covariance.rows
  const deviation = deviationsOf(covariance)
  const data = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      data[i * n + j] = i === j ? 1 : covariance.data[i * n + j]! / (deviation[i]! * deviation[j]!)
  return data
}

/** Square roots of the diagonal; refuses an asset without variance. */
export function deviationsOf(covariance: Matrix): Float64Array {
  const n = covariance.rows
  const deviation = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const variance = covariance.data[i * n + i]!
    if (!(variance > 0)) throw wrongInput(`covariance[${i}][${i}]`, variance, 'a variance > 0')
    deviation[i] = Math.sqrt(variance)
  }
  return deviation
}

/** The benchmark of a tracking objective, checked. */
export function benchmarkOf(benchmark: Float64Array, n: number): Float64Array {
  checkLength('benchmark', benchmark, n)
  checkFinite('benchmark', benchmark)
  return benchmark
}

/** w'Cw. */
export function quadraticForm(C: Float64Array, w: Float64Array): number {
  const n = w.length
  let total = 0
  for (let i = 0; i < n; i++) {
    if (w[i] === 0) continue
    let s = 0
    for (let j = 0; j < n; j++) s += C[i * n + j]! * w[j]!
    total += s * w[i]!
  }
  return total
}

/** Trading costs of going to w. */
export function tradingCost({ costs }: AllocationProblem, w: Float64Array): number {
  if (costs === undefined) return 0
  let total = 0
  for (let i = 0; i < w.length; i++) {
    const trade = w[i]! - costs.from[i]!
    total += costAt(costs.linear, i) * Math.abs(trade) + costAt(costs.quadratic, i) * trade * trade
  }
  return total
}

/** Cost coefficient of asset i. */
export function costAt(cost: number | Float64Array | undefined, i: number): number {
  return cost === undefined ? 0 : typeof cost === 'number' ? cost : cost[i]!
}

export function dotOf(a: Float64Array, b: Float64Array): number {
  let s = 0
  for (let i = 0; i < a.length; i++) s += a[i]! * b[i]!
  return s
}
