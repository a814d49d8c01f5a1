import { badArgument, textDigest } from '@bourse/core'
import { importanceOf } from '../trees/importance.js'
import type { TreeModel } from '../trees/treeModel.js'
import { leafOf, type TreeSet } from '../trees/treeSet.js'
import { addTreeShap } from '../trees/treeShap.js'
import { checkRow, outOf } from '../xgboost/xgboostModel.js'

/** Whether x goes left in a forest: in float32 not above the threshold; what is missing goes where the node says. */
export function forestGoesLeft({ threshold, missingLeft }: TreeSet, node: number, x: number): boolean {
  return Number.isNaN(x) ? missingLeft[node] === 1 : Math.fround(x) <= threshold[node]!
}

/** Trees whose leaves hold `outputs` answers each, `values[node * outputs + k]`: the model's are their means. */
export function forestModel(set: TreeSet, values: Float64Array, outputs: number, name: string): TreeModel {
  const { columns, roots, left } = set
  const digest = textDigest()
  for (const column of [roots, left, set.right, set.column, set.threshold, values]) digest.add(column.join(','))
  const margins = (features: Float64Array, out?: Float64Array): Float64Array => {
    const rows = features.length / columns
    if (!Number.isInteger(rows))
      throw badArgument('predict', 'features.length', features.length, `a multiple of ${columns} columns`)
    const into = outOf(out, rows * outputs).fill(0)
    for (const root of roots)
      for (let row = 0; row < rows; row++) {
        const leaf = leafOf(set, forestGoesLeft, root, features, row * columns) * outputs
        for (let k = 0; k < outputs; k++) into[row * outputs + k]! += values[leaf + k]!
      }
    for (let i = 0; i < into.length; i++) into[i]! /= roots.length
    return into
  }
  return {
    name,
    hash: digest.digest(),
    columns,
    outputs,
    margins,
    predict: margins,
    leaves(row) {
      checkRow(row, columns)
      return Int32Array.from(roots, (root) => leafOf(set, forestGoesLeft, root, row) - root)
    },
    shap(row) {
      checkRow(row, columns)
      const out = new Float64Array(outputs * (columns + 1))
      for (let k = 0; k < outputs; k++) {
        const part = out.subarray(k * (columns + 1), (k + 1) * (columns + 1))
        addTreeShap(
          { ...set, value: Float64Array.from(left, (_, node) => values[node * outputs + k]!) },
          forestGoesLeft,
          row,
          part,
        )
        for (let j = 0; j < part.length; j++) part[j]! /= roots.length
      }
      return out
    },
    importance: () => importanceOf(set),
  }
}
