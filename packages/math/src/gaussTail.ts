import { POWERS, ROUND, STEP_HIGH, STEP_LOW, STEPS, smallExp } from './exp.js'
import { EXP_TABLE } from './expTable.js'
import { MILLS_TABLE } from './millsTable.js'

// The kernel below normal cdf, erfc, erfcx and the Mills ratio. With M(h) = R(h) / sqrt(2 pi), R the Mills ratio:
//   N(-h) = e^(-h h / 2) M(h),   erfc(x) = 2 e^(-x x) M(x sqrt 2),   erfcx(x) = 2 M(x sqrt 2).
// Every factor is kept as a short number of 24-26 bits plus a rest: the product of the short ones is exact, so that
// the whole is rounded about once, not once per operation.

/** 1 / sqrt(2 pi) and what it lacks. */
const C = 0.3989422804014327
const C_REST = -2.49232720227773e-17

/** (high + low) M(h + rest) for 0 <= h < 1e37 (float32 holds h); `high` has at most 26 bits. Error about 0.6 ulp. */
export function scaledMills(h: number, rest: number, high: number, low: number): number {
  if (h < 8) {
    const k = (h * 4) | 0
    const i = k * 12
    const u = h - (k * 0.25 + 0.125) + rest
    const v = u * u
    const odd =
      MILLS_TABLE[i + 2]! +
      v * (MILLS_TABLE[i + 4]! + v * (MILLS_TABLE[i + 6]! + v * (MILLS_TABLE[i + 8]! + v * MILLS_TABLE[i + 10]!)))
    const even =
      MILLS_TABLE[i + 3]! +
      v * (MILLS_TABLE[i + 5]! + v * (MILLS_TABLE[i + 7]! + v * (MILLS_TABLE[i + 9]! + v * MILLS_TABLE[i + 11]!)))
    const a = MILLS_TABLE[i]!
    const b = MILLS_TABLE[i + 1]! + u * (odd + u * even)
    return high * a + (high * b + low * (a + b))
  }
  return farMills(h, rest, high, low)
}

/** The same from h = 8: h R(h) = 1 - w Q(w), w = 1 / (h h); Q within 7e-18 / w, made by tables/normal.py. */
function farMills(h: number, rest: number, high: number, low: number): number {
  const inverse = 1 / h
  const w = inverse * inverse
  const near =
    0.9999999999999996 +
    w * (-2.999999999994368 + w * (14.999999985769543 + w * (-104.99998572537397 + w * 944.9925719064188)))
  const w5 = w * w * w * w * w
  const far =
    -10392.718002779628 +
    w *
      (134690.9917389935 +
        w * (-1970184.06165629 + w * (29585192.87908726 + w * (-373007596.13264394 + w * 2658949913.7893114))))
  const a = Math.fround(C * inverse)
  const short = Math.fround(h)
  const b = (C - a * short - a * (h - short + rest) + C_REST) * inverse - C * inverse * w * (near + w5 * far)
  return high * a + (high * b + low * (a + b))
}

/** `times` e^(s + e) M(h + rest), s <= 0 with at most 48 bits, e small beside 1: a Gaussian tail with about one rounding. */
export function gaussTail(s: number, e: number, h: number, rest: number, times: 1 | 2): number {
  const rounded = s * STEPS + ROUND - ROUND
  const k = rounded | 0
  const j = (k & 31) * 2
  const m = k >> 5
  const p = smallExp(s - rounded * STEP_HIGH - rounded * STEP_LOW + e)
  const a = EXP_TABLE[j]!
  const b = EXP_TABLE[j + 1]! + (a + EXP_TABLE[j + 1]!) * p
  return scaledMills(h, rest, a, b) * (times << ((m + 2) & 15)) * POWERS[(m + 1090) >> 4]!
}
