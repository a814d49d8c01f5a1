import { badArgument, type Model, textDigest } from '@bourse/core'
import { portableExp } from '@bourse/math'
import { outOf } from '../xgboost/xgboostModel.js'

/** A linear model: for each output one coefficient per column, row-major, and an intercept. */
export interface LinearModel extends Model {
  readonly outputs: number
  readonly coefficients: Float64Array
  readonly intercepts: Float64Array
}

/** Margins are coefficients x features + intercept; `link` makes them probabilities. */
export function linearModel(
  name: string,
  columns: number,
  coefficients: Float64Array,
  intercepts: Float64Array,
  link: 'identity' | 'logistic' | 'softmax',
): LinearModel {
  const outputs = intercepts.length
  const digest = textDigest()
  digest.add(`${link} ${coefficients.join(',')} ${intercepts.join(',')}`)
  return {
    ...{ name, hash: digest.digest(), columns, outputs, coefficients, intercepts },
    predict(features, out) {
      const rows = features.length / columns
      if (!Number.isInteger(rows))
        throw badArgument('predict', 'features.length', features.length, `a multiple of ${columns} columns`)
      const into = outOf(out, rows * outputs)
      for (let row = 0; row < rows; row++)
        for (let k = 0; k < outputs; k++) {
          let sum = intercepts[k]!
          for (let j = 0; j < columns; j++) sum += coefficients[k * columns + j]! * features[row * columns + j]!
          into[row * outputs + k] = sum
        }
      if (link === 'logistic') for (let i = 0; i < into.length; i++) into[i] = 1 / (1 + portableExp(-into[i]!))
      if (link === 'softmax')
        for (let row = 0; row < rows; row++) softmaxInPlace(into.subarray(row * outputs, (row + 1) * outputs))
      return into
    },
  }
}

/** Margins to shares that add up to 1. */
export function softmaxInPlace(margins: Float64Array): void {
  const largest = Math.max(...margins)
  let sum = 0
  for (let k = 0; k < margins.length; k++) sum += margins[k] = portableExp(margins[k]! - largest)
  for (let k = 0; k < margins.length; k++) margins[k]! /= sum
}
