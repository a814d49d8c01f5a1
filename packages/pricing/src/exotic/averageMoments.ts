// Moments of the average of a lognormal price over fixings, per 1 of spot. Variances of the logarithm are formed from
// differences e^x - 1, so that they keep their digits where volatility or time is small.
import { gaussLegendre, type GaussRule, integrateWith } from '@bourse/math'

/** Mean and variance of the logarithm of the geometric average. */
export function geometricMoments(
  fixings: readonly number[],
  carry: number,
  vol: number,
): { readonly logMean: number; readonly variance: number } {
  const n = fixings.length
  let times = 0
  let shared = 0 // sum over pairs of the earlier time
  fixings.forEach((t, i) => {
    times += t
    shared += t * (2 * (n - i) - 1)
  })
  return { logMean: ((carry - 0.5 * vol * vol) * times) / n, variance: (vol * vol * shared) / (n * n) }
}

/** Mean of the arithmetic average, and the variance of the logarithm of the lognormal with its two moments. */
export function discreteMoments(
  fixings: readonly number[],
  carry: number,
  vol: number,
): { readonly mean: number; readonly variance: number } {
  let later = 0
  let pairs = 0 // sum over pairs of E E (e^(vol² earlier time) - 1)
  for (let i = fixings.length - 1; i >= 0; i--) {
    const t = fixings[i]!
    const forward = Math.exp(carry * t)
    pairs += forward * Math.expm1(vol * vol * t) * (forward + 2 * later)
    later += forward
  }
  return { mean: later / fixings.length, variance: Math.log1p(pairs / (later * later)) }
}

let rule: GaussRule | undefined

/** The same for the average over [0, years]; the integrand is entire, so that 48 points leave nothing. */
export function continuousVariance(
  carry: number,
  vol: number,
  years: number,
): { readonly mean: number; readonly variance: number } {
  rule ??= gaussLegendre(48)
  const x = carry * years
  const mean = x === 0 ? 1 : Math.expm1(x) / x
  if (years === 0) return { mean, variance: 0 }
  const later = (u: number): number => (carry === 0 ? years - u : Math.expm1(carry * (years - u)) / carry)
  const half = (u: number): number => Math.exp(2 * carry * u) * Math.expm1(vol * vol * u) * later(u)
  const pairs = (2 * integrateWith(rule, half, 0, years)) / (years * years)
  return { mean, variance: Math.log1p(pairs / (mean * mean)) }
}
