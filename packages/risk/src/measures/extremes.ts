// Extreme value theory: losses beyond a threshold follow a generalised Pareto distribution.
import { badArgument, failed, type Result, succeeded } from '@bourse/core'
import { brentMinimum, meanOf, quantileOfSorted } from '@bourse/math'
import type { TailEstimate } from './parametric.js'
import { checkConfidence, checkReturns } from './returns.js'

/**
 * Excesses over `threshold` with shape `xi` (> 0: heavy tail, moments up to 1 / xi) and scale `beta`, in the unit of the
 * losses. `exceeding` of `count` losses were above it. `meanExcess` is their mean above it; `hill` is Hill's estimate of
 * xi from the same losses, NaN where the next smaller one is not > 0.
 */
export type ParetoTail = {
  readonly threshold: number
  readonly xi: number
  readonly beta: number
  readonly logLikelihood: number
  readonly exceeding: number
  readonly count: number
  readonly meanExcess: number
  readonly hill: number
}

// With fewer losses two parameters say nothing.
const leastExceeding = 5

/**
 * Fits the tail of losses by maximum likelihood over xi > -0.5 (below, the likelihood has no regular maximum).
 *
 * @param losses positive = loss
 * @param thresholdQuantile of the losses, linear: 0.9 fits the worst tenth
 * @param options.series name that a failure tells
 * @returns failure `risk/short-series` where fewer than 5 losses exceed the threshold, `risk/no-fit` where the best
 * likelihood lies at the end of the domain
 * @throws BourseError where a loss is not finite or the quantile outside (0, 1)
 * @see McNeil and Frey, J. Empirical Finance 7, 2000; Grimshaw, Technometrics 35(2), 1993 (the profile likelihood)
 *
 * @example
 * import { createRng } from '@bourse/math'
 * import { fitTail, tailBeyond } from '@bourse/risk'
 * const rng = createRng(7)
 * const losses = Float64Array.from({ length: 5000 }, () => 0.01 * rng.student(4))
 * const tail = fitTail(losses, 0.9)
 * tail.ok && Math.abs(tail.value.xi - 0.25) < 0.15 // => true
 * tail.ok && tailBeyond(tail.value, 0.999).valueAtRisk.toFixed(3) // => '0.068'
 */
export function fitTail(
  losses: Float64Array,
  thresholdQuantile: number,
  options: { readonly series?: string } = {},
): Result<ParetoTail, 'risk/short-series' | 'risk/no-fit'> {
  checkReturns('fitTail', losses, 'losses')
  checkConfidence('fitTail', thresholdQuantile)
  const { series = 'losses' } = options
  const sorted = losses.slice().sort()
  const threshold = sorted.length === 0 ? Number.NaN : quantileOfSorted(sorted, thresholdQuantile)
  const excesses = sorted.filter((loss) => loss > threshold).map((loss) => loss - threshold)
  const exceeding = excesses.length
  if (exceeding < leastExceeding)
    return failed(
      'risk/short-series',
      `${series}: ${exceeding} losses exceed the threshold, ${leastExceeding} are needed`,
      {
        series,
        exceeding,
        least: leastExceeding,
      },
    )
  const best = bestShape(excesses)
  if (best === undefined)
    return failed('risk/no-fit', `${series}: the likelihood of the tail is greatest at the end of its domain`, {
      series,
    })
  return succeeded({
    ...best,
    threshold,
    exceeding,
    count: losses.length,
    meanExcess: meanOf(excesses),
    hill: hillOf(sorted, exceeding),
  })
}

/** Hill, Ann. Statistics 3, 1975: the mean log ratio of the k largest to the next one. */
function hillOf(sorted: Float64Array, k: number): number {
  const base = sorted[sorted.length - k - 1] ?? Number.NaN
  if (!(base > 0)) return Number.NaN
  return meanOf(sorted.subarray(sorted.length - k).map((loss) => Math.log(loss / base)))
}

/**
 * With theta = xi / beta the best xi is the mean of ln(1 + theta y), so that one unknown is left: a scan brackets the
 * greatest likelihood, a minimizer finishes.
 */
function bestShape(
  excesses: Float64Array,
): { readonly xi: number; readonly beta: number; readonly logLikelihood: number } | undefined {
  const count = excesses.length
  const mean = meanOf(excesses)
  // Scaled to a mean of 1; theta > -1 / largest.
  const y = excesses.map((excess) => excess / mean)
  const largest = y[count - 1]!
  const shapeAt = (theta: number): number => {
    let sum = 0
    for (let k = 0; k < count; k++) sum += Math.log1p(theta * y[k]!)
    return sum / count
  }
  const cost = (theta: number): number => {
    const xi = shapeAt(theta)
    if (!(xi > -0.5)) return Number.POSITIVE_INFINITY
    // beta = xi / theta, whose limit at 0 is the mean: 1.
    return (Math.abs(theta) < 1e-9 ? 0 : Math.log(xi / theta)) + xi + 1
  }
  // theta = (e^u - 1) / largest covers the domain evenly on both sides of 0.
  const at = (u: number): number => cost(Math.expm1(u) / largest)
  const [from, to, steps] = [-12, 12, 240]
  const step = (to - from) / steps
  let lowest = 0
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; k <= steps; k++) {
    const value = at(from + k * step)
    if (value < least) {
      least = value
      lowest = k
    }
  }
  if (lowest === 0 || lowest === steps) return undefined
  const middle = from + lowest * step
  const left = at(middle - step) < Number.POSITIVE_INFINITY ? middle - step : domainEnd(at, middle - step, middle)
  const found = brentMinimum(at, left, middle + step, { tolerance: 1e-9 })
  // A likelihood that still rises at xi = -0.5 has its maximum outside.
  if (!(shapeAt(Math.expm1(found.x) / largest) > -0.5 + 1e-6)) return undefined
  const theta = polished(y, Math.expm1(found.x) / largest)
  const xi = shapeAt(theta)
  const scale = Math.abs(theta) < 1e-9 ? 1 : xi / theta
  return { xi, beta: scale * mean, logLikelihood: -count * (Math.log(scale * mean) + xi + 1) }
}

/** The last place, from `inside` towards `outside`, at which the cost is finite. */
function domainEnd(cost: (u: number) => number, outside: number, inside: number): number {
  let [a, b] = [outside, inside]
  for (let k = 0; k < 50; k++) {
    const middle = (a + b) / 2
    if (cost(middle) < Number.POSITIVE_INFINITY) b = middle
    else a = middle
  }
  return b
}

/** Secant steps on the slope of the cost: a minimizer alone knows the place to 1e-8. */
function polished(y: Float64Array, start: number): number {
  const slope = (theta: number): number => {
    let logs = 0
    let shares = 0
    for (let k = 0; k < y.length; k++) {
      logs += Math.log1p(theta * y[k]!)
      shares += y[k]! / (1 + theta * y[k]!)
    }
    const xi = logs / y.length
    const turn = shares / y.length
    return turn / xi - 1 / theta + turn
  }
  if (Math.abs(start) < 1e-6) return start
  let a = start
  let b = start * (1 + 1e-6)
  let fa = slope(a)
  for (let k = 0; k < 20; k++) {
    const fb = slope(b)
    const next = b - (fb * (b - a)) / (fb - fa)
    if (!Number.isFinite(next) || Math.abs(next - start) > 1e-4 * Math.abs(start)) return start
    if (Math.abs(next - b) <= 4e-16 * Math.abs(b)) return next
    a = b
    fa = fb
    b = next
  }
  return b
}

/**
 * Value at risk and expected shortfall beyond the threshold. ES is Infinity where xi >= 1.
 *
 * @throws BourseError where confidence does not lie beyond the threshold's: the tail says nothing about what is inside
 *
 * @example
 * import { tailBeyond } from '@bourse/risk'
 * const tail = { threshold: 0.02, xi: 0.25, beta: 0.01, logLikelihood: 0, exceeding: 50, count: 500, meanExcess: 0.013, hill: 0.4 }
 * tailBeyond(tail, 0.99).valueAtRisk.toFixed(4) // => '0.0511'
 */
export function tailBeyond(tail: ParetoTail, confidence: number): TailEstimate {
  checkConfidence('tailBeyond', confidence)
  const { threshold, xi, beta, exceeding, count } = tail
  const beyond = ((1 - confidence) * count) / exceeding
  if (!(beyond <= 1))
    throw badArgument('tailBeyond', 'confidence', confidence, `>= ${1 - exceeding / count}, where the tail begins`)
  const log = Math.log(beyond)
  const valueAtRisk = threshold + beta * (Math.abs(xi) < 1e-12 ? -log : Math.expm1(-xi * log) / xi)
  const shortfall = xi < 1 ? valueAtRisk + (beta + xi * (valueAtRisk - threshold)) / (1 - xi) : Number.POSITIVE_INFINITY
  return { valueAtRisk, shortfall }
}
