// Risk told by Greeks alone: no revaluation, one matrix.
import { badArgument } from '@bourse/core'
import type { Matrix } from '@bourse/math'
import { type CornishFisherTail, cornishFisherTail } from '../measures/parametric.js'
import { checkReturns, checkSameLength } from '../measures/returns.js'

/**
 * Of the book, in base: `delta[i]` money per 100 % of underlying i; `gamma` money per (100 %)^2, the matrix of second
 * derivatives (on its diagonal for options on single names); `theta` money over the horizon, default 0.
 */
export type GreekSensitivities = { readonly delta: Float64Array; readonly gamma: Matrix; readonly theta?: number }

/** Moments of the P&L, and the tail that Cornish-Fisher's expansion makes of them. */
export type DeltaGammaTail = CornishFisherTail & {
  readonly mean: number
  readonly deviation: number
  readonly skewness: number
  readonly excessKurtosis: number
}

/**
 * Value at risk and expected shortfall of P&L = theta + delta'r + r'gamma r / 2 with normal r of mean 0: exact first four
 * moments, Cornish-Fisher's quantile. Short gamma shows as negative skewness; `inDomain` false says that the expansion
 * does not hold and paths must be revalued (`revaluePaths`).
 *
 * @param covariance of the underlyings' returns over the horizon
 * @throws BourseError where shapes differ or a number is not finite
 * @see Jaschke, J. Risk 4(4), 2002
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { deltaGammaTail } from '@bourse/risk'
 * const covariance = matrixFromRows([[0.0001]])
 * const linear = deltaGammaTail({ delta: Float64Array.of(1000), gamma: matrixFromRows([[0]]) }, covariance, 0.99)
 * linear.valueAtRisk.toFixed(2) // => '23.26'
 * const short = deltaGammaTail({ delta: Float64Array.of(1000), gamma: matrixFromRows([[-20_000]]) }, covariance, 0.99)
 * short.valueAtRisk.toFixed(2) // => '28.65'
 */
export function deltaGammaTail(
  sensitivities: GreekSensitivities,
  covariance: Matrix,
  confidence: number,
): DeltaGammaTail {
  const where = 'deltaGammaTail'
  const { delta, gamma, theta = 0 } = sensitivities
  const n = delta.length
  checkReturns(where, delta, 'delta')
  checkReturns(where, gamma.data, 'gamma.data')
  checkReturns(where, covariance.data, 'covariance.data')
  checkSameLength(where, 'gamma.rows', gamma.rows, n)
  checkSameLength(where, 'covariance.rows', covariance.rows, n)
  if (!Number.isFinite(theta)) throw badArgument(where, 'theta', theta, 'a finite amount')
  // With A = S gamma: E = tr A / 2; cumulants k2 = d'Sd + tr A^2 / 2, k3 = 3 d'S gamma S d + tr A^3, k4 = 12 d'(S gamma)^2 S d + 3 tr A^4.
  const a = product(covariance.data, gamma.data, n)
  const a2 = product(a, a, n)
  const s = covariance.data
  const sd = along(s, delta, n)
  const asd = along(a, sd, n)
  const aasd = along(a, asd, n)
  const k2 = dot(delta, sd) + traceOf(a2, n) / 2
  const k3 = 3 * dot(delta, asd) + traceOf(product(a2, a, n), n)
  const k4 = 12 * dot(delta, aasd) + 3 * traceOf(product(a2, a2, n), n)
  const mean = theta + traceOf(a, n) / 2
  const deviation = Math.sqrt(Math.max(0, k2))
  const skewness = deviation === 0 ? 0 : k3 / deviation ** 3
  const excessKurtosis = deviation === 0 ? 0 : k4 / (k2 * k2)
  const moments = { mean, deviation, skewness, excessKurtosis }
  return { ...cornishFisherTail(moments, confidence), ...moments }
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const x = a[i * n + k]!
      if (x !== 0) for (let j = 0; j < n; j++) out[i * n + j]! += x * b[k * n + j]!
    }
  return out
}

function along(a: Float64Array, x: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0
    for (let j = 0; j < n; j++) sum += a[i * n + j]! * x[j]!
    return sum
  })
}

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, v, i) => sum + v * y[i]!, 0)
}

function traceOf(a: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += a[i * n + i]!
  return sum
}
