import { outOfDomain } from './error.js'

/** A curve through points: `at(x)` for one x (NaN for NaN), `slope(x)` its derivative. */
export type Curve = { at(x: number): number; slope(x: number): number }

/** Outside the knots: NaN (default), the value at the end, or the end's straight line on. */
export type Beyond = 'nan' | 'flat' | 'linear'

/** Options of the three curves. */
export type CurveOptions = { readonly beyond?: Beyond }

/**
 * Straight lines between points. `xs` must rise strictly; points are copied.
 *
 * @throws RangeError for fewer than two points, unequal lengths, values that are not finite, or xs that do not rise.
 * @example
 * import { linearCurve } from '@bourse/math'
 * linearCurve([0, 1, 3], [0, 10, 30]).at(2) // => 20
 * linearCurve([0, 1], [0, 10]).at(2) // => NaN
 */
export function linearCurve(xs: ArrayLike<number>, ys: ArrayLike<number>, options: CurveOptions = {}): Curve {
  const [x, y] = knots('linearCurve', xs, ys)
  const n = x.length
  const slopes = Float64Array.from({ length: n - 1 }, (_, i) => (y[i + 1]! - y[i]!) / (x[i + 1]! - x[i]!))
  const inner = (i: number, u: number, order: number): number => {
    const h = x[i + 1]! - x[i]!
    // from the nearer knot, so that both knots are hit exactly
    if (order === 1) return slopes[i]!
    return u <= 0.5 * h ? y[i]! + u * slopes[i]! : y[i + 1]! - (h - u) * slopes[i]!
  }
  return curveOf(x, y, slopes[0]!, slopes[n - 2]!, inner, options.beyond ?? 'nan')
}

/**
 * Cubic pieces that rise where the points rise and fall where they fall, with flat tops: no overshoot (Fritsch and
 * Carlson, SIAM J. Numer. Anal. 17 (1980); slopes by the weighted harmonic mean of Fritsch and Butland 1984). Smooth in
 * the first derivative.
 *
 * @throws RangeError as linearCurve.
 * @example
 * import { monotoneCurve } from '@bourse/math'
 * monotoneCurve([0, 1, 2, 3], [0, 0, 1, 1]).at(1.5) // => 0.5
 */
export function monotoneCurve(xs: ArrayLike<number>, ys: ArrayLike<number>, options: CurveOptions = {}): Curve {
  const [x, y] = knots('monotoneCurve', xs, ys)
  const n = x.length
  const { widths, slopes } = secants(x, y)
  const m = new Float64Array(n)
  for (let i = 1; i < n - 1; i++) {
    const left = slopes[i - 1]!
    const right = slopes[i]!
    if (left * right <= 0) continue
    const a = 2 * widths[i]! + widths[i - 1]!
    const b = widths[i]! + 2 * widths[i - 1]!
    m[i] = (a + b) / (a / left + b / right)
  }
  m[0] = n === 2 ? slopes[0]! : endSlope(widths[0]!, widths[1]!, slopes[0]!, slopes[1]!)
  m[n - 1] = n === 2 ? slopes[0]! : endSlope(widths[n - 2]!, widths[n - 3]!, slopes[n - 2]!, slopes[n - 3]!)
  return cubic(x, y, widths, m, options)
}

/**
 * Akima's cubic pieces (J. ACM 17 (1970) 589): slopes from four neighbours, weighted so that one outlier does not
 * make its neighbourhood swing. Smooth in the first derivative; may overshoot a little.
 *
 * @throws RangeError as linearCurve.
 * @example
 * import { akimaCurve } from '@bourse/math'
 * akimaCurve([0, 1, 2, 3, 4], [0, 1, 4, 9, 16]).at(2) // => 4
 */
export function akimaCurve(xs: ArrayLike<number>, ys: ArrayLike<number>, options: CurveOptions = {}): Curve {
  const [x, y] = knots('akimaCurve', xs, ys)
  const n = x.length
  const { widths, slopes } = secants(x, y)
  // two secants more at each end, on a line
  const s = new Float64Array(n + 3)
  s.set(slopes, 2)
  s[1] = n === 2 ? s[2]! : 2 * s[2]! - s[3]!
  s[0] = 2 * s[1]! - s[2]!
  s[n + 1] = n === 2 ? s[n]! : 2 * s[n]! - s[n - 1]!
  s[n + 2] = 2 * s[n + 1]! - s[n]!
  const m = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const right = Math.abs(s[i + 3]! - s[i + 2]!)
    const left = Math.abs(s[i + 1]! - s[i]!)
    m[i] = left + right === 0 ? 0.5 * (s[i + 1]! + s[i + 2]!) : (right * s[i + 1]! + left * s[i + 2]!) / (left + right)
  }
  return cubic(x, y, widths, m, options)
}

function secants(x: Float64Array, y: Float64Array): { widths: Float64Array; slopes: Float64Array } {
  const widths = Float64Array.from({ length: x.length - 1 }, (_, i) => x[i + 1]! - x[i]!)
  return { widths, slopes: widths.map((h, i) => (y[i + 1]! - y[i]!) / h) }
}

/** Three-point slope at an end, held so that the piece stays monotone. */
function endSlope(h0: number, h1: number, s0: number, s1: number): number {
  const m = ((2 * h0 + h1) * s0 - h0 * s1) / (h0 + h1)
  if (m * s0 <= 0) return 0
  return s0 * s1 <= 0 && Math.abs(m) > 3 * Math.abs(s0) ? 3 * s0 : m
}

/** Hermite pieces with slopes m at the knots, from the nearer knot. */
function cubic(x: Float64Array, y: Float64Array, widths: Float64Array, m: Float64Array, options: CurveOptions): Curve {
  const inner = (i: number, u: number, order: number): number => {
    const h = widths[i]!
    const s = (y[i + 1]! - y[i]!) / h
    const left = u <= 0.5 * h
    const near = left ? m[i]! : m[i + 1]!
    const away = left ? m[i + 1]! : m[i]!
    const w = left ? u : u - h
    const g = left ? h : -h
    const c = (3 * s - 2 * near - away) / g
    const d = (near + away - 2 * s) / (g * g)
    if (order === 1) return near + w * (2 * c + 3 * w * d)
    return (left ? y[i]! : y[i + 1]!) + w * (near + w * (c + w * d))
  }
  return curveOf(x, y, m[0]!, m[m.length - 1]!, inner, options.beyond ?? 'nan')
}

function curveOf(
  x: Float64Array,
  y: Float64Array,
  first: number,
  last: number,
  inner: (i: number, u: number, order: number) => number,
  beyond: Beyond,
): Curve {
  const n = x.length
  const value = (at: number, order: number): number => {
    if (at >= x[0]! && at <= x[n - 1]!) {
      const i = pieceOf(x, at)
      return inner(i, at - x[i]!, order)
    }
    if (Number.isNaN(at) || beyond === 'nan') return Number.NaN
    const below = at < x[0]!
    const slope = beyond === 'flat' ? 0 : below ? first : last
    const end = below ? 0 : n - 1
    return order === 1 ? slope : slope === 0 ? y[end]! : y[end]! + slope * (at - x[end]!)
  }
  return { at: (at) => value(at, 0), slope: (at) => value(at, 1) }
}

/** The i with x[i] <= at <= x[i + 1]. */
function pieceOf(x: Float64Array, at: number): number {
  let low = 0
  let high = x.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x[middle]! <= at) low = middle
    else high = middle
  }
  return low
}

function knots(where: string, xs: ArrayLike<number>, ys: ArrayLike<number>): readonly [Float64Array, Float64Array] {
  if (xs.length < 2) throw outOfDomain(where, 'xs.length', xs.length, '2 or more')
  if (ys.length !== xs.length) throw outOfDomain(where, 'ys.length', ys.length, `${xs.length}, as xs`)
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isFinite(xs[i]!)) throw outOfDomain(where, `xs[${i}]`, xs[i]!, 'a finite number')
    if (!Number.isFinite(ys[i]!)) throw outOfDomain(where, `ys[${i}]`, ys[i]!, 'a finite number')
    if (i > 0 && !(xs[i]! > xs[i - 1]!)) throw outOfDomain(where, `xs[${i}]`, xs[i]!, `above ${xs[i - 1]!}`)
  }
  return [Float64Array.from(xs), Float64Array.from(ys)]
}
