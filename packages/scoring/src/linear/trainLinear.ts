import { BourseError, badArgument } from '@bourse/core'
import { leastSquares, zeros } from '@bourse/math'
import { checkLabelledSet, type LabelledSet } from '../labelledSet.js'
import { type LinearModel, linearModel } from './linearModel.js'

/**
 * Least squares with an intercept; with `ridge` > 0, ridge times the sum of squared coefficients (not the intercept) is
 * added to the sum of squared errors. Solved by QR, not by normal equations.
 *
 * @throws BourseError naming row and column; `scoring/singular` where columns depend on each other and `ridge` is 0
 * @example
 * import { trainLinear } from '@bourse/scoring'
 * import { matrixOf } from '@bourse/math'
 * const set = { features: matrixOf([Float64Array.of(1, 2, 3)]), labels: Float64Array.of(3, 5, 7) }
 * trainLinear(set).predict(Float64Array.of(10)) // => Float64Array [21]
 */
export function trainLinear(set: LabelledSet, settings: { readonly ridge?: number } = {}): LinearModel {
  checkLabelledSet('trainLinear', set, { missing: false })
  const { ridge = 0 } = settings
  if (!(ridge >= 0 && Number.isFinite(ridge))) throw badArgument('trainLinear', 'ridge', ridge, 'a number >= 0')
  const { features, labels, weights } = set
  const { rows, cols, data } = features
  const means = new Float64Array(cols)
  let [total, mean] = [0, 0]
  for (let i = 0; i < rows; i++) {
    const weight = weights?.[i] ?? 1
    total += weight
    mean += weight * labels[i]!
    for (let j = 0; j < cols; j++) means[j]! += weight * data[i * cols + j]!
  }
  mean /= total
  for (let j = 0; j < cols; j++) means[j]! /= total
  // centred rows, and below them the penalty as rows of its own
  const height = rows + (ridge > 0 ? cols : 0)
  const a = zeros(height, cols)
  const b = new Float64Array(height)
  for (let i = 0; i < rows; i++) {
    const root = Math.sqrt(weights?.[i] ?? 1)
    for (let j = 0; j < cols; j++) a.data[i * cols + j] = root * (data[i * cols + j]! - means[j]!)
    b[i] = root * (labels[i]! - mean)
  }
  if (ridge > 0) for (let j = 0; j < cols; j++) a.data[(rows + j) * cols + j] = Math.sqrt(ridge)
  const solved = height < cols ? undefined : leastSquares(a, b)
  if (solved === undefined || !solved.ok)
    throw new BourseError('scoring/singular', 'trainLinear: columns depend on each other', {
      details: { rows, columns: cols },
      remedy: 'leave a column out, or set ridge above 0',
    })
  const coefficients = solved.value
  let intercept = mean
  for (let j = 0; j < cols; j++) intercept -= coefficients[j]! * means[j]!
  return linearModel(ridge > 0 ? 'ridge' : 'linear', cols, coefficients, Float64Array.of(intercept), 'identity')
}
