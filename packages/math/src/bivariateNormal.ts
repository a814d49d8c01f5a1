import { expOf } from './exp.js'
import { normCdf } from './normal.js'

/** Positive nodes of the 20-point Gauss-Legendre rule on [-1, 1], and their weights (roots in 30 digits, mpmath). */
const NODES = /* @__PURE__ */ Float64Array.of(
  0.9931285991850949,
  0.9639719272779138,
  0.912234428251326,
  0.8391169718222188,
  0.7463319064601508,
  0.636053680726515,
  0.5108670019508271,
  0.37370608871541955,
  0.22778585114164507,
  0.07652652113349734,
)
const WEIGHTS = /* @__PURE__ */ Float64Array.of(
  0.017614007139152118,
  0.04060142980038694,
  0.06267204833410907,
  0.08327674157670475,
  0.10193011981724044,
  0.11819453196151841,
  0.13168863844917664,
  0.14209610931838204,
  0.14917298647260374,
  0.15275338713072584,
)

const TWO_PI = 6.283185307179586
const ROOT_2PI = 2.5066282746310002

/**
 * Probability that two standard normal variables of correlation `rho` are at most x and at most y. Absolute error
 * below 1e-15; the far corner has no relative accuracy. NaN for NaN and for |rho| > 1.
 * Method: Drezner and Wesolowsky (1990) as refined by Genz, Statistics and Computing 14 (2004) 251-260.
 *
 * @example
 * import { bivariateNormCdf } from '@bourse/math'
 * bivariateNormCdf(0, 0, 0.5) // => 0.33333333333333
 */
export function bivariateNormCdf(x: number, y: number, rho: number): number {
  if (!(Math.abs(rho) <= 1) || Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  if (x === Number.NEGATIVE_INFINITY || y === Number.NEGATIVE_INFINITY) return 0
  if (x === Number.POSITIVE_INFINITY) return normCdf(y)
  if (y === Number.POSITIVE_INFINITY) return normCdf(x)
  if (rho === 0) return normCdf(x) * normCdf(y)
  const p = Math.abs(rho) < 0.925 ? moderate(x, y, rho) : strong(-x, -y, rho)
  return Math.max(0, Math.min(1, p))
}

/** N(x) N(y) plus the integral over the angle a from 0 to asin rho of e^(-(x² + y² - 2 x y sin a) / (2 cos² a)). */
function moderate(x: number, y: number, rho: number): number {
  const half = Math.asin(rho) / 2
  const squares = (x * x + y * y) / 2
  let sum = 0
  for (let i = 0; i < 10; i++) {
    const step = half * NODES[i]!
    const s1 = Math.sin(half - step)
    const s2 = Math.sin(half + step)
    sum += WEIGHTS[i]! * (expOf((s1 * x * y - squares) / (1 - s1 * s1)) + expOf((s2 * x * y - squares) / (1 - s2 * s2)))
  }
  return normCdf(x) * normCdf(y) + (sum * half) / TWO_PI
}

/** P(X > h, Y > k) near |rho| = 1: the limit there, less an integral whose steep part is taken out in closed form. */
function strong(h: number, k0: number, rho: number): number {
  const k = rho < 0 ? -k0 : k0
  const hk = h * k
  let sum = 0
  if (Math.abs(rho) < 1) {
    const square = (1 - Math.abs(rho)) * (1 + Math.abs(rho))
    const a = Math.sqrt(square)
    const gap = Math.abs(h - k)
    const gapSquare = gap * gap
    const c = (4 - hk) / 8
    const d = (12 - hk) / 16
    sum =
      a *
      expOf(-(gapSquare / square + hk) / 2) *
      (1 - (c * (gapSquare - square) * (1 - (d * gapSquare) / 5)) / 3 + (c * d * square * square) / 5)
    if (hk > -100)
      sum -= expOf(-hk / 2) * ROOT_2PI * normCdf(-gap / a) * gap * (1 - (c * gapSquare * (1 - (d * gapSquare) / 5)) / 3)
    for (let i = 0; i < 20; i++) {
      const node = i < 10 ? NODES[i]! : -NODES[i - 10]!
      const u = (a / 2) * (1 + node)
      const uu = u * u
      const exponent = -(gapSquare / uu + hk) / 2
      if (exponent < -100) continue
      const root = Math.sqrt(1 - uu)
      const exact = expOf((-hk * uu) / (2 * (1 + root) * (1 + root))) / root
      sum += (a / 2) * WEIGHTS[i % 10]! * expOf(exponent) * (exact - (1 + c * uu * (1 + d * uu)))
    }
  }
  const tail = -sum / TWO_PI
  if (rho > 0) return tail + normCdf(-Math.max(h, k))
  return k > h ? normCdf(-h) - normCdf(-k) - tail : -tail
}
