import { badArgument } from '@bourse/core'
import type { TreeModel } from '../trees/treeModel.js'
import { at, numbersAt, type Place } from './xgboostJson.js'
import { checkRow, outOf } from './xgboostModel.js'
import { applyLink, type Link } from './xgboostObjective.js'

const round = Math.fround

/**
 * XGBoost's `gblinear`: a linear model under the same interface, without trees. Its order of additions is not written
 * down: margins agree to about 2.4e-7, not to the bit. A missing value counts as 0.
 */
export function linearBooster(
  booster: Place,
  columns: number,
  outputs: number,
  bases: Float64Array,
  link: Link,
  identity: { readonly name: string; readonly hash: string },
): TreeModel {
  const weights = numbersAt(at(booster, 'model', 'weights'), (columns + 1) * outputs).map(round)
  const termOf = (x: number, j: number, k: number): number =>
    Number.isNaN(x) ? 0 : round(round(x) * weights[j * outputs + k]!)
  const margins = (features: Float64Array, out?: Float64Array): Float64Array => {
    const rows = features.length / columns
    if (!Number.isInteger(rows))
      throw badArgument('predict', 'features.length', features.length, `a multiple of ${columns}`)
    const into = outOf(out, rows * outputs)
    for (let row = 0; row < rows; row++)
      for (let k = 0; k < outputs; k++) {
        let sum = round(bases[k]! + weights[columns * outputs + k]!)
        for (let j = 0; j < columns; j++) sum = round(sum + termOf(features[row * columns + j]!, j, k))
        into[row * outputs + k] = sum
      }
    return into
  }
  return {
    ...identity,
    columns,
    outputs,
    margins,
    predict: (features, out) => applyLink(link, margins(features, out), outputs),
    leaves: () => new Int32Array(0),
    shap(row) {
      checkRow(row, columns)
      const out = new Float64Array(outputs * (columns + 1))
      for (let k = 0; k < outputs; k++) {
        for (let j = 0; j < columns; j++) out[k * (columns + 1) + j] = termOf(row[j]!, j, k)
        out[k * (columns + 1) + columns] = round(bases[k]! + weights[columns * outputs + k]!)
      }
      return out
    },
    importance: () => ({ gain: new Float64Array(columns), splits: new Int32Array(columns) }),
  }
}
