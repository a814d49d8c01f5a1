import { gaussTail } from './gaussTail.js'

/** sqrt 2: 24 bits and the rest; the first is short enough for exact products with the parts of x. */
const ROOT2 = 1.4142135623730951
const ROOT2_HIGH = 1.4142135381698608
const ROOT2_LOW = 2.420323420895794e-8
/** 2 / sqrt(pi): 26 bits and the rest. */
const SLOPE_HIGH = 1.1283791661262512
const SLOPE_LOW = 9.692613531930338e-10

/** erfc(x) for 0 <= x < 27.3. */
function upperTail(x: number): number {
  const short = Math.fround(x)
  const h = x * ROOT2
  const rest = short * ROOT2_HIGH - h + (x - short) * ROOT2_HIGH + x * ROOT2_LOW
  return gaussTail(-short * short, -(x - short) * (x + short), h, rest, 2)
}

/**
 * Error function, 2 / sqrt(pi) times the integral of e^(-t²) from 0 to x. Within 1 ulp for every x; odd; NaN for NaN.
 *
 * @example
 * import { erf } from '@bourse/math'
 * erf(0.5) // => 0.5204998778130465
 */
export function erf(x: number): number {
  const size = Math.abs(x)
  if (size < 0.5) {
    if (size < 1e-100) return x * (SLOPE_HIGH + SLOPE_LOW)
    // erf(x) / x - 2 / sqrt(pi) over z = x²; within 4e-18, made by tables/normal.py
    const z = x * x
    const p =
      -0.37612638903183754 +
      z *
        (0.112837916709551 +
          z *
            (-0.02686617064510409 +
              z *
                (0.005223977624325344 +
                  z *
                    (-0.0008548326793233783 +
                      z *
                        (0.0001205530629440674 +
                          z * (-1.4923829613452872e-5 + z * (1.6389446360450111e-6 - z * 1.4787385599052157e-7)))))))
    const short = Math.fround(x)
    return short * SLOPE_HIGH + ((x - short) * SLOPE_HIGH + x * (SLOPE_LOW + z * p))
  }
  if (!(size < 6)) return x > 0 ? 1 : x < 0 ? -1 : Number.NaN
  const upper = 1 - upperTail(size)
  return x < 0 ? -upper : upper
}

/**
 * Complementary error function, 1 - erf(x), with all its digits in the upper tail. Within 1 ulp for every x down to
 * the subnormals (0 from 27.23); NaN for NaN.
 *
 * @example
 * import { erfc } from '@bourse/math'
 * erfc(10) // => 2.088487583762545e-45
 */
export function erfc(x: number): number {
  const size = Math.abs(x)
  if (!(size < 27.3)) return x > 0 ? 0 : x < 0 ? 2 : Number.NaN
  const tail = upperTail(size)
  return x < 0 ? 2 - tail : tail
}
