import { addProductTransposed } from './tiles.js'

// The distribution of the statistic of Kolmogorov and Smirnov of one sample of n values.

/**
 * P(D >= d) for the two-sided statistic of n values of a continuous distribution, with the choice of methods of Simard &
 * L'Ecuyer (J. Stat. Softw. 39 (11), 2011): the exact law up to n = 140 and wherever that is cheap, else the expansion of Pelz &
 * Good, and in the tail twice the one-sided law. Absolute error below 1e-5, for n <= 140 below 1e-11.
 *
 * @param n whole number > 0
 * @param d in [0, 1]; outside, 1 or 0
 * @example
 * import { kolmogorovTail } from '@bourse/math'
 * kolmogorovTail(10, 0.274).toFixed(4) // => '0.3715'
 */
export function kolmogorovTail(n: number, d: number): number {
  if (!(Number.isInteger(n) && n > 0) || Number.isNaN(d)) return Number.NaN
  if (d >= 1) return 0
  if (d <= 0.5 / n) return 1
  const square = n * d * d
  // Beyond these both sides are hardly ever exceeded at once.
  if (d >= 0.5 || square >= (n <= 140 ? 4 : 2.2)) return Math.min(1, 2 * smirnovTail(n, d))
  if (n <= 140 || (n <= 100_000 && n * d ** 1.5 <= 1.4)) return 1 - bodyByMatrix(n, d)
  return Math.min(1, Math.max(0, 1 - bodyByExpansion(n, d)))
}

/** P(D <= d) to the order n^(-3/2): Pelz & Good, J. R. Stat. Soc. B 38, 1976. */
function bodyByExpansion(n: number, d: number): number {
  const z2 = n * d * d
  const z = Math.sqrt(z2)
  const z4 = z2 * z2
  const z6 = z4 * z2
  let k0 = 0
  let k1 = 0
  let k2 = 0
  let k3 = 0
  for (let k = 0; k < 200; k++) {
    const a = (Math.PI * (k + 0.5)) ** 2
    const b = (Math.PI * k) ** 2
    // Sums over all whole k: halves pair up with their negatives, whole numbers too.
    const half = 2 * Math.exp(-a / (2 * z2))
    const whole = k === 0 ? 0 : 2 * Math.exp(-b / (2 * z2))
    k0 += half
    k1 += (a - z2) * half
    k2 += ((6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2)) / (72 * z4 * z2)) * half
    k2 -= (b / (36 * z2)) * whole
    const third =
      a * a * a * (5 - 30 * z2) + a * a * (-60 * z2 + 212 * z4) + a * (135 * z4 - 96 * z6) - 30 * z6 - 90 * z6 * z2
    k3 += (third / (6480 * z6 * z2)) * half + ((-b * b + 3 * b * z2) / (216 * z4)) * whole
    if (half < 1e-20 * k0) break
  }
  const root = Math.sqrt(n)
  return (Math.sqrt(Math.PI / 2) / z) * (k0 + k1 / (6 * z2 * z * root) + k2 / n + k3 / (z * root * n))
}

/** P(D+ >= d) = d sum_j C(n, j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j) (Birnbaum & Tingey, 1951): all terms positive. */
function smirnovTail(n: number, d: number): number {
  let logBinomial = 0
  let sum = 0
  for (let j = 0; j <= n * (1 - d); j++) {
    if (j > 0) logBinomial += Math.log((n - j + 1) / j)
    const left = 1 - d - j / n
    if (left <= 0) break
    sum += Math.exp(logBinomial + (j - 1) * Math.log(d + j / n) + (n - j) * Math.log(left))
  }
  return d * sum
}

/** P(D < d): an entry of n! / n^n H^n, powers by squaring, exponents of ten kept apart. */
function bodyByMatrix(n: number, d: number): number {
  const k = Math.ceil(n * d)
  const m = 2 * k - 1
  const h = k - n * d
  const step = new Float64Array(m * m)
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) step[i * m + j] = i - j + 1 < 0 ? 0 : 1
  for (let i = 0; i < m; i++) {
    step[i * m] = step[i * m]! - h ** (i + 1)
    step[(m - 1) * m + i] = step[(m - 1) * m + i]! - h ** (m - i)
  }
  step[(m - 1) * m] = step[(m - 1) * m]! + (2 * h - 1 > 0 ? (2 * h - 1) ** m : 0)
  for (let i = 0; i < m; i++)
    for (let j = 0; j < Math.min(m, i + 1); j++) {
      let entry = step[i * m + j]!
      for (let g = 1; g <= i - j + 1; g++) entry /= g
      step[i * m + j] = entry
    }
  const { data, exponent } = powerOf(step, m, n)
  let value = data[(k - 1) * m + k - 1]!
  let tens = exponent
  for (let i = 1; i <= n; i++) {
    value = (value * i) / n
    if (value < 1e-140) {
      value *= 1e140
      tens -= 140
    }
  }
  return value * 10 ** tens
}

type Power = { readonly data: Float64Array; readonly exponent: number }

function powerOf(a: Float64Array, m: number, n: number): Power {
  if (n === 1) return { data: a, exponent: 0 }
  const half = powerOf(a, m, n >> 1)
  let data = product(half.data, half.data, m)
  let exponent = 2 * half.exponent
  if (n % 2 === 1) data = product(data, a, m)
  if (data[(m >> 1) * m + (m >> 1)]! > 1e140) {
    for (let i = 0; i < data.length; i++) data[i] = data[i]! * 1e-140
    exponent += 140
  }
  return { data, exponent }
}

function product(a: Float64Array, b: Float64Array, m: number): Float64Array {
  const turned = new Float64Array(m * m)
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) turned[j * m + i] = b[i * m + j]!
  const out = new Float64Array(m * m)
  addProductTransposed(m, m, m, 1, a, 0, m, turned, 0, m, out, 0, m, false)
  return out
}
