import { checkFiniteValues, checkWhole } from './domain.js'
import { outOfDomain } from './error.js'

/** h_t = omega + alpha y_{t-1}^2 + beta h_{t-1}, per period, in units of the values squared. */
export type Garch = { readonly omega: number; readonly alpha: number; readonly beta: number }

/** `variances[t]` belongs to value t and rests on the values before it; `next` to the value that has not come yet. */
export type GarchVariances = {
  readonly variances: Float64Array
  readonly next: number
  readonly logLikelihood: number
}

export function checkGarch(where: string, model: Garch): void {
  const { omega, alpha, beta } = model
  if (!(omega > 0 && omega < Number.POSITIVE_INFINITY)) throw outOfDomain(where, 'omega', omega, '> 0 and finite')
  if (!(alpha >= 0 && alpha < Number.POSITIVE_INFINITY)) throw outOfDomain(where, 'alpha', alpha, '>= 0 and finite')
  if (!(beta >= 0 && beta < Number.POSITIVE_INFINITY)) throw outOfDomain(where, 'beta', beta, '>= 0 and finite')
}

/**
 * Conditional variances of residuals (values less their mean) under a GARCH(1,1), and the Gaussian log likelihood. The
 * variance of the first value is the mean square of all, unless `options.start` says another.
 *
 * @throws RangeError where a parameter is out of its domain, a value is not finite, or there is none
 * @example
 * import { garchVariances } from '@bourse/math'
 * garchVariances({ omega: 0.1, alpha: 0.1, beta: 0.8 }, Float64Array.of(1, -1, 3)).variances[1]?.toFixed(4) // => '3.1333'
 */
export function garchVariances(
  model: Garch,
  residuals: Float64Array,
  options: { readonly start?: number } = {},
): GarchVariances {
  checkGarch('garchVariances', model)
  checkFiniteValues('garchVariances', 'residuals', residuals)
  if (residuals.length === 0) throw outOfDomain('garchVariances', 'residuals.length', 0, '> 0')
  const start = options.start ?? meanSquare(residuals)
  if (!(start > 0)) throw outOfDomain('garchVariances', 'start', start, '> 0')
  const variances = new Float64Array(residuals.length)
  let h = start
  let logLikelihood = 0
  for (let t = 0; t < residuals.length; t++) {
    const square = residuals[t]! * residuals[t]!
    variances[t] = h
    logLikelihood -= 0.5 * (logTwoPi + Math.log(h) + square / h)
    h = model.omega + model.alpha * square + model.beta * h
  }
  return { variances, next: h, logLikelihood }
}

export const logTwoPi = 1.8378770664093453

export function meanSquare(residuals: Float64Array): number {
  let sum = 0
  for (let t = 0; t < residuals.length; t++) sum += residuals[t]! * residuals[t]!
  return sum / residuals.length
}

/**
 * Expected variances of the next `horizon` values, the first being `next`: they approach omega / (1 - alpha - beta)
 * where alpha + beta < 1.
 *
 * @param next variance of the coming value, as `garchVariances` gives it
 * @throws RangeError where a parameter is out of its domain, `next` is not > 0 or `horizon` not a whole number >= 1
 * @example
 * import { garchForecast } from '@bourse/math'
 * garchForecast({ omega: 0.5, alpha: 0.25, beta: 0.5 }, 4, 3) // => Float64Array [4, 3.5, 3.125]
 */
export function garchForecast(model: Garch, next: number, horizon: number): Float64Array {
  checkGarch('garchForecast', model)
  if (!(next > 0 && next < Number.POSITIVE_INFINITY)) throw outOfDomain('garchForecast', 'next', next, '> 0 and finite')
  checkWhole('garchForecast', 'horizon', horizon, 1)
  const out = new Float64Array(horizon)
  out[0] = next
  for (let k = 1; k < horizon; k++) out[k] = model.omega + (model.alpha + model.beta) * out[k - 1]!
  return out
}
