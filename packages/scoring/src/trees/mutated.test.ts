// Model files that were cut, flipped and rewritten: a typed error or a model that answers, never anything else.
import { isBourseError } from '@bourse/core'
import { createRng, type Rng } from '@bourse/math'
import { campaign } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { loadLightgbm } from '../lightgbm/loadLightgbm.js'
import { loadXgboost } from '../xgboost/loadXgboost.js'
import type { TreeModel } from './treeModel.js'

const tree = {
  left_children: [1, 3, -1, -1, -1],
  right_children: [2, 4, -1, -1, -1],
  split_indices: [0, 1, 0, 0, 0],
  split_conditions: [0.5, null, 0.2, -0.4, 0.6],
  default_left: [1, 0, 0, 0, 0],
  sum_hessian: [4, 3, 1, 2, 1],
  loss_changes: [1.5, 0.5, 0, 0, 0],
  categories: [1, 3, 40],
  categories_nodes: [1],
  categories_segments: [0],
  categories_sizes: [3],
}
const learner = (booster: object): string =>
  JSON.stringify({
    learner: {
      objective: { name: 'binary:logistic' },
      learner_model_param: { base_score: '[5E-1]', num_class: '0', num_feature: '2' },
      gradient_booster: booster,
    },
    version: [1, 7, 4],
  })
const xgboost = [
  learner({ name: 'gbtree', model: { trees: [tree, tree], tree_info: [0, 0] } }),
  learner({ name: 'dart', weight_drop: [1, 0.7], gbtree: { model: { trees: [tree, tree], tree_info: [0, 0] } } }),
  learner({ name: 'gblinear', model: { weights: [0.5, -0.2, 0.1] } }),
]
const block = (n: number): string =>
  `Tree=${n}\nnum_leaves=3\nnum_cat=1\nsplit_feature=0 1\nsplit_gain=3 2\nthreshold=0.5 0\ndecision_type=10 1\nleft_child=1 -1\n` +
  `right_child=-3 -2\nleaf_value=0.1 -0.2 0.3\nleaf_count=5 6 7\ninternal_count=18 11\ncat_boundaries=0 1\ncat_threshold=10\n` +
  `is_linear=1\nleaf_const=0.1 -0.2 0.3\nnum_features=1 0 2\nleaf_features=0 0 1\nleaf_coeff=0.5 1 2\nshrinkage=1\n\n`
const lightgbm = `tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx=1\nobjective=binary sigmoid:1\n\n${block(0)}\n${block(1)}\nend of trees\n`

const words = [
  '-1',
  '999999999999',
  'NaN',
  'null',
  '[]',
  '{}',
  '"',
  '1e308',
  '0',
  '2',
  '',
  ' ',
  '\n',
  'true',
  '__proto__',
  '-',
]

function mutate(text: string, rng: Rng): string {
  let out = text
  for (let times = 1 + (rng.uint32() % 3); times > 0; times--) {
    const from = rng.uint32() % (out.length + 1)
    const to = from + (rng.uint32() % 6)
    const kind = rng.uint32() % 4
    if (kind === 0) out = out.slice(0, from)
    else if (kind === 1) out = out.slice(0, from) + words[rng.uint32() % words.length]! + out.slice(to)
    else if (kind === 2) out = out.slice(0, from) + String.fromCharCode(rng.uint32() % 128) + out.slice(from + 1)
    else {
      // one number becomes another
      const numbers = [...out.matchAll(/-?\d+/g)]
      const one = numbers[rng.uint32() % Math.max(1, numbers.length)]
      if (one !== undefined)
        out = out.slice(0, one.index) + String((rng.uint32() % 12) - 4) + out.slice(one.index + one[0].length)
    }
  }
  return out
}

function tried(load: (text: string) => TreeModel, text: string): void {
  let model: TreeModel
  try {
    model = load(text)
  } catch (error) {
    expect(isBourseError(error), `${String(error)}\n${text}`).toBe(true)
    return
  }
  const row = new Float64Array(model.columns > 100 ? 0 : model.columns).fill(Number.NaN)
  expect(model.predict(row).length).toBeLessThanOrEqual(Math.max(1, model.outputs))
}

describe('mutated files', () => {
  const rounds = campaign(100_000)
  test('XGBoost', () => {
    const rng = createRng('xgboost')
    for (let i = 0; i < rounds; i++) tried(loadXgboost, mutate(xgboost[i % 3]!, rng))
  })
  test('LightGBM', () => {
    const rng = createRng('lightgbm')
    for (let i = 0; i < rounds; i++) tried(loadLightgbm, mutate(lightgbm, rng))
  })
  test('what was not mutated loads', () => {
    for (const text of xgboost) expect(loadXgboost(text).columns).toBe(2)
    expect(loadLightgbm(lightgbm).columns).toBe(2)
  })
})
