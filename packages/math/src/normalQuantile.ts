import { gaussTail, scaledMills } from './gaussTail.js'
import { logOf } from './log.js'

/** sqrt(2 pi): 26 bits and the rest. */
const ROOT_HIGH = 2.5066282749176025
const ROOT_LOW = -2.866020366467347e-10

/**
 * The x with normCdf(x) = p. Within 2 ulp for every double p in [0, 1], the smallest subnormal included; -Infinity at
 * 0, Infinity at 1, NaN outside. A start good to 4e-7 and one third-order step on the tail (on its logarithm where it
 * underflows).
 *
 * @example
 * import { normQuantile } from '@bourse/math'
 * normQuantile(0.975) // => 1.959963984540054
 */
export function normQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.25) return central(q)
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  return q < 0 ? -upper(p) : upper(1 - p)
}

/** x = q (sqrt(2 pi) + q² P(q²)), odd in q; P within 8e-18 / q², made by tables/normal.py. */
function central(q: number): number {
  const z = q * q
  const w = z * z
  const even =
    2.6249349909537365 +
    w *
      (15.66760896308352 +
        w *
          (149.829779623123 +
            w * (1689.6860701414778 + w * (20368.935144848205 + w * (84186.98082086467 - w * 13570631.48076608)))))
  const odd =
    5.772533538611929 +
    w *
      (47.03578756225454 +
        w *
          (496.2757848995748 +
            w * (5883.897198460694 + w * (84241.12221781869 + w * (3235056.8751657503 + w * 80105915.39614879)))))
  const short = Math.fround(q)
  return short * ROOT_HIGH + ((q - short) * ROOT_HIGH + q * (ROOT_LOW + z * (even + z * odd)))
}

/** h with N(-h) = p, p < 1/4. */
function upper(p: number): number {
  const logP = logOf(p)
  const t = Math.sqrt(-2 * logP)
  // t - h as a rational of t, relative error of h 4.4e-7 to t = 38.7: tables/quantile.py
  const above = 2.9822916054346633 + t * (5.384894695865074 + t * (0.9675372030023062 + t * 0.0185410714863555))
  const below =
    1 + t * (3.818943735026269 + t * (2.3100326252933403 + t * (0.23215848989132787 + t * 0.0026984965350897333)))
  const h = t - above / below
  const short = Math.fround(h)
  const s = -0.5 * short * short
  const e = -0.5 * (h - short) * (h + short)
  const mills = scaledMills(h, 0, 1, 0)
  const ratio = mills * (ROOT_HIGH + ROOT_LOW)
  // log(N(-h) / p): from the difference, or in logarithms where N(-h) would be subnormal
  const d = p > 1e-290 ? (gaussTail(s, e, h, 0, 1) - p) / p : 0
  const gap = p > 1e-290 ? d * (1 - d * (1 / 2 - d * (1 / 3 - d / 4))) : s - logP + (e + logOf(mills))
  // f = log N: f' = -1 / R, f'' = (h R - 1) / R²
  const step = ratio * gap
  return h + (step + ((h * ratio - 1) / (2 * ratio)) * step * step)
}
