import { checkFiniteValues, checkLength } from './domain.js'
import { outOfDomain } from './error.js'
import { type Matrix, zeros } from './matrix.js'

/**
 * Gaussian hidden Markov model: in state k a value is normal with `means[k]` and `deviations[k]`; `transition` is from
 * row to column, rows sum to 1; `initial` is the distribution of the state at the first value.
 */
export type Hmm = {
  readonly means: Float64Array
  readonly deviations: Float64Array
  readonly transition: Matrix
  readonly initial: Float64Array
}

/** Row t: P(state | values up to t) in `filtered`, P(state | values before t) in `predicted`. */
export type HmmFiltered = { readonly logLikelihood: number; readonly filtered: Matrix; readonly predicted: Matrix }

/** Row t of `smoothed`: P(state | all values). */
export type HmmSmoothed = HmmFiltered & { readonly smoothed: Matrix }

/** The most probable sequence of states and the log of its joint density with the values. */
export type HmmPath = { readonly states: Int32Array; readonly logProbability: number }

/**
 * The distribution that a transition matrix leaves as it is, by elimination without subtractions (Grassmann, Taksar &
 * Heyman, Oper. Res. 33, 1985), so that even tiny probabilities keep all their digits. NaN where the states fall apart
 * into sets that never meet.
 *
 * @param transition from row to column, rows sum to 1
 * @throws RangeError where `transition` is not square, a probability is outside [0, 1] or a row does not sum to 1
 * @example
 * import { matrixFromRows, stationaryDistribution } from '@bourse/math'
 * stationaryDistribution(matrixFromRows([[0.5, 0.5], [0.25, 0.75]])).map((p) => Math.round(p * 300)) // => Float64Array [100, 200]
 */
export function stationaryDistribution(transition: Matrix): Float64Array {
  checkTransition('stationaryDistribution', transition, transition.rows)
  const n = transition.rows
  const p = transition.data.slice()
  for (let k = n - 1; k > 0; k--) {
    let leaving = 0
    for (let j = 0; j < k; j++) leaving += p[k * n + j]!
    for (let i = 0; i < k; i++) {
      const share = p[i * n + k]! / leaving
      p[i * n + k] = share
      for (let j = 0; j < k; j++) p[i * n + j] = p[i * n + j]! + share * p[k * n + j]!
    }
  }
  const out = new Float64Array(n)
  out[0] = 1
  let sum = 1
  for (let k = 1; k < n; k++) {
    for (let i = 0; i < k; i++) out[k] = out[k]! + out[i]! * p[i * n + k]!
    sum += out[k]!
  }
  return out.map((x) => x / sum)
}

function checkTransition(where: string, transition: Matrix, states: number): void {
  const { rows, cols, data } = transition
  if (rows !== states || cols !== states)
    throw outOfDomain(where, 'transition', `${rows} x ${cols}`, `${states} x ${states}`)
  for (let i = 0; i < states; i++)
    checkShares(where, `row ${i} of transition`, data.subarray(i * states, (i + 1) * states))
}

function checkShares(where: string, argument: string, shares: Float64Array): void {
  let sum = 0
  for (let j = 0; j < shares.length; j++) {
    if (!(shares[j]! >= 0 && shares[j]! <= 1)) throw outOfDomain(where, `${argument}[${j}]`, shares[j]!, 'in [0, 1]')
    sum += shares[j]!
  }
  if (Math.abs(sum - 1) > 1e-9) throw outOfDomain(where, `the sum of ${argument}`, sum, '1')
}

export function checkHmm(where: string, model: Hmm, values: Float64Array): void {
  const states = model.means.length
  if (states === 0) throw outOfDomain(where, 'means.length', 0, '> 0')
  checkFiniteValues(where, 'means', model.means)
  checkLength(where, 'deviations', model.deviations.length, states, 'means')
  checkLength(where, 'initial', model.initial.length, states, 'means')
  for (let k = 0; k < states; k++) {
    const deviation = model.deviations[k]!
    if (!(deviation > 0 && deviation < Number.POSITIVE_INFINITY))
      throw outOfDomain(where, `deviations[${k}]`, deviation, '> 0 and finite')
  }
  checkTransition(where, model.transition, states)
  checkShares(where, 'initial', model.initial)
  checkFiniteValues(where, 'values', values)
}

const halfLogTwoPi = 0.9189385332046727

/** Log densities of each value in each state, T x K. */
export function logDensities(model: Hmm, values: Float64Array, out: Float64Array): void {
  const states = model.means.length
  for (let k = 0; k < states; k++) {
    const deviation = model.deviations[k]!
    const mean = model.means[k]!
    const constant = -Math.log(deviation) - halfLogTwoPi
    for (let t = 0; t < values.length; t++) {
      const z = (values[t]! - mean) / deviation
      out[t * states + k] = constant - 0.5 * z * z
    }
  }
}

/**
 * Scaled forward pass. Densities are divided by the largest of their date, so that nothing underflows however far a
 * value lies; `density` holds logs on entry and scaled densities divided by the norm of their date on exit.
 */
export function forwardPass(
  model: Hmm,
  length: number,
  density: Float64Array,
  predicted: Float64Array,
  filtered: Float64Array,
): number {
  const states = model.means.length
  const transition = model.transition.data
  let logLikelihood = 0
  for (let t = 0; t < length; t++) {
    const row = t * states
    let largest = Number.NEGATIVE_INFINITY
    for (let j = 0; j < states; j++) {
      let p = 0
      if (t === 0) p = model.initial[j]!
      else for (let i = 0; i < states; i++) p += filtered[row - states + i]! * transition[i * states + j]!
      predicted[row + j] = p
      // A state that cannot be must not set the scale.
      if (p > 0 && density[row + j]! > largest) largest = density[row + j]!
    }
    let norm = 0
    for (let j = 0; j < states; j++) {
      const d = predicted[row + j]! > 0 ? Math.exp(density[row + j]! - largest) : 0
      density[row + j] = d
      filtered[row + j] = predicted[row + j]! * d
      norm += filtered[row + j]!
    }
    for (let j = 0; j < states; j++) {
      density[row + j] = density[row + j]! / norm
      filtered[row + j] = filtered[row + j]! / norm
    }
    logLikelihood += Math.log(norm) + largest
  }
  return logLikelihood
}

/** Backward pass over what the forward pass left: `beta` times `filtered` is the smoothed probability. */
export function backwardPass(model: Hmm, length: number, density: Float64Array, beta: Float64Array): void {
  const states = model.means.length
  const transition = model.transition.data
  for (let j = 0; j < states; j++) beta[(length - 1) * states + j] = 1
  for (let t = length - 2; t >= 0; t--) {
    const next = (t + 1) * states
    for (let i = 0; i < states; i++) {
      let sum = 0
      for (let j = 0; j < states; j++) sum += transition[i * states + j]! * density[next + j]! * beta[next + j]!
      beta[t * states + i] = sum
    }
  }
}

/**
 * Filter: the probability of each state at each date from what was known then, and the log likelihood of the values
 * (Hamilton, Time Series Analysis, 22.4).
 *
 * @throws RangeError where the model is not one, or a value is not finite
 * @example
 * import { filterHmm, matrixFromRows } from '@bourse/math'
 * const model = { means: Float64Array.of(0, 0), deviations: Float64Array.of(1, 3),
 *   transition: matrixFromRows([[0.9, 0.1], [0.1, 0.9]]), initial: Float64Array.of(0.5, 0.5) }
 * filterHmm(model, Float64Array.of(0, 9)).filtered.data[3]?.toFixed(2) // => '1.00'
 */
export function filterHmm(model: Hmm, values: Float64Array): HmmFiltered {
  checkHmm('filterHmm', model, values)
  const { filtered, predicted, logLikelihood } = filterOf(model, values)
  return { logLikelihood, filtered, predicted }
}

function filterOf(model: Hmm, values: Float64Array): HmmFiltered & { readonly density: Float64Array } {
  const states = model.means.length
  const density = new Float64Array(values.length * states)
  const filtered = zeros(values.length, states)
  const predicted = zeros(values.length, states)
  logDensities(model, values, density)
  const logLikelihood = forwardPass(model, values.length, density, predicted.data, filtered.data)
  return { logLikelihood, filtered, predicted, density }
}

/**
 * Filter and smoother: also the probability of each state at each date from all values, before and after.
 *
 * @throws RangeError where the model is not one, or a value is not finite
 * @example
 * import { matrixFromRows, smoothHmm } from '@bourse/math'
 * const model = { means: Float64Array.of(0, 0), deviations: Float64Array.of(1, 3),
 *   transition: matrixFromRows([[0.9, 0.1], [0.1, 0.9]]), initial: Float64Array.of(0.5, 0.5) }
 * smoothHmm(model, Float64Array.of(0, 9)).smoothed.data[1]?.toFixed(3) // => '0.750'
 */
export function smoothHmm(model: Hmm, values: Float64Array): HmmSmoothed {
  checkHmm('smoothHmm', model, values)
  const { logLikelihood, filtered, predicted, density } = filterOf(model, values)
  const smoothed = zeros(filtered.rows, filtered.cols)
  if (values.length > 0) backwardPass(model, values.length, density, smoothed.data)
  for (let i = 0; i < smoothed.data.length; i++) smoothed.data[i] = smoothed.data[i]! * filtered.data[i]!
  return { logLikelihood, filtered, predicted, smoothed }
}

/**
 * The most probable path of states (Viterbi).
 *
 * @throws RangeError where the model is not one, or a value is not finite
 * @example
 * import { matrixFromRows, viterbiPath } from '@bourse/math'
 * const model = { means: Float64Array.of(0, 0), deviations: Float64Array.of(1, 3),
 *   transition: matrixFromRows([[0.9, 0.1], [0.1, 0.9]]), initial: Float64Array.of(0.5, 0.5) }
 * viterbiPath(model, Float64Array.of(0, 9, -8)).states // => Int32Array [1, 1, 1]
 */
export function viterbiPath(model: Hmm, values: Float64Array): HmmPath {
  checkHmm('viterbiPath', model, values)
  const length = values.length
  const n = model.means.length
  const score = new Float64Array(length * n)
  const from = new Int32Array(length * n)
  logDensities(model, values, score)
  const logTransition = model.transition.data.map(Math.log)
  for (let t = 0; t < length; t++)
    for (let j = 0; j < n; j++) {
      let best = t === 0 ? Math.log(model.initial[j]!) : Number.NEGATIVE_INFINITY
      for (let i = 0; t > 0 && i < n; i++) {
        const candidate = score[(t - 1) * n + i]! + logTransition[i * n + j]!
        if (candidate > best) {
          best = candidate
          from[t * n + j] = i
        }
      }
      score[t * n + j] = score[t * n + j]! + best
    }
  const states = new Int32Array(length)
  if (length === 0) return { states, logProbability: 0 }
  const last = score.subarray((length - 1) * n)
  for (let j = 1; j < n; j++) if (last[j]! > last[states[length - 1]!]!) states[length - 1] = j
  for (let t = length - 1; t > 0; t--) states[t - 1] = from[t * n + states[t]!]!
  return { states, logProbability: last[states[length - 1]!]! }
}
