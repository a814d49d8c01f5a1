import { EXP_TABLE } from './expTable.js'

// exp by Tang's table method (ACM TOMS 15, 1989): x = k ln2/32 + r, |r| <= ln2/64, 2^(k/32) from a table in two parts.
// Only + - * and a table, so that the bits are the same on every engine: the language leaves Math.exp open.

/** 32 / ln 2. */
export const STEPS = 46.16624130844683
/** ln 2 / 32 in 36 bits (k of 17 bits times it is exact), and the rest. */
export const STEP_HIGH = 0.021660849392446835
export const STEP_LOW = 5.145609244655338e-14
/** Adding and subtracting 1.5 * 2^52 rounds to the nearest whole number. */
export const ROUND = 6755399441055744

/**
 * POWERS[i] = 2^(16 i - 1090): 2^m is (1 << ((m + 2) & 15)) POWERS[(m + 1090) >> 4], two exact factors from m = -1074,
 * so that a product with it is rounded once, also where it is subnormal.
 */
export const POWERS: Float64Array = /* @__PURE__ */ Float64Array.from({ length: 134 }, (_, i) => 2 ** (16 * i - 1090))

/** e^r - 1 for |r| <= 0.011. */
export function smallExp(r: number): number {
  return r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))))
}

/**
 * e^(x + low) for a small correction `low`, within 0.51 ulp above the subnormals, with the same bits on every engine: the
 * language leaves those of Math.exp open. 0 below -746, Infinity above 709.8, NaN for NaN.
 *
 * @example
 * import { expOf } from '@bourse/math'
 * expOf(1) // => 2.718281828459045
 */
export function expOf(x: number, low = 0): number {
  if (!(x > -746)) return x < 0 ? 0 : Number.NaN
  if (x > 709.8) return Number.POSITIVE_INFINITY
  const rounded = x * STEPS + ROUND - ROUND
  const k = rounded | 0
  const j = (k & 31) * 2
  const m = k >> 5
  const p = smallExp(x - rounded * STEP_HIGH - rounded * STEP_LOW + low)
  const high = EXP_TABLE[j]!
  const rest = EXP_TABLE[j + 1]!
  return (high + (rest + (high + rest) * p)) * (1 << ((m + 2) & 15)) * POWERS[(m + 1090) >> 4]!
}

/**
 * (high + low) e^(s + e) for |e| < 0.001, `high` of at most 26 bits, s of at most 48: a constant or a density times an
 * exponential with one rounding. |s| < 746.
 */
export function scaledExp(s: number, e: number, high: number, low: number): number {
  const rounded = s * STEPS + ROUND - ROUND
  const k = rounded | 0
  const j = (k & 31) * 2
  const m = k >> 5
  const p = smallExp(s - rounded * STEP_HIGH - rounded * STEP_LOW + e)
  const a = EXP_TABLE[j]!
  const b = EXP_TABLE[j + 1]! + (a + EXP_TABLE[j + 1]!) * p
  return (high * a + (high * b + low * (a + b))) * (1 << ((m + 2) & 15)) * POWERS[(m + 1090) >> 4]!
}
