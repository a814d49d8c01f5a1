import { checkFiniteValues, checkWhole } from './domain.js'
import { outOfDomain } from './error.js'
import { backwardPass, forwardPass, type Hmm, logDensities } from './hmm.js'
import { type Matrix, zeros } from './matrix.js'
import { deviationOf, meanOf } from './moments.js'
import type { Rng } from './rng.js'

/**
 * `converged`: the log likelihood stopped rising. `stalled`: it still rose when the iterations were used up.
 * `degenerate`: from every start the deviation of a state fell to nothing, where the likelihood has no bound: the data
 * do not carry so many states. `collapsed` counts the starts that did.
 */
export type HmmFit =
  | {
      readonly status: 'converged' | 'stalled'
      readonly model: Hmm
      readonly logLikelihood: number
      readonly iterations: number
      readonly collapsed: number
    }
  | { readonly status: 'degenerate'; readonly collapsed: number }

/** Defaults in `fitHmm`. */
export type HmmFitOptions = {
  readonly states: number
  readonly rng: Rng
  readonly restarts?: number
  readonly maxIterations?: number
  readonly tolerance?: number
  readonly smallestDeviation?: number
}

// Every start gets this many steps; the best few are carried to the end.
const scouting = 60
const carried = 4

/**
 * Maximum-likelihood Gaussian HMM by Baum-Welch from many starts; states come by deviation ascending. The likelihood
 * of a mixture has infinite peaks where a state shrinks onto one value: starts that run into one are given up and
 * counted, never clipped.
 *
 * @param options.states number of states
 * @param options.rng where starts come from; each start forks it by label, so that more restarts only add to the old
 * @param options.restarts default 24, the first of them from the data alone
 * @param options.maxIterations of a start carried to the end, default 5000
 * @param options.tolerance rise of the log likelihood at which to stop, default 1e-9
 * @param options.smallestDeviation as a share of the deviation of all values, below which a state has collapsed, default 1e-3
 * @throws RangeError where a value is not finite, or there are fewer than 2 values per state
 * @example
 * import { createRng, fitHmm } from '@bourse/math'
 * const rng = createRng(1)
 * const values = Float64Array.from({ length: 400 }, (_, t) => rng.normal() * (t % 200 < 100 ? 1 : 5))
 * const fit = fitHmm(values, { states: 2, rng })
 * fit.status === 'converged' && fit.model.deviations.map(Math.round) // => Float64Array [1, 5]
 */
export function fitHmm(values: Float64Array, options: HmmFitOptions): HmmFit {
  const { states, rng, restarts = 24, maxIterations = 5000, tolerance = 1e-9, smallestDeviation = 1e-3 } = options
  checkFiniteValues('fitHmm', 'values', values)
  checkWhole('fitHmm', 'states', states, 1)
  checkWhole('fitHmm', 'restarts', restarts, 1)
  if (values.length < 2 * states) throw outOfDomain('fitHmm', 'values.length', values.length, `>= ${2 * states}`)
  const floor = smallestDeviation * deviationOf(values)
  const climb = climber(values, states, floor)
  let collapsed = 0
  const scouts: Climb[] = []
  for (let start = 0; start < restarts; start++) {
    const model =
      start === 0 ? startFromData(values, states) : startFromChance(values, states, rng.fork(`start ${start}`))
    const scout = climb(model, Math.min(scouting, maxIterations), tolerance)
    if (scout === undefined) collapsed++
    else scouts.push(scout)
  }
  scouts.sort((a, b) => b.logLikelihood - a.logLikelihood)
  let best: Climb | undefined
  for (const scout of distinct(scouts)) {
    const end = climb(scout.model, Math.max(0, maxIterations - scout.iterations), tolerance)
    if (end === undefined) collapsed++
    else if (best === undefined || end.logLikelihood > best.logLikelihood)
      best = { ...end, iterations: end.iterations + scout.iterations }
  }
  if (best === undefined) return { status: 'degenerate', collapsed }
  const { converged, iterations, logLikelihood, model } = best
  return {
    status: converged ? 'converged' : 'stalled',
    model: byDeviation(model),
    logLikelihood,
    iterations,
    collapsed,
  }
}

/** The best few; starts that reached the same height are taken for the same hill. */
function distinct(scouts: readonly Climb[]): readonly Climb[] {
  const kept: Climb[] = []
  for (const scout of scouts)
    if (kept.length < carried && kept.every((other) => Math.abs(other.logLikelihood - scout.logLikelihood) > 1e-6))
      kept.push(scout)
  return kept.length > 0 || scouts.length === 0 ? kept : [scouts[0]!]
}

type Climb = {
  readonly model: Hmm
  readonly logLikelihood: number
  readonly iterations: number
  readonly converged: boolean
}

/** Baum-Welch with its memory: climbs from a model, `undefined` where a state collapses. */
function climber(
  values: Float64Array,
  states: number,
  floor: number,
): (from: Hmm, steps: number, tolerance: number) => Climb | undefined {
  const size = values.length * states
  const density = new Float64Array(size)
  const predicted = new Float64Array(size)
  const filtered = new Float64Array(size)
  const beta = new Float64Array(size)
  return (from, steps, tolerance) => {
    let model = from
    let before = Number.NEGATIVE_INFINITY
    for (let iterations = 0; ; iterations++) {
      logDensities(model, values, density)
      const logLikelihood = forwardPass(model, values.length, density, predicted, filtered)
      if (!Number.isFinite(logLikelihood)) return undefined
      const converged = logLikelihood - before < tolerance
      if (converged || iterations >= steps) return { model, logLikelihood, iterations, converged }
      before = logLikelihood
      backwardPass(model, values.length, density, beta)
      const better = reestimated(model, values, density, filtered, beta)
      for (let k = 0; k < states; k++) if (!(better.deviations[k]! > floor)) return undefined
      model = better
    }
  }
}

function reestimated(
  model: Hmm,
  values: Float64Array,
  density: Float64Array,
  filtered: Float64Array,
  beta: Float64Array,
): Hmm {
  const n = model.means.length
  const length = values.length
  const a = model.transition.data
  const transition = zeros(n, n)
  const counts = transition.data
  for (let t = 1; t < length; t++) {
    const row = t * n
    for (let i = 0; i < n; i++) {
      const here = filtered[row - n + i]!
      for (let j = 0; j < n; j++)
        counts[i * n + j] = counts[i * n + j]! + here * a[i * n + j]! * density[row + j]! * beta[row + j]!
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += counts[i * n + j]!
    for (let j = 0; j < n; j++) counts[i * n + j] = counts[i * n + j]! / sum
  }
  const initial = new Float64Array(n)
  const means = new Float64Array(n)
  const deviations = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    let weight = 0
    let first = 0
    for (let t = 0; t < length; t++) {
      const p = filtered[t * n + k]! * beta[t * n + k]!
      weight += p
      first += p * values[t]!
    }
    const mean = first / weight
    let squares = 0
    for (let t = 0; t < length; t++) squares += filtered[t * n + k]! * beta[t * n + k]! * (values[t]! - mean) ** 2
    initial[k] = Math.min(1, filtered[k]! * beta[k]!) // a product of shares can come out an ulp beyond 1
    means[k] = mean
    deviations[k] = Math.sqrt(squares / weight)
  }
  return { means, deviations, transition, initial }
}

/** States as rings around the mean: calm days, wilder days. */
function startFromData(values: Float64Array, states: number): Hmm {
  const mean = meanOf(values)
  const distances = values.map((x) => Math.abs(x - mean)).sort()
  const deviations = Float64Array.from({ length: states }, (_, k) => {
    const ring = distances.subarray(
      Math.floor((k * values.length) / states),
      Math.floor(((k + 1) * values.length) / states),
    )
    return Math.sqrt(ring.reduce((sum, d) => sum + d * d, 0) / ring.length) || deviationOf(values)
  })
  const transition = zeros(states, states)
  for (let i = 0; i < states; i++)
    for (let j = 0; j < states; j++)
      transition.data[i * states + j] = states === 1 ? 1 : i === j ? 0.9 : 0.1 / (states - 1)
  return { means: new Float64Array(states).fill(mean), deviations, transition, initial: even(states) }
}

function even(states: number): Float64Array {
  return new Float64Array(states).fill(1 / states)
}

function startFromChance(values: Float64Array, states: number, rng: Rng): Hmm {
  const spread = deviationOf(values)
  const centre = meanOf(values)
  const means = new Float64Array(states)
  const deviations = new Float64Array(states)
  const transition: Matrix = zeros(states, states)
  const sticky = rng.next() < 0.5
  for (let k = 0; k < states; k++) {
    const pick = values[Math.floor(rng.next() * values.length)]!
    means[k] = centre + rng.next() * (pick - centre)
    deviations[k] = spread * Math.exp(2 * rng.next() - 1.4)
    let sum = 0
    for (let j = 0; j < states; j++) {
      const share = -Math.log(1 - rng.next()) + (sticky && j === k ? 5 * states : 0) + 1e-3
      transition.data[k * states + j] = share
      sum += share
    }
    for (let j = 0; j < states; j++) transition.data[k * states + j] = transition.data[k * states + j]! / sum
  }
  return { means, deviations, transition, initial: even(states) }
}

function byDeviation(model: Hmm): Hmm {
  const n = model.means.length
  const order = Array.from(model.means.keys()).sort((i, j) => model.deviations[i]! - model.deviations[j]!)
  const transition = zeros(n, n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) transition.data[i * n + j] = model.transition.data[order[i]! * n + order[j]!]!
  return {
    means: Float64Array.from(order, (k) => model.means[k]!),
    deviations: Float64Array.from(order, (k) => model.deviations[k]!),
    transition,
    initial: Float64Array.from(order, (k) => model.initial[k]!),
  }
}
