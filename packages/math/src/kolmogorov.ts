import { addProductTransposed } from './tiles.js'

// The distribution of the statistic of Kolmogorov and Smirnov of one sample of n values.

/** Above this n d^2 both sides cannot be exceeded at once: their joint share of the tail is below 4e-11. */
const apart = 4
// The exact law takes a matrix of 2 n d - 1 columns to the power n.
const mostExact = 10_000

/**
 * P(D >= d) for the two-sided statistic of n values of a continuous distribution. Exact in the body (Marsaglia, Tsang &
 * Wang, J. Stat. Softw. 8 (18), 2003) and the tail (twice the one-sided law); beyond n = 10,000 the body is the limit law
 * with Vrbik's correction (Pioneer J. Theor. Appl. Stat. 15, 2018).
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
  if (n * d * d >= apart || d >= 0.5) return Math.min(1, 2 * smirnovTail(n, d))
  if (n <= mostExact) return 1 - bodyByMatrix(n, d)
  const root = Math.sqrt(n)
  const x = d * root
  return limitTail(x + 1 / (6 * root) + (x - 1) / (4 * n))
}

/** 2 sum (-1)^(k-1) exp(-2 k^2 x^2). */
function limitTail(x: number): number {
  if (x < 0.2) return 1
  let sum = 0
  for (let k = 1; k < 40; k++) {
    const term = Math.exp(-2 * k * k * x * x)
    sum += k % 2 === 1 ? term : -term
    if (term < 1e-18 * sum) break
  }
  return Math.min(1, 2 * sum)
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
