import { textDigest } from '@bourse/core'
import type { TreeModel } from '../trees/treeModel.js'
import type { TreeSet } from '../trees/treeSet.js'
import { xgboostModel } from '../xgboost/xgboostModel.js'
import { baseMargin, linkOf } from '../xgboost/xgboostObjective.js'
import type { BoostObjective, BoostPlan } from './boostSettings.js'
import type { GrownTree } from './growTree.js'
import { xgboostText } from './xgboostText.js'

/** A model that was trained here. `rounds` were kept; `toXgboost` is the JSON that XGBoost and `loadXgboost` read. */
export interface BoostedModel extends TreeModel {
  readonly rounds: number
  toXgboost(): string
}

/** What XGBoost calls the objectives. */
export const xgboostNames: { readonly [objective in BoostObjective]: string } = {
  binary: 'binary:logistic',
  softmax: 'multi:softprob',
  squared: 'reg:squarederror',
  absolute: 'reg:absoluteerror',
  quantile: 'reg:quantileerror',
  huber: 'reg:pseudohubererror',
}

export function boostedModel(set: TreeSet, objective: BoostObjective, score: number, plan: BoostPlan): BoostedModel {
  const name = xgboostNames[objective]
  const bases = new Float64Array(set.outputs).fill(baseMargin(name, score))
  let text: string | undefined
  let hash: string | undefined
  const toXgboost = (): string => {
    text ??= xgboostText(set, name, score, plan)
    return text
  }
  const model = xgboostModel(set, bases, linkOf(name), { name: `xgboost gbtree ${name}`, hash: '' })
  return {
    ...model,
    // the digest of the file, as of a model that was loaded from it
    get hash() {
      if (hash === undefined) {
        const digest = textDigest()
        digest.add(toXgboost())
        hash = digest.digest()
      }
      return hash
    },
    rounds: set.roots.length / set.outputs,
    toXgboost,
  }
}

/** Trees in one numbering; those of a round follow each other, one per output. */
export function joinTrees(trees: readonly GrownTree[], columns: number, outputs: number): TreeSet {
  const roots = new Int32Array(trees.length)
  const categories = new Map<number, Uint32Array>()
  let nodes = 0
  trees.forEach((tree, i) => {
    roots[i] = nodes
    for (const [node, members] of tree.categories) categories.set(nodes + node, members)
    nodes += tree.left.length
  })
  const child = (side: (tree: GrownTree) => number[]): Int32Array =>
    Int32Array.from(trees.flatMap((tree, i) => side(tree).map((node) => (node < 0 ? -1 : node + roots[i]!))))
  const doubles = (of: (tree: GrownTree) => number[]): Float64Array => Float64Array.from(trees.flatMap(of))
  return {
    columns,
    outputs,
    roots,
    outputOf: Int32Array.from(roots, (_, i) => i % outputs),
    left: child((tree) => tree.left),
    right: child((tree) => tree.right),
    column: Int32Array.from(trees.flatMap((tree) => tree.column)),
    threshold: doubles((tree) => tree.threshold),
    value: doubles((tree) => tree.value),
    missingLeft: Uint8Array.from(trees.flatMap((tree) => tree.missingLeft)),
    cover: doubles((tree) => tree.cover),
    gain: doubles((tree) => tree.gain),
    categories,
  }
}
