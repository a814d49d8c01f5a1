import type { Matrix, Rng } from '@bourse/math'
import { checkProblem } from '../problem/checkProblem.js'
import type { AllocationProblem } from '../problem/constraint.js'
import { optimizeWeights } from '../problem/optimize.js'
import { choleskyInPlace } from '../qp/freeFactor.js'
import { wrongInput } from '../wrongInput.js'

/** `weights`: the mean over the draws that had an answer, `solved` of `draws`; `deviation`: their spread per asset. */
export type Resampled = {
  readonly weights: Float64Array
  readonly deviation: Float64Array
  readonly solved: number
  readonly draws: number
}

/**
 * Weights averaged over what the estimates might have been: each draw makes a history of `observations` normal returns
 * with the given moments, estimates from it again and optimises. Convex constraints kept by every draw are kept by the
 * mean. NaN where no draw had an answer. Same rng, same weights.
 *
 * @see Michaud, Efficient Asset Management (1998), chapter 6
 * @example
 * import { createRng, matrixFromRows } from '@bourse/math'
 * import { resampleWeights } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.01, 0], [0, 0.03]])
 * const problem = { assets: ['a', 'b'], covariance, objective: { minimize: 'variance' } } as const
 * const { weights } = resampleWeights(problem, { draws: 20, observations: 60, rng: createRng(1) })
 * weights[0]! + weights[1]! // => 1
 */
export function resampleWeights(
  problem: AllocationProblem,
  options: { readonly draws: number; readonly observations: number; readonly rng: Rng },
): Resampled {
  const { draws, observations, rng } = options
  checkProblem(problem)
  const n = problem.assets.length
  if (problem.covariance === undefined) throw wrongInput('covariance', 'absent', 'given, for resampling')
  if (!(Number.isInteger(draws) && draws > 0)) throw wrongInput('draws', draws, 'a whole number > 0')
  if (!(Number.isInteger(observations) && observations > n))
    throw wrongInput('observations', observations, `a whole number above the number of assets, ${n}`)
  const L = problem.covariance.data.slice()
  if (!choleskyInPlace(L, n, n))
    throw wrongInput('covariance', 'singular', 'a positive definite matrix, for resampling')
  const mean = problem.expected ?? new Float64Array(n)
  const sum = new Float64Array(n)
  const squares = new Float64Array(n)
  let solved = 0
  for (let d = 0; d < draws; d++) {
    const estimate = redrawn(L, mean, observations, rng.fork(`draw ${d}`))
    const answer = optimizeWeights({
      ...problem,
      covariance: estimate.covariance,
      ...(problem.expected === undefined ? {} : { expected: estimate.expected }),
    })
    if (answer.status !== 'optimal') continue
    solved++
    for (let i = 0; i < n; i++) {
      sum[i]! += answer.weights[i]!
      squares[i]! += answer.weights[i]! ** 2
    }
  }
  const weights = sum.map((s) => s / solved)
  const deviation = squares.map((s, i) => Math.sqrt(Math.max(0, s / solved - weights[i]! ** 2)))
  return { weights, deviation, solved, draws }
}

// Moments (ddof 1) of a history of normal returns.
function redrawn(
  L: Float64Array,
  mean: Float64Array,
  T: number,
  rng: Rng,
): { readonly covariance: Matrix; readonly expected: Float64Array } {
  const n = mean.length
  const history = new Float64Array(T * n)
  const z = new Float64Array(n)
  const expected = new Float64Array(n)
  for (let t = 0; t < T; t++) {
    for (let i = 0; i < n; i++) z[i] = rng.normal()
    for (let i = 0; i < n; i++) {
      let r = mean[i]!
      for (let k = 0; k <= i; k++) r += L[i * n + k]! * z[k]!
      history[t * n + i] = r
      expected[i]! += r / T
    }
  }
  const data = new Float64Array(n * n)
  for (let t = 0; t < T; t++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++)
        data[i * n + j]! += ((history[t * n + i]! - expected[i]!) * (history[t * n + j]! - expected[j]!)) / (T - 1)
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) data[j * n + i] = data[i * n + j]!
  return { covariance: { rows: n, cols: n, data }, expected }
}
