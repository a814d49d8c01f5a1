import { POWERS } from './exp.js'

// Natural logarithm with the bits of + - * / alone, equal on every engine (the language leaves Math.log open).
// x = 2^e m with m in [sqrt(1/2), sqrt 2); log m from 2 atanh(f / (2 + f)), f = m - 1, in the arrangement of fdlibm.

/** ln 2 in 33 bits (11 bits times it is exact), and the rest. */
export const LN2_HIGH = 0.6931471806019545
export const LN2_LOW = -4.2009150726810846e-11

const double = /* @__PURE__ */ new Float64Array(1)
const words = /* @__PURE__ */ new Int32Array(double.buffer)
/** Which word of a double holds its exponent. */
const UPPER = /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ new Uint16Array([1]).buffer)[0]

/** floor(log2 x) shifted so that x / 2^e lies in [sqrt(1/2), sqrt 2), for normal positive x. */
export function exponentOf(x: number): number {
  double[0] = x
  return ((words[UPPER!]! + 0x95f62) >> 20) - 1023
}

/** x 2^-e, exact, for -1023 <= e <= 1024. */
export function withoutExponent(x: number, e: number): number {
  return x * POWERS[(1090 - e) >> 4]! * (1 << ((2 - e) & 15)) // in this order no large x overflows
}

/** 2 s + s R(z) = log((1 + s) / (1 - s)), z = s²: R within 1.1e-18 / z for |s| <= 0.1716. Made by tables/quantile.py. */
export function atanhCore(z: number): number {
  return (
    z *
    (0.6666666666666666 +
      z *
        (0.4000000000000088 +
          z *
            (0.28571428570803614 +
              z *
                (0.22222222391713917 +
                  z *
                    (0.18181795640132906 +
                      z * (0.1538623970281466 + z * (0.13268773138656834 + z * 0.13086626147840574)))))))
  )
}

/**
 * ln x within 1 ulp, with the same bits on every engine; NaN below 0, -Infinity at 0.
 *
 * @example
 * import { logOf } from '@bourse/math'
 * logOf(10) // => 2.302585092994046
 */
export function logOf(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN
  if (x < 2.2250738585072014e-308) return logOf(x * 18014398509481984) - 37.42994775023705
  const e = exponentOf(x)
  return e * LN2_HIGH + logNear(withoutExponent(x, e) - 1, e * LN2_LOW)
}

/** log(1 + f) + low for f in [sqrt(1/2) - 1, sqrt 2 - 1]. */
function logNear(f: number, low: number): number {
  const s = f / (2 + f)
  const half = 0.5 * f * f
  return f - (half - (s * (half + atanhCore(s * s)) + low))
}

/** ln(1 + x) within 1.5 ulp; NaN below -1. Not exported from the package. */
export function log1pOf(x: number): number {
  if (x > -0.29 && x < 0.41) return logNear(x, 0)
  if (!(x > -1 && x < 1e300)) return logOf(1 + x)
  // 1 + x = u + what the addition lost
  const u = 1 + x
  const lost = x < 1 ? x - (u - 1) : 1 - (u - x)
  const e = exponentOf(u)
  const m = withoutExponent(u, e)
  return e * LN2_HIGH + logNear(m - 1, e * LN2_LOW + lost / u)
}
