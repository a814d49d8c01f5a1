// What is believed of the assets, per year.
import { badArgument, type Frame } from '@bourse/core'
import { ledoitWolf, type Matrix, matrixOf } from '@bourse/math'
import { bayesSteinReturns, blackLitterman, completedMoments, viewsOf } from '@bourse/optimizer'
import type { AllocationRequest } from './allocationRequest.js'

/** `returns`: rows are periods; NaN before a listing. `expected` is absent where nobody asked for it. */
export type AllocationMoments = {
  readonly returns: Matrix
  readonly expected: Float64Array
  readonly covariance: Matrix
  readonly periodsPerYear: number
}

const YEAR_MS = 365.25 * 86_400_000

/** Means and covariance of the frame, moved by the views. `outside`: assets that the market weights leave out by default. */
export function allocationMoments(request: AllocationRequest, outside: ReadonlySet<string>): AllocationMoments {
  const { returns: frame, views = [], market, aversion = 2.5 } = request
  const returns = matrixOf(frame.columns)
  const periodsPerYear = request.periodsPerYear ?? periodsOf(frame)
  if (!(periodsPerYear > 0 && periodsPerYear < Number.POSITIVE_INFINITY))
    throw badArgument('allocate', 'periodsPerYear', periodsPerYear, 'a finite number > 0')
  const history = historyOf(returns)
  const covariance = perYear(history.covariance, periodsPerYear)
  if (views.length === 0)
    return { returns, expected: history.expected.map((r) => r * periodsPerYear), covariance, periodsPerYear }
  const held = frame.ids.map((id) => market?.get(id) ?? (market === undefined && !outside.has(id) ? 1 : 0))
  const whole = held.reduce((sum, w) => sum + Math.abs(w), 0)
  if (!(whole > 0)) throw badArgument('allocate', 'market', 'all 0', 'a weight of at least one asset in returns')
  const prior = { covariance, market: Float64Array.from(held, (w) => w / whole), aversion }
  const posterior = blackLitterman(prior, viewsOf(frame.ids, views))
  return { returns, expected: posterior.expected, covariance: posterior.covariance, periodsPerYear }
}

function historyOf(returns: Matrix): { readonly expected: Float64Array; readonly covariance: Matrix } {
  if (returns.data.some((r) => Number.isNaN(r))) return completedMoments(returns)
  const { rows, cols } = returns
  const { covariance } = ledoitWolf(returns, { target: cols > 1 ? 'constant-correlation' : 'identity' })
  // Shrinking the means takes the inverse of the sample covariance, which needs more rows than columns.
  if (rows > cols + 2) return { expected: bayesSteinReturns(returns).expected, covariance }
  const expected = new Float64Array(cols)
  for (let t = 0; t < rows; t++) for (let i = 0; i < cols; i++) expected[i]! += returns.data[t * cols + i]! / rows
  return { expected, covariance }
}

function periodsOf({ time }: Frame): number {
  const span = time[time.length - 1]! - time[0]!
  if (span > 0) return ((time.length - 1) * YEAR_MS) / span
  throw badArgument('allocate', 'time of returns', span, 'an ascending axis, or periodsPerYear')
}

function perYear({ rows, cols, data }: Matrix, periods: number): Matrix {
  return { rows, cols, data: data.map((c) => c * periods) }
}
