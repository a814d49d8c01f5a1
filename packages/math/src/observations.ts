import { checkFinite, checkFiniteValues, checkLength } from './domain.js'
import { outOfDomain } from './error.js'
import type { Matrix } from './matrix.js'

// Observations are a matrix with a row per date and a column per series, as every estimator here takes them.

/** Finite, and at least `rows` rows. */
export function checkObservations(where: string, observations: Matrix, rows: number): void {
  checkFinite(where, 'observations', observations)
  if (observations.rows < rows) throw outOfDomain(where, 'observations.rows', observations.rows, `>= ${rows}`)
}

/** One finite weight >= 0 per row, with a positive sum. */
export function checkWeights(where: string, weights: Float64Array, rows: number): void {
  checkLength(where, 'weights', weights.length, rows, 'observations.rows')
  checkFiniteValues(where, 'weights', weights)
  let sum = 0
  for (let t = 0; t < rows; t++) {
    if (weights[t]! < 0) throw outOfDomain(where, `weights[${t}]`, weights[t]!, '>= 0')
    sum += weights[t]!
  }
  if (!(sum > 0)) throw outOfDomain(where, 'the sum of weights', sum, '> 0')
}

/** Column means; with weights that sum to 1, weighted. A second pass takes back the rounding of the first. */
export function columnMeans(observations: Matrix, weights?: Float64Array): Float64Array {
  const { rows, cols, data } = observations
  const means = new Float64Array(cols)
  const rest = new Float64Array(cols)
  for (let t = 0; t < rows; t++) {
    const w = weights === undefined ? 1 : weights[t]!
    for (let j = 0; j < cols; j++) means[j] = means[j]! + w * data[t * cols + j]!
  }
  const total = weights === undefined ? rows : 1
  for (let j = 0; j < cols; j++) means[j] = means[j]! / total
  for (let t = 0; t < rows; t++) {
    const w = weights === undefined ? 1 : weights[t]!
    for (let j = 0; j < cols; j++) rest[j] = rest[j]! + w * (data[t * cols + j]! - means[j]!)
  }
  for (let j = 0; j < cols; j++) means[j] = means[j]! + rest[j]! / total
  return means
}

/** Series as rows, `cols` x `rows`: (x - mean of its column) times the root of its row's weight. */
export function centredSeries(observations: Matrix, means: Float64Array, weights?: Float64Array): Float64Array {
  const { rows, cols, data } = observations
  const z = new Float64Array(rows * cols)
  const roots = weights?.map(Math.sqrt)
  for (let from = 0; from < rows; from += 16) {
    const to = Math.min(rows, from + 16)
    for (let j = 0; j < cols; j++) {
      const mean = means[j]!
      if (roots === undefined) for (let t = from; t < to; t++) z[j * rows + t] = data[t * cols + j]! - mean
      else for (let t = from; t < to; t++) z[j * rows + t] = (data[t * cols + j]! - mean) * roots[t]!
    }
  }
  return z
}
