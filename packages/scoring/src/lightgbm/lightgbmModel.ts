import { badArgument, BourseError } from '@bourse/core'
import { importanceOf } from '../trees/importance.js'
import type { TreeModel } from '../trees/treeModel.js'
import { type GoesLeft, leafOf } from '../trees/treeSet.js'
import { addTreeShap } from '../trees/treeShap.js'
import { checkRow, outOf } from '../xgboost/xgboostModel.js'
import type { LightgbmTrees } from './lightgbmTrees.js'

/** How raw scores become predictions. */
export type LightgbmLink = (raw: Float64Array, outputs: number) => void

/** What counts as zero where zeros are missing. */
const ZERO = 1e-35

/** Whether x goes left: not above the threshold, in the node's set of categories, or where missing goes. */
export function lightgbmGoesLeft({ missing }: LightgbmTrees): GoesLeft {
  return (set, node, x) => {
    const members = set.categories.size === 0 ? undefined : set.categories.get(node)
    if (members !== undefined) {
      const category = Math.trunc(x)
      return (
        category >= 0 && category < 32 * members.length && ((members[category >> 5]! >>> (category & 31)) & 1) === 1
      )
    }
    const kind = missing[node]!
    if (kind === 2 ? Number.isNaN(x) : kind === 1 && (Number.isNaN(x) || Math.abs(x) <= ZERO))
      return set.missingLeft[node] === 1
    return (Number.isNaN(x) ? 0 : x) <= set.threshold[node]!
  }
}

/** The trees as a model; all in doubles. `average`: a random forest, whose predictions are means over its rounds. */
export function lightgbmModel(
  trees: LightgbmTrees,
  link: LightgbmLink,
  average: boolean,
  identity: { readonly name: string; readonly hash: string },
): TreeModel {
  const { set, linear, leafNumber } = trees
  const { columns, outputs, roots, outputOf, value } = set
  const goesLeft = lightgbmGoesLeft(trees)
  const leafValue = (leaf: number, features: Float64Array, from: number): number => {
    const line = linear.get(leaf)
    if (line === undefined) return value[leaf]!
    let sum = line.constant
    for (let i = 0; i < line.columns.length; i++) {
      const x = features[from + line.columns[i]!]!
      if (Number.isNaN(x)) return value[leaf]!
      sum += line.slopes[i]! * x
    }
    return sum
  }
  const margins = (features: Float64Array, out?: Float64Array): Float64Array => {
    const rows = features.length / columns
    if (!Number.isInteger(rows))
      throw badArgument('predict', 'features.length', features.length, `a multiple of ${columns}`)
    const into = outOf(out, rows * outputs).fill(0)
    for (let row = 0; row < rows; row++) {
      const from = row * columns
      for (let tree = 0; tree < roots.length; tree++) {
        const leaf = leafOf(set, goesLeft, roots[tree]!, features, from)
        into[row * outputs + outputOf[tree]!]! += leafValue(leaf, features, from)
      }
    }
    return into
  }
  return {
    ...identity,
    columns,
    outputs,
    margins,
    predict(features, out) {
      const found = margins(features, out)
      const rounds = roots.length / outputs
      if (average && rounds > 0) for (let i = 0; i < found.length; i++) found[i]! /= rounds
      link(found, outputs)
      return found
    },
    leaves(row) {
      checkRow(row, columns)
      return Int32Array.from(roots, (root) => leafNumber[leafOf(set, goesLeft, root, row)]!)
    },
    shap(row) {
      checkRow(row, columns)
      if (linear.size > 0)
        throw new BourseError('scoring/unsupported', 'shap: linear trees have no exact Shapley values', {
          details: { model: identity.name },
          remedy: 'train without linear_tree',
        })
      const out = new Float64Array(outputs * (columns + 1))
      addTreeShap(set, goesLeft, row, out)
      return out
    },
    importance: () => importanceOf(set),
  }
}
