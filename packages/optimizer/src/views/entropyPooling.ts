import { failed, type Result, succeeded } from '@bourse/core'
import type { Matrix } from '@bourse/math'
import { checkFinite, checkLength } from '../qp/checkProgram.js'
import { solveQp } from '../qp/solve.js'
import { wrongInput } from '../wrongInput.js'

/**
 * A view on the mean of `values`, one number per scenario: returns for a view on a mean, squares for one on a variance,
 * 1 and 0 for one on a probability. `equals`, or `min` and `max`.
 */
export type ScenarioView = { readonly label?: string; readonly values: Float64Array } & (
  | { readonly equals: number }
  | { readonly min?: number; readonly max?: number }
)

/**
 * Probabilities that keep the views and are nearest to the prior: `multipliers` one per view (0 where it does not bind),
 * `entropy` relative to the prior, `error` the largest miss of a view, `effective` the number of equal scenarios that
 * would be as rich.
 */
export type EntropyPool = {
  readonly probabilities: Float64Array
  readonly multipliers: Float64Array
  readonly entropy: number
  readonly effective: number
  readonly error: number
}

/** A view as a range, in units of the spread of its values. */
type Row = { readonly values: Float64Array; readonly lower: number; readonly upper: number; readonly scale: number }

const STEPS = 200
const RIDGES = [1e-13, 1e-9, 1e-5]
/** Of a step, in units of the views' spreads. */
const LONGEST = 10

/**
 * Entropy pooling (Meucci 2008): the prior distorted as little as possible (relative entropy) so that the views hold.
 * Newton's method on the dual, each step a small quadratic program of our own so that one-sided views keep their sign.
 * Views that no probabilities can keep are a failure with the labels of those that collide (`optimizer/views-conflict`).
 *
 * @example
 * import { entropyPooling } from '@bourse/optimizer'
 * const prior = Float64Array.of(0.25, 0.25, 0.25, 0.25)
 * const pool = entropyPooling(prior, [{ values: Float64Array.of(-1, -1, 1, 1), equals: 0.5 }])
 * pool.ok && pool.value.probabilities.map((p) => Math.round(p * 1e9) / 1e9) // => Float64Array [0.125, 0.125, 0.375, 0.375]
 */
export function entropyPooling(
  prior: Float64Array,
  views: readonly ScenarioView[],
): Result<EntropyPool, 'optimizer/views-conflict' | 'optimizer/stalled'> {
  const start = normalizedPrior(prior)
  const rows = views.map((view, v) => rowOf(view, v, start))
  const k = rows.length
  const lambda = new Float64Array(k)
  let state = stateAt(start, rows, lambda)
  for (let step = 0; step < STEPS; step++) {
    const { gradient, hessian } = curvature(state.p, rows, lambda)
    if (missOf(gradient) < 1e-14) break
    if (impossible(start, rows, lambda)) return conflictOf(views, lambda)
    const move = newtonStep(hessian, gradient, lambda, rows)
    if (move === undefined) break
    const next = lineSearch(start, rows, lambda, move, gradient, state.value)
    if (next === undefined) break
    lambda.set(next.lambda)
    state = next.state
  }
  const { gradient } = curvature(state.p, rows, lambda)
  if (!(missOf(gradient) < 1e-9)) {
    if (impossible(start, rows, lambda)) return conflictOf(views, lambda)
    return failed('optimizer/stalled', 'the views can only just be kept: all weight would go to few scenarios', {
      error: missOf(gradient),
    })
  }
  return succeeded(poolOf(start, views, rows, state.p, lambda))
}

/**
 * Mean and covariance (about that mean) of scenarios, rows being periods, under given probabilities.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { scenarioMoments } from '@bourse/optimizer'
 * scenarioMoments(matrixFromRows([[0], [1]]), Float64Array.of(0.75, 0.25)).covariance.data // => Float64Array [0.1875]
 */
export function scenarioMoments(
  scenarios: Matrix,
  probabilities: Float64Array,
): { readonly expected: Float64Array; readonly covariance: Matrix } {
  const { rows: T, cols: n, data } = scenarios
  checkLength('probabilities', probabilities, T)
  checkFinite('probabilities', probabilities)
  const expected = new Float64Array(n)
  for (let t = 0; t < T; t++) for (let i = 0; i < n; i++) expected[i]! += probabilities[t]! * data[t * n + i]!
  const covariance = new Float64Array(n * n)
  const off = new Float64Array(n)
  for (let t = 0; t < T; t++) {
    for (let i = 0; i < n; i++) off[i] = data[t * n + i]! - expected[i]!
    for (let i = 0; i < n; i++) {
      const weighted = probabilities[t]! * off[i]!
      for (let j = 0; j <= i; j++) covariance[i * n + j]! += weighted * off[j]!
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) covariance[j * n + i] = covariance[i * n + j]!
  return { expected, covariance: { rows: n, cols: n, data: covariance } }
}

function normalizedPrior(prior: Float64Array): Float64Array {
  if (prior.length === 0) throw wrongInput('prior', 'empty', 'at least one scenario')
  checkFinite('prior', prior)
  let sum = 0
  for (const p of prior) {
    if (p < 0) throw wrongInput('prior', p, 'numbers >= 0')
    sum += p
  }
  if (!(sum > 0)) throw wrongInput('sum of prior', sum, 'a number > 0')
  return prior.map((p) => p / sum)
}

function rowOf(view: ScenarioView, v: number, prior: Float64Array): Row {
  const name = nameOf(view, v)
  checkLength(`values of ${name}`, view.values, prior.length)
  checkFinite(`values of ${name}`, view.values)
  const lower = 'equals' in view ? view.equals : (view.min ?? Number.NEGATIVE_INFINITY)
  const upper = 'equals' in view ? view.equals : (view.max ?? Number.POSITIVE_INFINITY)
  if (Number.isNaN(lower) || Number.isNaN(upper) || lower > upper)
    throw wrongInput(`range of ${name}`, `${lower} to ${upper}`, 'min at most max, both numbers')
  if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY)
    throw wrongInput(`range of ${name}`, 'absent', 'equals, min or max')
  let mean = 0
  let square = 0
  view.values.forEach((x, t) => {
    mean += prior[t]! * x
  })
  view.values.forEach((x, t) => {
    square += prior[t]! * (x - mean) ** 2
  })
  const scale = square > 0 ? Math.sqrt(square) : Math.max(1, Math.abs(mean))
  // Around the prior's mean: the exponents stay small and no digits cancel.
  const values = view.values.map((x) => (x - mean) / scale)
  return { values, lower: (lower - mean) / scale, upper: (upper - mean) / scale, scale }
}

// p ~ prior exp(-A' lambda); the dual: log sum prior exp(-A' lambda) + the ends that lambda leans on.
function stateAt(prior: Float64Array, rows: readonly Row[], lambda: Float64Array): { p: Float64Array; value: number } {
  const exponent = new Float64Array(prior.length)
  rows.forEach(({ values }, r) => {
    for (let t = 0; t < prior.length; t++) exponent[t]! -= lambda[r]! * values[t]!
  })
  let top = Number.NEGATIVE_INFINITY
  for (let t = 0; t < prior.length; t++) if (prior[t]! > 0) top = Math.max(top, exponent[t]!)
  let sum = 0
  const p = prior.map((q, t) => {
    const weight = q > 0 ? q * Math.exp(exponent[t]! - top) : 0
    sum += weight
    return weight
  })
  let value = top + Math.log(sum)
  rows.forEach((row, r) => {
    if (lambda[r] !== 0) value += lambda[r]! * endOf(row, lambda[r]!)
  })
  return { p: p.map((w) => w / sum), value }
}

// A view that is too high is pushed down: lambda > 0 leans on its upper end.
function endOf({ lower, upper }: Row, lambda: number): number {
  return lambda > 0 ? upper : lower
}

function curvature(
  p: Float64Array,
  rows: readonly Row[],
  lambda: Float64Array,
): { readonly gradient: Float64Array; readonly hessian: Float64Array } {
  const k = rows.length
  const means = rows.map(({ values }) => values.reduce((s, x, t) => s + p[t]! * x, 0))
  const gradient = Float64Array.from(rows, (row, r) => sideOf(row, lambda[r]!, means[r]!) - means[r]!)
  const hessian = new Float64Array(k * k)
  for (let a = 0; a < k; a++)
    for (let b = 0; b <= a; b++) {
      let s = 0
      for (let t = 0; t < p.length; t++)
        s += p[t]! * (rows[a]!.values[t]! - means[a]!) * (rows[b]!.values[t]! - means[b]!)
      hessian[a * k + b] = s
      hessian[b * k + a] = s
    }
  return { gradient, hessian }
}

// At lambda 0 the end that is broken, or none.
function sideOf(row: Row, lambda: number, mean: number): number {
  if (lambda !== 0) return endOf(row, lambda)
  return Math.min(Math.max(mean, row.lower), row.upper)
}

function missOf(gradient: Float64Array): number {
  return gradient.reduce((worst, g) => Math.max(worst, Math.abs(g)), 0)
}

// lambda + move keeps its sign where the view is one-sided; a two-sided view passes through 0, and stops there.
function newtonStep(
  hessian: Float64Array,
  gradient: Float64Array,
  lambda: Float64Array,
  rows: readonly Row[],
): Float64Array | undefined {
  const k = rows.length
  const lower = new Float64Array(k)
  const upper = new Float64Array(k)
  rows.forEach((row, r) => {
    const free = row.lower === row.upper
    const pushesDown = lambda[r]! > 0 || (lambda[r] === 0 && gradient[r]! < 0)
    const pushesUp = lambda[r]! < 0 || (lambda[r] === 0 && gradient[r]! > 0)
    lower[r] = free || pushesUp ? Number.NEGATIVE_INFINITY : -lambda[r]!
    upper[r] = free || pushesDown ? Number.POSITIVE_INFINITY : -lambda[r]!
  })
  const A = new Float64Array(k * k)
  for (let r = 0; r < k; r++) A[r * k + r] = 1
  // Views that repeat each other leave the dual flat along a line: a ridge picks a step, the cap keeps it finite.
  for (const ridge of RIDGES) {
    const P = hessian.slice()
    for (let r = 0; r < k; r++) P[r * k + r]! += ridge
    const { status, x } = solveQp({
      P: { rows: k, cols: k, data: P },
      q: gradient,
      A: { rows: k, cols: k, data: A },
      lower,
      upper,
    })
    if (status !== 'optimal') continue
    const longest = x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
    return longest > LONGEST ? x.map((v) => (v * LONGEST) / longest) : x
  }
  return undefined
}

function lineSearch(
  prior: Float64Array,
  rows: readonly Row[],
  lambda: Float64Array,
  move: Float64Array,
  gradient: Float64Array,
  value: number,
): { readonly lambda: Float64Array; readonly state: { p: Float64Array; value: number } } | undefined {
  const slope = gradient.reduce((s, g, r) => s + g * move[r]!, 0)
  // Below this the value no longer tells steps apart; the Newton step is good to the last digits there.
  const noise = 1e-13 * Math.max(1, Math.abs(value))
  for (let share = 1; share > 1e-12; share /= 2) {
    const next = lambda.map((l, r) => l + share * move[r]!)
    const state = stateAt(prior, rows, next)
    if (state.value <= value + 1e-4 * share * slope + noise) return { lambda: next, state }
  }
  return undefined
}

// A weighting of the views that every scenario breaks: nobody can keep them all. Exact where it holds.
function impossible(prior: Float64Array, rows: readonly Row[], lambda: Float64Array): boolean {
  let least = Number.POSITIVE_INFINITY
  let size = 0
  rows.forEach((_, r) => {
    size += Math.abs(lambda[r]!)
  })
  if (size === 0) return false
  for (let t = 0; t < prior.length; t++) {
    if (prior[t] === 0) continue
    let s = 0
    rows.forEach((row, r) => {
      if (lambda[r] !== 0) s += lambda[r]! * (row.values[t]! - endOf(row, lambda[r]!))
    })
    least = Math.min(least, s)
  }
  return least > 1e-12 * size
}

function conflictOf(views: readonly ScenarioView[], lambda: Float64Array): Result<never, 'optimizer/views-conflict'> {
  const largest = lambda.reduce((most, l) => Math.max(most, Math.abs(l)), 0)
  const labels = views.map(nameOf).filter((_, v) => Math.abs(lambda[v]!) > 1e-6 * largest)
  const what = labels.length === 1 ? `${labels[0]} cannot be kept` : `${labels.join(', ')} cannot be kept together`
  return failed('optimizer/views-conflict', `${what} by any probabilities of these scenarios`, { conflict: labels })
}

function nameOf({ label }: ScenarioView, v: number): string {
  return label ?? `view ${v}`
}

function poolOf(
  prior: Float64Array,
  views: readonly ScenarioView[],
  rows: readonly Row[],
  p: Float64Array,
  lambda: Float64Array,
): EntropyPool {
  let entropy = 0
  let disorder = 0
  p.forEach((pt, t) => {
    if (!(pt > 0)) return
    entropy += pt * Math.log(pt / prior[t]!)
    disorder -= pt * Math.log(pt)
  })
  let error = 0
  views.forEach((view) => {
    const mean = view.values.reduce((s, x, t) => s + p[t]! * x, 0)
    const lower = 'equals' in view ? view.equals : (view.min ?? mean)
    const upper = 'equals' in view ? view.equals : (view.max ?? mean)
    error = Math.max(error, lower - mean, mean - upper)
  })
  const multipliers = lambda.map((l, r) => l / rows[r]!.scale)
  return { probabilities: p, multipliers, entropy, effective: Math.exp(disorder), error }
}
