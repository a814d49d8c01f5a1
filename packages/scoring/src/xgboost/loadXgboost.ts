import { textDigest } from '@bourse/core'
import type { TreeModel } from '../trees/treeModel.js'
import { badModel } from '../trees/treeSet.js'
import { linearBooster } from './linearBooster.js'
import { at, countAt, numbersAt, parseModel, scoresAt, textAt, wrong } from './xgboostJson.js'
import { xgboostModel } from './xgboostModel.js'
import { baseMargin, linkOf } from './xgboostObjective.js'
import { xgboostTrees } from './xgboostTrees.js'

/**
 * A model that XGBoost saved as JSON (`save_model('model.json')`, 1.0 to 3.x): gbtree, dart and gblinear; binary, softmax,
 * Poisson and the regressions; missing values and categories. Margins are those of XGBoost bit for bit (gblinear to
 * 2.4e-7), predictions to 4 float32 ulp.
 *
 * @param text of the file; UBJSON must be saved again as JSON
 * @throws BourseError `input/parse` with the place in the file, for whatever is not as it should be
 * @example
 * import { loadXgboost } from '@bourse/scoring'
 * const tree = { left_children: [1, -1, -1], right_children: [2, -1, -1], split_indices: [0, 0, 0],
 *   split_conditions: [0.5, -0.4, 0.6], default_left: [1, 0, 0], sum_hessian: [2, 1, 1], loss_changes: [1, 0, 0] }
 * const model = loadXgboost(JSON.stringify({ learner: { objective: { name: 'binary:logistic' },
 *   learner_model_param: { base_score: '5E-1', num_class: '0', num_feature: '1' },
 *   gradient_booster: { name: 'gbtree', model: { trees: [tree], tree_info: [0] } } } }))
 * model.predict(Float64Array.of(0.2, 0.9, NaN)) // => Float64Array [0.40131, 0.64566, 0.40131]
 */
export function loadXgboost(text: string): TreeModel {
  const file = parseModel(text)
  const learner = at(file, 'learner')
  const parameters = at(learner, 'learner_model_param')
  const columns = countAt(at(parameters, 'num_feature'), 10_000_000)
  if (columns === 0) throw wrong(at(parameters, 'num_feature'), 'at least 1')
  const classes = countAt(at(parameters, 'num_class'), 100_000)
  const targets = at(parameters, 'num_target')
  const outputs = Math.max(1, classes, targets.value === undefined ? 1 : countAt(targets, 100_000))
  const objective = textAt(at(learner, 'objective', 'name'))
  const link = linkOf(objective)
  const bases = scoresAt(at(parameters, 'base_score'), outputs).map((score) => baseMargin(objective, score))
  const booster = at(learner, 'gradient_booster')
  const kind = textAt(at(booster, 'name'))
  const digest = textDigest()
  digest.add(text)
  const identity = { name: `xgboost ${kind} ${objective}`, hash: digest.digest() }
  if (kind === 'gblinear') return linearBooster(booster, columns, outputs, bases, link, identity)
  if (kind === 'gbtree')
    return xgboostModel(xgboostTrees(at(booster, 'model'), columns, outputs), bases, link, identity)
  if (kind !== 'dart') throw badModel('loadXgboost', 'learner.gradient_booster.name', `${kind} is not known`)
  const model = at(booster, 'gbtree', 'model')
  const trees = at(model, 'trees').value
  const weights = numbersAt(at(booster, 'weight_drop'), Array.isArray(trees) ? trees.length : 0)
  return xgboostModel(xgboostTrees(model, columns, outputs, weights), bases, link, identity)
}
