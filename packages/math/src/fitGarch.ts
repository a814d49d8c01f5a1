import { choleskyInPlace } from './cholesky.js'
import { checkFiniteValues } from './domain.js'
import { outOfDomain } from './error.js'
import { type Garch, garchVariances, logTwoPi, meanSquare } from './garch.js'
import { meanKernel } from './moments.js'
import { choleskySolveInPlace } from './solveSpd.js'

/**
 * `converged`: a maximum inside alpha > 0, beta > 0, alpha + beta < 1. `boundary`: the likelihood is greatest where one of them is
 * met, standard errors do not exist (NaN) and parameters may be undetermined. `stalled`: no maximum was reached.
 * `variance[t]` belongs to value t, `next` to the one after the last.
 */
export type GarchFit = Garch & {
  readonly status: 'converged' | 'boundary' | 'stalled'
  readonly mean: number
  readonly logLikelihood: number
  readonly standardErrors: { readonly omega: number; readonly alpha: number; readonly beta: number }
  readonly variance: Float64Array
  readonly next: number
}

// Starts: alpha and alpha + beta; omega is what makes the long-run variance that of the sample.
const alphas = [0.02, 0.05, 0.1, 0.2]
const persistences = [0.3, 0.6, 0.8, 0.9, 0.95, 0.98]
const climbs = 6
const mostSteps = 200
const nearOne = 1 - 1e-7

/**
 * GARCH(1,1) with Gaussian maximum likelihood (Bollerslev, J. Econometrics 31, 1986): values less their mean, first
 * variance the mean square of all. Newton steps with exact first and second derivatives, damped and held within bounds,
 * from the best of 24 starts; standard errors from the inverse Hessian.
 *
 * @param options.mean `'sample'` (default) takes the mean away, `'zero'` does not
 * @throws RangeError where a value is not finite, there are fewer than 10, or all are equal
 * @example
 * import { createRng, fitGarch } from '@bourse/math'
 * const rng = createRng(7)
 * let h = 1
 * const values = Float64Array.from({ length: 2000 }, () => {
 *   const y = Math.sqrt(h) * rng.normal()
 *   h = 0.05 + 0.1 * y * y + 0.85 * h
 *   return y
 * })
 * const fit = fitGarch(values)
 * Math.abs(fit.beta - 0.85) < 0.1 // => true
 */
export function fitGarch(values: Float64Array, options: { readonly mean?: 'sample' | 'zero' } = {}): GarchFit {
  checkFiniteValues('fitGarch', 'values', values)
  if (values.length < 10) throw outOfDomain('fitGarch', 'values.length', values.length, '>= 10')
  const mean = options.mean === 'zero' ? 0 : meanKernel(values)
  const residuals = values.map((x) => x - mean)
  const scale = meanSquare(residuals)
  if (!(scale > 0)) throw outOfDomain('fitGarch', 'the variance of values', scale, '> 0')
  // Squares in units of their mean, so that the three parameters are of one size.
  const squares = residuals.map((y) => (y * y) / scale)
  const best = startsOf(squares)
    .map((start) => climb(squares, start))
    .reduce((a, b) => (b.value > a.value ? b : a))
  const omega = best.at[0]!
  const alpha = best.at[1]!
  const beta = best.at[2]!
  const interior = alpha > 1e-9 && beta > 1e-9 && alpha + beta < nearOne - 1e-9
  const status = !interior ? 'boundary' : best.converged ? 'converged' : 'stalled'
  const errors = status === 'converged' ? standardErrors(squares, best.at) : undefined
  const model = { omega: omega * scale, alpha, beta }
  const { variances, next, logLikelihood } = garchVariances(model, residuals)
  return {
    ...model,
    status,
    mean,
    logLikelihood,
    standardErrors: {
      omega: (errors?.[0] ?? Number.NaN) * scale,
      alpha: errors?.[1] ?? Number.NaN,
      beta: errors?.[2] ?? Number.NaN,
    },
    variance: variances,
    next,
  }
}

function startsOf(squares: Float64Array): readonly Float64Array[] {
  const starts = alphas.flatMap((alpha) =>
    persistences.map((persistence) => Float64Array.of(1 - persistence, alpha, persistence - alpha)),
  )
  const gradient = new Float64Array(3)
  const hessian = new Float64Array(9)
  const heights = new Map(starts.map((start) => [start, derivatives(squares, start, gradient, hessian)]))
  return starts.sort((a, b) => heights.get(b)! - heights.get(a)!).slice(0, climbs)
}

/** Log likelihood at (omega, alpha, beta); its gradient and lower Hessian are written into the arrays. */
function derivatives(squares: Float64Array, at: Float64Array, gradient: Float64Array, hessian: Float64Array): number {
  const omega = at[0]!
  const alpha = at[1]!
  const beta = at[2]!
  let h = 1
  // First derivatives of h by omega, alpha, beta; second by (omega beta), (alpha beta), (beta beta), the others are 0.
  let ho = 0,
    ha = 0,
    hb = 0
  let hob = 0,
    hab = 0,
    hbb = 0
  let value = 0
  let go = 0,
    ga = 0,
    gb = 0
  let soo = 0,
    soa = 0,
    saa = 0,
    sob = 0,
    sab = 0,
    sbb = 0
  for (let t = 0; t < squares.length; t++) {
    const y2 = squares[t]!
    const ratio = y2 / h
    value -= 0.5 * (logTwoPi + Math.log(h) + ratio)
    const first = (0.5 * (ratio - 1)) / h
    const second = (0.5 - ratio) / (h * h)
    go += first * ho
    ga += first * ha
    gb += first * hb
    soo += second * ho * ho
    soa += second * ho * ha
    saa += second * ha * ha
    sob += second * ho * hb + first * hob
    sab += second * ha * hb + first * hab
    sbb += second * hb * hb + first * hbb
    hbb = 2 * hb + beta * hbb
    hob = ho + beta * hob
    hab = ha + beta * hab
    hb = h + beta * hb
    ho = 1 + beta * ho
    ha = y2 + beta * ha
    h = omega + alpha * y2 + beta * h
  }
  gradient[0] = go
  gradient[1] = ga
  gradient[2] = gb
  hessian.set([soo, 0, 0, soa, saa, 0, sob, sab, sbb])
  return value
}

type Top = { readonly at: Float64Array; readonly value: number; readonly converged: boolean }

/** Levenberg's damped Newton steps uphill; a parameter at its bound with the slope outwards is held there. */
function climb(squares: Float64Array, start: Float64Array): Top {
  let at = start
  const gradient = new Float64Array(3)
  const hessian = new Float64Array(9)
  const nextGradient = new Float64Array(3)
  const nextHessian = new Float64Array(9)
  let value = derivatives(squares, at, gradient, hessian)
  let damping = 1e-3
  for (let step = 0; step < mostSteps; step++) {
    const free = [0, 1, 2].filter((i) => i === 0 || at[i]! > 0 || gradient[i]! > 0)
    const move = newtonStep(gradient, hessian, free, damping)
    const next = move === undefined ? undefined : held(at, move)
    const height = next === undefined ? Number.NaN : derivatives(squares, next, nextGradient, nextHessian)
    if (next !== undefined && height >= value) {
      const change = Math.max(...next.map((x, i) => Math.abs(x - at[i]!) / (Math.abs(x) + 1e-8)))
      at = next
      value = height
      gradient.set(nextGradient)
      hessian.set(nextHessian)
      damping = Math.max(damping / 10, 1e-15)
      if (change < 1e-12) return { at, value, converged: true }
    } else {
      // Rounding of the sum hides rises below 1e-13 of it: the top is reached where even a careful step finds none.
      if (damping > 1e12 || isFlat(gradient, at, free, squares.length))
        return { at, value, converged: isFlat(gradient, at, free, squares.length) }
      damping *= 8
    }
  }
  return { at, value, converged: false }
}

function isFlat(gradient: Float64Array, at: Float64Array, free: readonly number[], count: number): boolean {
  return free.every((i) => Math.abs(gradient[i]! * at[i]!) < 1e-9 * count)
}

/** Solves (D - H + damping D) step = gradient over the free parameters, D the size of the diagonal. */
function newtonStep(
  gradient: Float64Array,
  hessian: Float64Array,
  free: readonly number[],
  damping: number,
): Float64Array | undefined {
  const n = free.length
  const a = new Float64Array(n * n)
  const b = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    b[i] = gradient[free[i]!]!
    for (let j = 0; j <= i; j++) a[i * n + j] = -hessian[free[i]! * 3 + free[j]!]!
    a[i * n + i] = a[i * n + i]! + damping * Math.abs(hessian[free[i]! * 4]!)
  }
  if (choleskyInPlace(a, n) >= 0) return undefined
  choleskySolveInPlace(a, n, b)
  const step = new Float64Array(3)
  for (let i = 0; i < n; i++) step[free[i]!] = b[i]!
  return step
}

/** The step taken, but omega not below a tenth, alpha and beta not below 0, their sum below 1. */
function held(at: Float64Array, move: Float64Array): Float64Array {
  const omega = Math.max(at[0]! + move[0]!, at[0]! / 10)
  const alpha = Math.max(at[1]! + move[1]!, 0)
  const beta = Math.max(at[2]! + move[2]!, 0)
  const excess = Math.max(1, (alpha + beta) / nearOne)
  return Float64Array.of(omega, alpha / excess, beta / excess)
}

function standardErrors(squares: Float64Array, at: Float64Array): Float64Array | undefined {
  const gradient = new Float64Array(3)
  const information = new Float64Array(9)
  derivatives(squares, at, gradient, information)
  for (let i = 0; i < 9; i++) information[i] = -information[i]!
  if (choleskyInPlace(information, 3) >= 0) return undefined
  return Float64Array.from([0, 1, 2], (i) => {
    const column = new Float64Array(3)
    column[i] = 1
    return Math.sqrt(choleskySolveInPlace(information, 3, column)[i]!)
  })
}
