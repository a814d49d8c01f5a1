// Value at risk and expected shortfall of a distribution with given moments. A loss is positive.
import { badArgument } from '@bourse/core'
import { normPdf, normQuantile, studentPdf, studentQuantile } from '@bourse/math'
import { checkConfidence } from './returns.js'

/** Both in the unit of the moments they came from; a loss is positive. */
export type TailEstimate = { readonly valueAtRisk: number; readonly shortfall: number }

function checkSpread(where: string, mean: number, deviation: number): void {
  if (!Number.isFinite(mean)) throw badArgument(where, 'mean', mean, 'a finite number')
  if (!(deviation >= 0 && deviation < Number.POSITIVE_INFINITY))
    throw badArgument(where, 'deviation', deviation, 'a finite number >= 0')
}

/**
 * Normal: VaR = z s - m, ES = s n(z) / (1 - confidence) - m. Over a horizon of h independent periods m grows with h and s
 * with its root.
 *
 * @param horizon in periods, default 1
 * @throws BourseError where an argument is out of its domain
 *
 * @example
 * import { normalTail } from '@bourse/risk'
 * normalTail(0, 0.01, 0.99).valueAtRisk.toFixed(6) // => '0.023263'
 * normalTail(0, 0.01, 0.99, 10).valueAtRisk.toFixed(6) // => '0.073566'
 */
export function normalTail(mean: number, deviation: number, confidence: number, horizon = 1): TailEstimate {
  checkSpread('normalTail', mean, deviation)
  checkConfidence('normalTail', confidence)
  if (!(horizon > 0 && horizon < Number.POSITIVE_INFINITY))
    throw badArgument('normalTail', 'horizon', horizon, 'periods > 0')
  const z = normQuantile(1 - confidence)
  const m = mean * horizon
  const s = deviation * Math.sqrt(horizon)
  return { valueAtRisk: -(m + s * z), shortfall: (s * normPdf(z)) / (1 - confidence) - m }
}

/**
 * Student's t with the given mean and standard deviation; its scale is deviation sqrt((freedom - 2) / freedom).
 *
 * @param freedom degrees of freedom, > 2: at 2 and below there is no standard deviation
 * @throws BourseError where an argument is out of its domain
 *
 * @example
 * import { studentTail } from '@bourse/risk'
 * studentTail(0, 0.01, 5, 0.99).valueAtRisk.toFixed(6) // => '0.026065'
 */
export function studentTail(mean: number, deviation: number, freedom: number, confidence: number): TailEstimate {
  checkSpread('studentTail', mean, deviation)
  checkConfidence('studentTail', confidence)
  if (!(freedom > 2)) throw badArgument('studentTail', 'freedom', freedom, 'degrees of freedom > 2')
  const scale = freedom === Number.POSITIVE_INFINITY ? deviation : deviation * Math.sqrt((freedom - 2) / freedom)
  const t = studentQuantile(1 - confidence, freedom)
  // McNeil, Frey and Embrechts, Quantitative Risk Management (2015), example 2.15. Beyond 1e300 the factor is 1.
  const lift = freedom > 1e15 ? 1 : (freedom + t * t) / (freedom - 1)
  return {
    valueAtRisk: -(mean + scale * t),
    shortfall: (scale * studentPdf(t, freedom) * lift) / (1 - confidence) - mean,
  }
}

/** `inDomain`: the corrected quantile rises all the way down to -infinity; where it does not, it belongs to no distribution. */
export type CornishFisherTail = TailEstimate & { readonly inDomain: boolean }

/**
 * Cornish-Fisher: the normal quantile corrected for skewness g1 and excess kurtosis g2 of the sample, and the mean of
 * its tail in closed form.
 *
 * @param moments of one sample; the deviation divided by T, as skewness and kurtosis are
 * @throws BourseError where an argument is out of its domain
 * @see Cornish and Fisher, Rev. Int. Stat. Inst. 5, 1938; Maillard, "A User's Guide to the Cornish Fisher Expansion", 2012
 *
 * @example
 * import { cornishFisherTail } from '@bourse/risk'
 * cornishFisherTail({ mean: 0, deviation: 0.01, skewness: -0.5, excessKurtosis: 1 }, 0.99).valueAtRisk.toFixed(6) // => '0.028337'
 * cornishFisherTail({ mean: 0, deviation: 0.01, skewness: -3, excessKurtosis: 1 }, 0.99).inDomain // => false
 */
export function cornishFisherTail(
  moments: {
    readonly mean: number
    readonly deviation: number
    readonly skewness: number
    readonly excessKurtosis: number
  },
  confidence: number,
): CornishFisherTail {
  const { mean, deviation, skewness: g1, excessKurtosis: g2 } = moments
  checkSpread('cornishFisherTail', mean, deviation)
  checkConfidence('cornishFisherTail', confidence)
  if (!Number.isFinite(g1)) throw badArgument('cornishFisherTail', 'skewness', g1, 'a finite number')
  if (!Number.isFinite(g2)) throw badArgument('cornishFisherTail', 'excessKurtosis', g2, 'a finite number')
  const z = normQuantile(1 - confidence)
  const corrected =
    z + ((z * z - 1) * g1) / 6 + ((z * z * z - 3 * z) * g2) / 24 - ((2 * z * z * z - 5 * z) * g1 * g1) / 36
  // Integrals of x^k n(x) from -infinity to z: -n for 1, P - z n for 2, -(z^2 + 2) n for 3; those of the polynomials:
  // x^2 - 1 -> -z n, x^3 - 3x -> -(z^2 - 1) n, 2 x^3 - 5 x -> -(2 z^2 - 1) n.
  const density = normPdf(z)
  const partial = -density * (1 + (z * g1) / 6 + ((z * z - 1) * g2) / 24 - ((2 * z * z - 1) * g1 * g1) / 36)
  return {
    valueAtRisk: -(mean + deviation * corrected),
    shortfall: -(mean + (deviation / (1 - confidence)) * partial),
    inDomain: risesBelow(z, g1, g2),
  }
}

/** Whether the slope 1 + g1 x / 3 + (x^2 - 1) g2 / 8 - (6 x^2 - 5) g1^2 / 36 is > 0 for every x <= z. */
function risesBelow(z: number, g1: number, g2: number): boolean {
  const a = g2 / 8 - (g1 * g1) / 6
  const b = g1 / 3
  const c = 1 - g2 / 8 + (5 * g1 * g1) / 36
  const slope = a * z * z + b * z + c
  if (!(slope > 0)) return false
  if (a === 0) return b <= 0
  if (a < 0) return false
  const lowest = -b / (2 * a)
  return lowest >= z || c - (b * b) / (4 * a) > 0
}
