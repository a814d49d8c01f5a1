// The JSON in which XGBoost keeps a model, as its loader wants it: a number of a float list must not look like a whole one.
import type { TreeSet } from '../trees/treeSet.js'
import type { BoostPlan } from './boostSettings.js'

/** A model as XGBoost JSON (1.7 and later; `reg:quantileerror` from 2.0 on). */
export function xgboostText(set: TreeSet, objective: string, score: number, plan: BoostPlan): string {
  const { columns, outputs, roots } = set
  const isCategory = new Set(plan.categorical)
  const types =
    plan.categorical.length === 0 ? [] : Array.from({ length: columns }, (_, j) => (isCategory.has(j) ? 'c' : 'q'))
  const trees = Array.from(roots, (_, i) => treeText(set, i))
  const base = `{"base_score":"${score}","boost_from_average":"1","num_class":"${outputs === 1 ? 0 : outputs}","num_feature":"${columns}","num_target":"1"}`
  const head = `{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"${roots.length}","size_leaf_vector":"0"}`
  const model = `${head},"tree_info":${JSON.stringify([...set.outputOf])},"trees":[${trees.join(',')}]}`
  return (
    `{"learner":{"attributes":{},"feature_names":[],"feature_types":${JSON.stringify(types)},` +
    `"gradient_booster":{"model":${model},"name":"gbtree"},"learner_model_param":${base},` +
    `"objective":${JSON.stringify(objectiveOf(objective, plan, outputs))}},"version":[1,7,4]}`
  )
}

function objectiveOf(name: string, { level, slope }: BoostPlan, outputs: number): object {
  if (name === 'multi:softprob') return { name, softmax_multiclass_param: { num_class: String(outputs) } }
  if (name === 'reg:pseudohubererror') return { name, pseudo_huber_param: { huber_slope: String(slope) } }
  if (name === 'reg:quantileerror') return { name, quantile_loss_param: { quantile_alpha: `[${level}]` } }
  if (name === 'reg:absoluteerror') return { name }
  return { name, reg_loss_param: { scale_pos_weight: '1' } }
}

function treeText(set: TreeSet, tree: number): string {
  const first = set.roots[tree]!
  const end = set.roots[tree + 1] ?? set.left.length
  const size = end - first
  const parents = new Array<number>(size).fill(2147483647)
  const categories: number[] = []
  const nodes: number[] = []
  const segments: number[] = []
  const sizes: number[] = []
  for (let node = first; node < end; node++) {
    if (set.left[node]! >= 0) {
      parents[set.left[node]! - first] = node - first
      parents[set.right[node]! - first] = node - first
    }
    const members = set.categories.get(node)
    if (members === undefined) continue
    nodes.push(node - first)
    segments.push(categories.length)
    for (let c = 0; c < 32 * members.length; c++) if ((members[c >> 5]! >>> (c & 31)) & 1) categories.push(c)
    sizes.push(categories.length - segments.at(-1)!)
  }
  const whole = (of: ArrayLike<number>, shift = 0): string =>
    `[${Array.from({ length: size }, (_, i) => (of[first + i]! < 0 ? -1 : of[first + i]! - shift)).join(',')}]`
  const floats = (of: (node: number) => number): string =>
    `[${Array.from({ length: size }, (_, i) => floatText(of(first + i))).join(',')}]`
  const isLeaf = (node: number): boolean => set.left[node]! < 0
  const splitTypes = Array.from({ length: size }, (_, i) => (set.categories.has(first + i) ? 1 : 0))
  return (
    `{"base_weights":${floats((node) => set.value[node]!)},"categories":${JSON.stringify(categories)},` +
    `"categories_nodes":${JSON.stringify(nodes)},"categories_segments":${JSON.stringify(segments)},` +
    `"categories_sizes":${JSON.stringify(sizes)},"default_left":${whole(set.missingLeft)},"id":${tree},` +
    `"left_children":${whole(set.left, first)},"loss_changes":${floats((node) => set.gain[node]!)},` +
    `"parents":${JSON.stringify(parents)},"right_children":${whole(set.right, first)},` +
    `"split_conditions":${floats((node) => (isLeaf(node) ? set.value[node]! : set.threshold[node]!))},` +
    `"split_indices":${whole(set.column)},"split_type":${JSON.stringify(splitTypes)},` +
    `"sum_hessian":${floats((node) => set.cover[node]!)},` +
    `"tree_param":{"num_deleted":"0","num_feature":"${set.columns}","num_nodes":"${size}","size_leaf_vector":"0"}}`
  )
}

/** A float32 with a point or an exponent. */
function floatText(x: number): string {
  const text = String(x)
  return /[.e]/.test(text) ? text : `${text}E0`
}
