import { textDigest } from '@bourse/core'
import type { TreeModel } from '../trees/treeModel.js'
import { badModel } from '../trees/treeSet.js'
import { type LightgbmLink, lightgbmModel } from './lightgbmModel.js'
import { countOf, parseBlocks, wordOf } from './lightgbmText.js'
import { lightgbmTrees } from './lightgbmTrees.js'

/**
 * A model that LightGBM saved as text (`save_model('model.txt')`, v2 to v4): boosting, forests, linear trees, categories,
 * every way of treating missing values. Margins (LightGBM's raw scores) are its bit for bit.
 *
 * @throws BourseError `input/parse` with the place in the file, for whatever is not as it should be
 * @example
 * import { loadLightgbm } from '@bourse/scoring'
 * const model = loadLightgbm(`tree
 * version=v4
 * num_class=1
 * num_tree_per_iteration=1
 * max_feature_idx=0
 * objective=regression
 *
 * Tree=0
 * num_leaves=2
 * num_cat=0
 * split_feature=0
 * split_gain=1
 * threshold=0.5
 * decision_type=2
 * left_child=-1
 * right_child=-2
 * leaf_value=-1.5 2.5
 * leaf_count=10 10
 * internal_count=20
 * is_linear=0
 *
 * end of trees
 * `)
 * model.predict(Float64Array.of(0.5, 0.6)) // => Float64Array [-1.5, 2.5]
 */
export function loadLightgbm(text: string): TreeModel {
  const { head, trees } = parseBlocks(text)
  const columns = countOf(head, 'max_feature_idx', 0, 10_000_000) + 1
  const outputs = countOf(head, 'num_tree_per_iteration', 1, 100_000)
  const objective = head.lines.has('objective') ? wordOf(head, 'objective') : 'custom'
  const digest = textDigest()
  digest.add(text)
  return lightgbmModel(lightgbmTrees(trees, columns, outputs), linkOf(objective), head.lines.has('average_output'), {
    name: `lightgbm ${objective.split(' ')[0]}`,
    hash: digest.digest(),
  })
}

const plain: readonly string[] = [
  'regression',
  'regression_l1',
  'huber',
  'fair',
  'quantile',
  'mape',
  'lambdarank',
  'rank_xendcg',
  'custom',
]

/** What an objective, with its settings, does to raw scores. */
function linkOf(objective: string): LightgbmLink {
  const [name, ...settings] = objective.split(/\s+/)
  const setting = (key: string): number => {
    const word = settings.find((one) => one.startsWith(`${key}:`))
    return word === undefined ? 1 : Number(word.slice(key.length + 1))
  }
  const each =
    (f: (raw: number) => number): LightgbmLink =>
    (raw) => {
      for (let i = 0; i < raw.length; i++) raw[i] = f(raw[i]!)
    }
  const sigmoid = setting('sigmoid')
  if (name === 'regression' && settings.includes('sqrt')) return each((raw) => Math.sign(raw) * raw * raw)
  if (plain.includes(name!)) return () => {}
  if (name === 'binary' || name === 'multiclassova') return each((raw) => 1 / (1 + Math.exp(-sigmoid * raw)))
  if (name === 'cross_entropy') return each((raw) => 1 / (1 + Math.exp(-raw)))
  if (name === 'cross_entropy_lambda') return each((raw) => Math.log1p(Math.exp(raw)))
  if (name === 'poisson' || name === 'gamma' || name === 'tweedie') return each(Math.exp)
  if (name === 'multiclass') return softmax
  throw badModel('loadLightgbm', 'head objective', `${name} is not known`)
}

function softmax(raw: Float64Array, outputs: number): void {
  for (let from = 0; from < raw.length; from += outputs) {
    const part = raw.subarray(from, from + outputs)
    const largest = Math.max(...part)
    let sum = 0
    for (let k = 0; k < outputs; k++) {
      part[k] = Math.exp(part[k]! - largest)
      sum += part[k]!
    }
    for (let k = 0; k < outputs; k++) part[k]! /= sum
  }
}
