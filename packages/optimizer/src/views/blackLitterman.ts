import { type Matrix, solveSymmetric } from '@bourse/math'
import { checkCovariance } from '../problem/checkProblem.js'
import { checkFinite, checkLength, checkSize, checkSymmetric } from '../qp/checkProgram.js'
import { wrongInput } from '../wrongInput.js'

/** What the market is taken to believe: `market` weights, `aversion` to variance, `tau` 0.05 the doubt in the prior mean. */
export type MarketPrior = {
  readonly covariance: Matrix
  readonly market: Float64Array
  readonly aversion: number
  readonly tau?: number
}

/**
 * One row of `picks` per view; the picked weights are believed to earn `expected`. How sure: `confidence` 0 (ignored) to
 * 1 (certain) per view after Idzorek, or `uncertainty` as the covariance of the views' errors; without either, the
 * uncertainty of each view is that of the prior in its direction (He and Litterman).
 */
export type MarketViews = {
  readonly picks: Matrix
  readonly expected: Float64Array
  readonly confidence?: Float64Array
  readonly uncertainty?: Matrix
}

/**
 * `equilibrium`: the returns under which the market weights are best. `expected` and `covariance` are what the views
 * make of them, the covariance with the remaining doubt about the mean (`meanCovariance`) added.
 */
export type BlackLitterman = {
  readonly equilibrium: Float64Array
  readonly expected: Float64Array
  readonly meanCovariance: Matrix
  readonly covariance: Matrix
  readonly uncertainty: Matrix
}

/**
 * Expected returns between the market's and one's own, per the period of the covariance (Black and Litterman 1992; He and
 * Litterman 1999; confidence in the closed form of Walters, "The Factor Tau", 2013, of Idzorek 2005). Throws where sizes
 * differ or certain views say the same thing twice.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { blackLitterman } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.04, 0], [0, 0.04]])
 * const prior = { covariance, market: Float64Array.of(0.5, 0.5), aversion: 2.5 }
 * const views = { picks: matrixFromRows([[1, 0]]), expected: Float64Array.of(0.09), confidence: Float64Array.of(0.5) }
 * blackLitterman(prior, views).expected.map((r) => Math.round(r * 1e6) / 1e6) // => Float64Array [0.07, 0.05]
 */
export function blackLitterman(prior: MarketPrior, views: MarketViews): BlackLitterman {
  const { covariance, market, aversion, tau = 0.05 } = prior
  const n = market.length
  checkCovariance(covariance, n)
  checkFinite('market', market)
  if (!(aversion > 0 && aversion < Number.POSITIVE_INFINITY))
    throw wrongInput('aversion', aversion, 'a finite number > 0')
  if (!(tau > 0 && tau < Number.POSITIVE_INFINITY)) throw wrongInput('tau', tau, 'a finite number > 0')
  checkViews(views, n)
  const equilibrium = timesVector(covariance, market).map((v) => aversion * v)
  const { picks, expected, uncertainty } = heard(views)
  const k = picks.rows
  // tau S P', and the covariance of what the prior says of the views.
  const spread = new Float64Array(n * k)
  for (let i = 0; i < n; i++)
    for (let v = 0; v < k; v++) {
      let s = 0
      for (let j = 0; j < n; j++) s += covariance.data[i * n + j]! * picks.data[v * n + j]!
      spread[i * k + v] = tau * s
    }
  const believed = new Float64Array(k * k)
  for (let v = 0; v < k; v++)
    for (let u = 0; u < k; u++)
      for (let i = 0; i < n; i++) believed[v * k + u]! += picks.data[v * n + i]! * spread[i * k + u]!
  const omega = uncertainty?.data ?? diagonalOf(believed, k, views)
  const system = {
    rows: k,
    cols: k,
    data: believed.map((b, at) => (b + believed[transposed(at, k)]!) / 2 + omega[at]!),
  }
  const surprise = expected.map((q, v) => q - dotRow(picks, v, equilibrium))
  const shift = solved(system, surprise)
  const posterior = equilibrium.map((r, i) => r + dotAt(spread, i, k, shift))
  const meanCovariance = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    const gain = solved(system, spread.slice(i * k, (i + 1) * k))
    for (let j = 0; j <= i; j++) {
      const value = tau * covariance.data[i * n + j]! - dotAt(spread, j, k, gain)
      meanCovariance[i * n + j] = value
      meanCovariance[j * n + i] = value
    }
  }
  return {
    equilibrium,
    expected: posterior,
    meanCovariance: { rows: n, cols: n, data: meanCovariance },
    covariance: { rows: n, cols: n, data: covariance.data.map((v, at) => v + meanCovariance[at]!) },
    uncertainty: { rows: k, cols: k, data: omega },
  }
}

function checkViews({ picks, expected, confidence, uncertainty }: MarketViews, n: number): void {
  const k = expected.length
  checkSize('picks', picks, k, n)
  checkFinite('picks', picks.data)
  checkFinite('expected', expected)
  for (let v = 0; v < k; v++)
    if (picks.data.subarray(v * n, (v + 1) * n).every((p) => p === 0))
      throw wrongInput(`picks row ${v}`, 'all 0', 'a row that picks something')
  if (confidence !== undefined && uncertainty !== undefined)
    throw wrongInput('views', 'both confidence and uncertainty', 'one of the two')
  if (confidence !== undefined) {
    checkLength('confidence', confidence, k)
    confidence.forEach((c, v) => {
      if (!(c >= 0 && c <= 1)) throw wrongInput(`confidence[${v}]`, c, 'a number from 0 to 1')
    })
  }
  if (uncertainty === undefined) return
  checkSize('uncertainty', uncertainty, k, k)
  checkFinite('uncertainty', uncertainty.data)
  checkSymmetric('uncertainty', uncertainty)
}

// Views of confidence 0 say nothing: their uncertainty would be infinite.
function heard(views: MarketViews): MarketViews {
  const { picks, expected, confidence } = views
  if (confidence === undefined || confidence.every((c) => c > 0)) return views
  const n = picks.cols
  const kept = [...confidence.keys()].filter((v) => confidence[v]! > 0)
  return {
    picks: {
      rows: kept.length,
      cols: n,
      data: Float64Array.from(kept.flatMap((v) => [...picks.data.subarray(v * n, (v + 1) * n)])),
    },
    expected: Float64Array.from(kept, (v) => expected[v]!),
  }
}

// He and Litterman: the prior's own variance of the view. Idzorek in Walters's form: (1 - c) / c of it.
function diagonalOf(believed: Float64Array, k: number, { confidence }: MarketViews): Float64Array {
  const omega = new Float64Array(k * k)
  const certain = confidence?.filter((c) => c > 0)
  for (let v = 0; v < k; v++) {
    const c = certain?.[v]
    omega[v * k + v] = believed[v * k + v]! * (c === undefined ? 1 : (1 - c) / c)
  }
  return omega
}

function solved(system: Matrix, right: Float64Array): Float64Array {
  if (right.length === 0) return right
  const answer = solveSymmetric(system, right)
  if (!answer.ok || answer.value.some((v) => !Number.isFinite(v)))
    throw wrongInput('picks', 'certain views that repeat each other', 'views that differ, or a confidence below 1')
  return answer.value
}

function timesVector({ rows: n, data }: Matrix, v: Float64Array): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => dotAt(data, i, n, v))
}

function dotRow({ cols, data }: Matrix, row: number, v: Float64Array): number {
  return dotAt(data, row, cols, v)
}

function dotAt(data: Float64Array, row: number, cols: number, v: Float64Array): number {
  let s = 0
  for (let j = 0; j < cols; j++) s += data[row * cols + j]! * v[j]!
  return s
}

function transposed(at: number, k: number): number {
  return (at % k) * k + Math.floor(at / k)
}
