import { scaledGram } from './covariance.js'
import { outOfDomain } from './error.js'
import { type Matrix, zeros } from './matrix.js'
import { centredSeries, checkObservations, columnMeans } from './observations.js'
import { addProductTransposed } from './tiles.js'

/** `covariance` = (1 - shrinkage) S + shrinkage target, S divided by the number of rows. */
export type Shrunk = { readonly covariance: Matrix; readonly shrinkage: number }

/** What Ledoit and Wolf shrink to: equal variances without correlation, one market factor, one common correlation. */
export type ShrinkageTarget = 'identity' | 'single-index' | 'constant-correlation'

/**
 * Ledoit-Wolf covariance: the sample covariance S (divided by rows) drawn to a target by the share that makes the expected squared error
 * least. `identity`: J. Multivar. Anal. 88, 2004. `single-index`, the market being the equal-weighted mean of the
 * columns: J. Empir. Finance 10, 2003. `constant-correlation`: J. Portf. Manag. 30 (4), 2004, "Honey, I shrunk".
 *
 * @param options.target default `'identity'`
 * @throws RangeError where an entry is not finite, there are fewer than two rows, or a column does not vary (identity excepted)
 * @example
 * import { ledoitWolf, matrixFromRows } from '@bourse/math'
 * const { shrinkage } = ledoitWolf(matrixFromRows([[1, 2], [3, 1], [2, 5], [0, 4]]))
 * shrinkage // => 1
 */
export function ledoitWolf(observations: Matrix, options: { readonly target?: ShrinkageTarget } = {}): Shrunk {
  const { target = 'identity' } = options
  checkObservations('ledoitWolf', observations, 2)
  const z = centredSeries(observations, columnMeans(observations))
  const sample = scaledGram(z, observations, 1 / observations.rows)
  if (target === 'identity') return towardsIdentity(z, sample, observations.rows)
  const n = sample.cols
  for (let i = 0; i < n; i++)
    if (!(sample.data[i * n + i]! > 0))
      throw outOfDomain('ledoitWolf', `variance of column ${i}`, sample.data[i * n + i]!, '> 0')
  return target === 'single-index'
    ? towardsIndex(z, sample, observations.rows)
    : towardsConstant(z, sample, observations.rows)
}

/** S + shrinkage (target - S) entry by entry. */
function blend(sample: Matrix, target: (i: number, j: number) => number, shrinkage: number): Shrunk {
  const n = sample.cols
  const covariance = zeros(n, n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      covariance.data[i * n + j] = (1 - shrinkage) * sample.data[i * n + j]! + shrinkage * target(i, j)
  return { covariance, shrinkage }
}

function trace(a: Matrix): number {
  let sum = 0
  for (let i = 0; i < a.rows; i++) sum += a.data[i * a.cols + i]!
  return sum
}

function squares(a: Matrix): number {
  let sum = 0
  for (let i = 0; i < a.data.length; i++) sum += a.data[i]! * a.data[i]!
  return sum
}

function towardsIdentity(z: Float64Array, sample: Matrix, rows: number): Shrunk {
  const n = sample.cols
  const mu = trace(sample) / n
  // Sum over i, j of mean_t (z_ti z_tj)^2 is mean_t |z_t|^4.
  let fourths = 0
  for (let t = 0; t < rows; t++) {
    let length = 0
    for (let j = 0; j < n; j++) length += z[j * rows + t]! * z[j * rows + t]!
    fourths += length * length
  }
  const distance = squares(sample) - n * mu * mu
  const noise = Math.min((fourths / rows - squares(sample)) / rows, distance)
  const shrinkage = noise > 0 ? noise / distance : 0
  return blend(sample, (i, j) => (i === j ? mu : 0), shrinkage)
}

/** mean_t x_ti y_tj for series as rows. */
function crossMeans(x: Float64Array, y: Float64Array, n: number, rows: number): Float64Array {
  const out = new Float64Array(n * n)
  addProductTransposed(n, n, rows, 1, x, 0, rows, y, 0, rows, out, 0, n, false)
  for (let i = 0; i < out.length; i++) out[i] = out[i]! / rows
  return out
}

/** Sum over i, j of pi_ij, and its diagonal: the asymptotic variances of the entries of S. */
function noiseOfEntries(
  z: Float64Array,
  sample: Matrix,
  rows: number,
): { readonly all: number; readonly diagonal: number } {
  const n = sample.cols
  const second = z.map((x) => x * x)
  const fourth = crossMeans(second, second, n, rows)
  let all = 0
  let diagonal = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const pi = fourth[i * n + j]! - sample.data[i * n + j]! ** 2
      all += pi
      if (i === j) diagonal += pi
    }
  return { all, diagonal }
}

/** kappa / T of the papers, held within [0, 1]; 0 where S is the target already. */
function shareOf(pi: number, rho: number, gamma: number, rows: number): number {
  return gamma > 0 ? Math.max(0, Math.min(1, (pi - rho) / gamma / rows)) : 0
}

function distanceTo(sample: Matrix, target: (i: number, j: number) => number): number {
  const n = sample.cols
  let sum = 0
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += (target(i, j) - sample.data[i * n + j]!) ** 2
  return sum
}

function towardsConstant(z: Float64Array, sample: Matrix, rows: number): Shrunk {
  const n = sample.cols
  const s = sample.data
  const deviations = Float64Array.from({ length: n }, (_, i) => Math.sqrt(s[i * n + i]!))
  let correlations = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) correlations += s[i * n + j]! / (deviations[i]! * deviations[j]!)
  const mean = n > 1 ? correlations / ((n * (n - 1)) / 2) : 0
  const target = (i: number, j: number): number => (i === j ? s[i * n + i]! : mean * (deviations[i]! * deviations[j]!))
  const pi = noiseOfEntries(z, sample, rows)
  // theta_ii,ij = mean (z_i^2 - s_ii)(z_i z_j - s_ij) = mean z_i^3 z_j - s_ii s_ij; theta_jj,ij is its mirror.
  const third = crossMeans(
    z.map((x) => x * x * x),
    z,
    n,
    rows,
  )
  let rho = pi.diagonal
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (i !== j) rho += mean * (deviations[j]! / deviations[i]!) * (third[i * n + j]! - s[i * n + i]! * s[i * n + j]!)
  return blend(sample, target, shareOf(pi.all, rho, distanceTo(sample, target), rows))
}

function towardsIndex(z: Float64Array, sample: Matrix, rows: number): Shrunk {
  const n = sample.cols
  const s = sample.data
  const market = new Float64Array(rows)
  for (let j = 0; j < n; j++) for (let t = 0; t < rows; t++) market[t] = market[t]! + z[j * rows + t]! / n
  const withMarket = new Float64Array(n)
  let variance = 0
  for (let t = 0; t < rows; t++) variance += market[t]! ** 2 / rows
  for (let j = 0; j < n; j++)
    for (let t = 0; t < rows; t++) withMarket[j] = withMarket[j]! + (z[j * rows + t]! * market[t]!) / rows
  if (!(variance > 0)) throw outOfDomain('ledoitWolf', 'variance of the mean of the columns', variance, '> 0')
  const target = (i: number, j: number): number =>
    i === j ? s[i * n + i]! : (withMarket[i]! * withMarket[j]!) / variance
  const pi = noiseOfEntries(z, sample, rows)
  // rho_ij = mean_t of the product of the errors of s_ij and f_ij, f_ij = c_i c_j / v: first order in c_i, c_j and v.
  const product = z.map((x, at) => x * market[at % rows]!)
  const one = crossMeans(
    z.map((x) => x * x),
    product,
    n,
    rows,
  )
  const two = crossMeans(product, product, n, rows)
  let rho = pi.diagonal
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      if (i === j) continue
      const at = i * n + j
      // one[i][j] = mean z_i^2 z_j m: with c_j it is the error of s_ij against that of c_i.
      const ofMarket = one[at]! - withMarket[i]! * s[at]!
      const ofVariance = two[at]! - variance * s[at]!
      rho += (2 * ofMarket * withMarket[j]!) / variance - (ofVariance * withMarket[i]! * withMarket[j]!) / variance ** 2
    }
  return blend(sample, target, shareOf(pi.all, rho, distanceTo(sample, target), rows))
}

/**
 * Oracle-approximating shrinkage to equal variances (Chen, Wiesel, Eldar & Hero, IEEE Trans. Signal Process. 58, 2010).
 * `formula: 'authors'` is the authors' program, without the terms in 2 / columns, which every version of scikit-learn
 * computes; `'paper'` is equation 23 as printed.
 *
 * @param options.formula default `'authors'`
 * @throws RangeError where an entry is not finite or there are fewer than two rows
 * @example
 * import { matrixFromRows, oas } from '@bourse/math'
 * oas(matrixFromRows([[1, 2], [3, 1], [2, 5], [0, 4]])).shrinkage // => 1
 */
export function oas(observations: Matrix, options: { readonly formula?: 'authors' | 'paper' } = {}): Shrunk {
  checkObservations('oas', observations, 2)
  const sample = scaledGram(centredSeries(observations, columnMeans(observations)), observations, 1 / observations.rows)
  const n = sample.cols
  const whole = trace(sample) ** 2
  const ofSquares = squares(sample)
  const two = options.formula === 'paper' ? 2 / n : 0
  const above = options.formula === 'paper' ? (1 - two) * ofSquares + whole : ofSquares + whole
  const below = (observations.rows + 1 - two) * (ofSquares - whole / n)
  const shrinkage = below > 0 ? Math.min(1, above / below) : 1
  const mu = trace(sample) / n
  return blend(sample, (i, j) => (i === j ? mu : 0), shrinkage)
}

/**
 * The sample covariance (divided by rows) drawn to equal variances by a share of one's own.
 *
 * @param shrinkage in [0, 1]
 * @throws RangeError where an entry is not finite, there is no row, or `shrinkage` is outside [0, 1]
 * @example
 * import { matrixFromRows, shrunkCovariance } from '@bourse/math'
 * shrunkCovariance(matrixFromRows([[1, 2], [3, 6]]), 0.5).data // => Float64Array [1.75, 1, 1, 3.25]
 */
export function shrunkCovariance(observations: Matrix, shrinkage: number): Matrix {
  checkObservations('shrunkCovariance', observations, 1)
  if (!(shrinkage >= 0 && shrinkage <= 1)) throw outOfDomain('shrunkCovariance', 'shrinkage', shrinkage, 'in [0, 1]')
  const sample = scaledGram(centredSeries(observations, columnMeans(observations)), observations, 1 / observations.rows)
  const mu = trace(sample) / sample.cols
  return blend(sample, (i, j) => (i === j ? mu : 0), shrinkage).covariance
}
