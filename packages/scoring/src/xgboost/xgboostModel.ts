import { badArgument } from '@bourse/core'
import { importanceOf } from '../trees/importance.js'
import type { TreeModel } from '../trees/treeModel.js'
import { leafOf, type TreeSet } from '../trees/treeSet.js'
import { addTreeShap } from '../trees/treeShap.js'
import { applyLink, type Link } from './xgboostObjective.js'

const round = Math.fround

/** Whether x goes left: below the threshold, both in float32; not in the node's set of categories; or where missing goes. */
export function xgboostGoesLeft(set: TreeSet, node: number, x: number): boolean {
  const { threshold, missingLeft, categories } = set
  if (Number.isNaN(x)) return missingLeft[node] === 1
  if (categories.size > 0) {
    const members = categories.get(node)
    if (members !== undefined)
      return !(x >= 0 && x < 32 * members.length && ((members[x >> 5]! >>> (x & 31)) & 1) === 1)
  }
  return round(x) < threshold[node]!
}

/** The trees as a model. Margins are added in float32 from the base on, tree by tree: the order decides the last bit. */
export function xgboostModel(
  set: TreeSet,
  bases: Float64Array,
  link: Link,
  identity: { readonly name: string; readonly hash: string },
): TreeModel {
  const { columns, outputs, roots, outputOf, value } = set
  const { nodes, floats } = sideBySide(set)
  const plain = set.categories.size === 0
  const rowsIn = (features: Float64Array): number => {
    if (features.length % columns === 0) return features.length / columns
    throw badArgument('predict', 'features.length', features.length, `a multiple of ${columns} columns`)
  }
  const margins = (features: Float64Array, out?: Float64Array): Float64Array => {
    const rows = rowsIn(features)
    const into = outOf(out, rows * outputs)
    const x = new Float32Array(features)
    for (let row = 0; row < rows; row++) {
      const from = row * columns
      for (let k = 0; k < outputs; k++) into[row * outputs + k] = bases[k]!
      for (let tree = 0; tree < roots.length; tree++) {
        let node = roots[tree]!
        if (plain)
          for (let child = nodes[4 * node]!; child >= 0; child = nodes[4 * node]!) {
            const where = nodes[4 * node + 2]!
            const at = x[from + (where >> 1)]!
            // a NaN is below nothing
            node = at < floats[4 * node + 3]! || (Number.isNaN(at) && (where & 1) === 1) ? child : nodes[4 * node + 1]!
          }
        else node = leafOf(set, xgboostGoesLeft, node, x, from)
        const place = row * outputs + outputOf[tree]!
        into[place] = round(into[place]! + value[node]!)
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
      const found = applyLink(link, margins(features, link === 'argmax' ? undefined : out), outputs)
      if (out === undefined || found === out) return found
      outOf(out, found.length).set(found)
      return out
    },
    leaves(row) {
      checkRow(row, columns)
      return Int32Array.from(roots, (root) => leafOf(set, xgboostGoesLeft, root, row) - root)
    },
    shap(row) {
      checkRow(row, columns)
      const out = new Float64Array(outputs * (columns + 1))
      addTreeShap(set, xgboostGoesLeft, row, out)
      for (let k = 0; k < outputs; k++) out[k * (columns + 1) + columns]! += bases[k]!
      return out
    },
    importance: () => importanceOf(set),
  }
}

/** Each node in sixteen bytes: left, right, twice the column plus whether missing goes left, threshold. */
function sideBySide(set: TreeSet): { readonly nodes: Int32Array; readonly floats: Float32Array } {
  const { left, right, column, missingLeft, threshold } = set
  const nodes = new Int32Array(4 * left.length)
  const floats = new Float32Array(nodes.buffer)
  for (let node = 0; node < left.length; node++) {
    nodes[4 * node] = left[node]!
    nodes[4 * node + 1] = right[node]!
    nodes[4 * node + 2] = 2 * column[node]! + missingLeft[node]!
    floats[4 * node + 3] = threshold[node]!
  }
  return { nodes, floats }
}

/** Throws unless a row has one number per column. */
export function checkRow(row: Float64Array, columns: number): void {
  if (row.length !== columns) throw badArgument('model', 'row.length', row.length, String(columns))
}

/** The caller's array, if it is long enough, or a new one. */
export function outOf(out: Float64Array | undefined, length: number): Float64Array {
  if (out === undefined) return new Float64Array(length)
  if (out.length === length) return out
  throw badArgument('predict', 'out.length', out.length, String(length))
}
