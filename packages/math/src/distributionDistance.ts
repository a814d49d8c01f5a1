import { checkFiniteValues, checkLength } from './domain.js'
import { outOfDomain } from './error.js'

// Distances between two samples, by their distribution functions, and divergences between two lists of shares.

/** Calls `visit(x, step, F(x), G(x))` for each x of the pooled sample, `step` being the way to the next. */
function walkTogether(x: Float64Array, y: Float64Array, visit: (step: number, ofX: number, ofY: number) => void): void {
  let i = 0
  let j = 0
  while (i < x.length || j < y.length) {
    const at = Math.min(x[i] ?? Number.POSITIVE_INFINITY, y[j] ?? Number.POSITIVE_INFINITY)
    while (i < x.length && x[i] === at) i++
    while (j < y.length && y[j] === at) j++
    const next = Math.min(x[i] ?? Number.POSITIVE_INFINITY, y[j] ?? Number.POSITIVE_INFINITY)
    visit(next === Number.POSITIVE_INFINITY ? 0 : next - at, i / x.length, j / y.length)
  }
}

export function sortedSamples(
  where: string,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): readonly [Float64Array, Float64Array] {
  checkFiniteValues(where, 'x', x)
  checkFiniteValues(where, 'y', y)
  if (x.length === 0) throw outOfDomain(where, 'x.length', 0, '> 0')
  if (y.length === 0) throw outOfDomain(where, 'y.length', 0, '> 0')
  return [Float64Array.from(x).sort(), Float64Array.from(y).sort()]
}

/** sup |F - G|, the statistic of Kolmogorov and Smirnov. */
export function largestGap(x: Float64Array, y: Float64Array): number {
  let most = 0
  walkTogether(x, y, (_step, f, g) => {
    most = Math.max(most, Math.abs(f - g))
  })
  return most
}

/**
 * Wasserstein distance of order 1 between two samples: the integral of |F - G|, in units of the values.
 *
 * @throws RangeError where a sample is empty or a value not finite
 * @example
 * import { wassersteinDistance } from '@bourse/math'
 * wassersteinDistance(Float64Array.of(0, 1), Float64Array.of(5, 6)) // => 5
 */
export function wassersteinDistance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0
  walkTogether(...sortedSamples('wassersteinDistance', x, y), (step, f, g) => {
    sum += step * Math.abs(f - g)
  })
  return sum
}

/**
 * Energy distance between two samples: the root of twice the integral of (F - G)^2 (Szekely & Rizzo, J. Stat. Plan.
 * Inference 143, 2013).
 *
 * @throws RangeError where a sample is empty or a value not finite
 * @example
 * import { energyDistance } from '@bourse/math'
 * energyDistance(Float64Array.of(0), Float64Array.of(2)) // => 2
 */
export function energyDistance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0
  walkTogether(...sortedSamples('energyDistance', x, y), (step, f, g) => {
    sum += step * (f - g) ** 2
  })
  return Math.sqrt(2 * sum)
}

/**
 * Kullback-Leibler divergence of q from p, sum p ln(p / q) in nats, after both have been made to sum to 1. Infinite
 * where q is 0 and p is not.
 *
 * @throws RangeError where lengths differ or a share is negative or not finite
 * @example
 * import { klDivergence } from '@bourse/math'
 * klDivergence([0.5, 0.5], [0.25, 0.75]).toFixed(6) // => '0.143841'
 */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [a, b] = sharesOfBoth('klDivergence', p, q)
  return relativeEntropy(a, b)
}

/**
 * Jensen-Shannon divergence in nats, after both have been made to sum to 1: between 0 and ln 2.
 *
 * @throws RangeError where lengths differ or a share is negative or not finite
 * @example
 * import { jsDivergence } from '@bourse/math'
 * jsDivergence([1, 0], [0, 1]) === Math.LN2 // => true
 */
export function jsDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [a, b] = sharesOfBoth('jsDivergence', p, q)
  const middle = a.map((share, i) => (share + b[i]!) / 2)
  return (relativeEntropy(a, middle) + relativeEntropy(b, middle)) / 2
}

/**
 * Jeffreys divergence sum (p - q) ln(p / q) of shares as they are: the population stability index when p and q are the
 * shares of two samples in the same bins. Infinite where just one of them is 0.
 *
 * @throws RangeError where lengths differ or a share is negative or not finite
 * @example
 * import { jeffreysDivergence } from '@bourse/math'
 * jeffreysDivergence([0.5, 0.5], [0.25, 0.75]).toFixed(6) // => '0.274653'
 */
export function jeffreysDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  checkShares('jeffreysDivergence', p, q)
  let sum = 0
  for (let i = 0; i < p.length; i++) if (p[i] !== q[i]) sum += (p[i]! - q[i]!) * Math.log(p[i]! / q[i]!)
  return sum
}

function relativeEntropy(p: Float64Array, q: Float64Array): number {
  let sum = 0
  for (let i = 0; i < p.length; i++) if (p[i]! > 0) sum += p[i]! * Math.log(p[i]! / q[i]!)
  return sum
}

function checkShares(where: string, p: ArrayLike<number>, q: ArrayLike<number>): void {
  checkLength(where, 'q', q.length, p.length, 'p')
  for (const [name, shares] of [
    ['p', p],
    ['q', q],
  ] as const) {
    checkFiniteValues(where, name, shares)
    for (let i = 0; i < shares.length; i++)
      if (shares[i]! < 0) throw outOfDomain(where, `${name}[${i}]`, shares[i]!, '>= 0')
  }
}

function sharesOfBoth(
  where: string,
  p: ArrayLike<number>,
  q: ArrayLike<number>,
): readonly [Float64Array, Float64Array] {
  checkShares(where, p, q)
  const normalised = (shares: ArrayLike<number>, name: string): Float64Array => {
    const values = Float64Array.from(shares)
    const sum = values.reduce((total, share) => total + share, 0)
    if (!(sum > 0)) throw outOfDomain(where, `the sum of ${name}`, sum, '> 0')
    return values.map((share) => share / sum)
  }
  return [normalised(p, 'p'), normalised(q, 'q')]
}
