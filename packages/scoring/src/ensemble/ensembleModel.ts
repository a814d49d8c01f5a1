import { badArgument, type Model, textDigest } from '@bourse/core'
import { portableLog } from '@bourse/math'
import { checkLabelledSet, type LabelledSet } from '../labelledSet.js'
import { trainLogistic } from '../linear/trainLogistic.js'
import { outOf } from '../xgboost/xgboostModel.js'

/** What several models say together of one row. */
export type JointAnswer = {
  /** The probability they agree on. */
  readonly probability: number
  /** Share of the weight that stands on the same side of one half, 0.5-1; 1 if all do. */
  readonly agreement: number
  /** How far from a coin and how united: |2 probability - 1| x agreement, 0-1. What `Opportunity.confidence` takes. */
  readonly confidence: number
}

/** Models of one probability that answer together; `judge` also says how united they are. */
export interface EnsembleModel extends Model {
  readonly weights: Float64Array
  judge(row: Float64Array): JointAnswer
}

/**
 * The weighted mean of models that answer one probability per row.
 *
 * @param weights of the models, >= 0; by default equal
 * @throws BourseError where models take different columns or weights do not fit
 * @example
 * import { averageModels, trainLogistic } from '@bourse/scoring'
 * import { matrixOf } from '@bourse/math'
 * const features = matrixOf([Float64Array.of(-2, -1, 1, 2)])
 * const up = trainLogistic({ features, labels: Float64Array.of(0, 0, 1, 1) })
 * const down = trainLogistic({ features, labels: Float64Array.of(1, 1, 0, 0) })
 * averageModels([up, down], [3, 1]).judge(Float64Array.of(2)).agreement // => 0.75
 */
export function averageModels(models: readonly Model[], weights?: ArrayLike<number>): EnsembleModel {
  const shares = sharesOf(models, weights)
  return together(models, shares, 'average', (answers) => {
    let sum = 0
    for (let m = 0; m < answers.length; m++) sum += shares[m]! * answers[m]!
    return sum
  })
}

/**
 * Weights for `averageModels` by how often each model was right on rows that did not train it: the log odds of its
 * accuracy, which is the best weight of independent votes; no better than a coin weighs nothing, none better: all equal.
 *
 * @see S. Nitzan, J. Paroush, Optimal decision rules in uncertain dichotomous choice situations, Int. Econ. Rev. 23 (1982)
 * @example
 * import { accuracyWeights } from '@bourse/scoring'
 * accuracyWeights([0.5, 0.6, 0.7]) // => Float64Array [0, 0.323657, 0.676343]
 */
export function accuracyWeights(accuracies: readonly number[]): Float64Array {
  accuracies.forEach((accuracy, i) => {
    if (!(accuracy >= 0 && accuracy <= 1)) throw badArgument('accuracyWeights', `accuracies[${i}]`, accuracy, '0-1')
  })
  const odds = Float64Array.from(accuracies, (accuracy) => {
    const share = Math.min(accuracy, 0.999) // a short perfect record is not certainty
    return share > 0.5 ? portableLog(share / (1 - share)) : 0
  })
  const sum = odds.reduce((a, b) => a + b, 0)
  return sum === 0 ? odds.fill(1 / odds.length) : odds.map((one) => one / sum)
}

/**
 * Models whose log odds are weighed by a logistic regression (stacking).
 *
 * @param set rows that trained none of the models
 * @throws BourseError where models take different columns, or a class is absent
 * @see D. Wolpert, Stacked generalization, Neural Networks 5 (1992)
 * @example
 * import { ruleModel, stackModels } from '@bourse/scoring'
 * import { matrixOf } from '@bourse/math'
 * const set = { features: matrixOf([Float64Array.of(-2, -1, 1, 2)]), labels: Float64Array.of(0, 0, 1, 1) }
 * const right = ruleModel('right', 1, ([x]) => (x! > 0 ? 0.9 : 0.1))
 * const coin = ruleModel('coin', 1, () => 0.5)
 * stackModels([coin, right], set).judge(Float64Array.of(2)).probability > 0.7 // => true
 */
export function stackModels(models: readonly Model[], set: LabelledSet): EnsembleModel {
  const equal = sharesOf(models)
  checkLabelledSet('stackModels', set, { missing: true })
  const { rows } = set.features
  const data = new Float64Array(rows * models.length)
  models.forEach((model, m) => {
    model.predict(set.features.data).forEach((p, i) => {
      data[i * models.length + m] = oddsOf(p)
    })
  })
  const top = trainLogistic({ ...set, features: { rows, cols: models.length, data } })
  return together(models, equal, 'stack', (answers) => top.predict(answers.map(oddsOf))[0]!)
}

function oddsOf(p: number): number {
  const inside = Math.min(Math.max(p, 1e-6), 1 - 1e-6)
  return portableLog(inside / (1 - inside))
}

function sharesOf(models: readonly Model[], weights?: ArrayLike<number>): Float64Array {
  const columns = models[0]?.columns
  if (columns === undefined) throw badArgument('ensemble', 'models', 'an empty list', 'at least one model')
  for (const { name, columns: own } of models)
    if (own !== columns) throw badArgument('ensemble', `columns of ${name}`, own, `${columns}, as of the first`)
  const shares = Float64Array.from(
    { length: models.length },
    (_, i) => weights?.[i] ?? (weights === undefined ? 1 : Number.NaN),
  )
  const sum = shares.reduce((a, b) => a + b, 0)
  if (!(shares.every((w) => w >= 0) && sum > 0 && (weights?.length ?? models.length) === models.length))
    throw badArgument('ensemble', 'weights', [...shares].join(' '), `${models.length} numbers >= 0, not all 0`)
  return shares.map((w) => w / sum)
}

function together(
  models: readonly Model[],
  weights: Float64Array,
  kind: string,
  join: (answers: Float64Array) => number,
): EnsembleModel {
  const columns = models[0]!.columns
  const digest = textDigest()
  digest.add(`${kind} ${weights.join(',')}`)
  for (const { hash } of models) digest.add(hash)
  const answersOf = (row: Float64Array): Float64Array =>
    Float64Array.from(models, (model) => {
      const answer = model.predict(row)
      if (answer.length === 1) return answer[0]!
      throw badArgument('ensemble', `outputs of ${model.name}`, answer.length, '1: a probability')
    })
  return {
    ...{ name: `${kind} of ${models.map(({ name }) => name).join(', ')}`, hash: digest.digest(), columns, weights },
    predict(features, out) {
      const rows = features.length / columns
      if (!Number.isInteger(rows))
        throw badArgument('predict', 'features.length', features.length, `a multiple of ${columns} columns`)
      const into = outOf(out, rows)
      const all = models.map((model) => model.predict(features))
      const answers = new Float64Array(models.length)
      for (let row = 0; row < rows; row++) {
        for (let m = 0; m < models.length; m++) answers[m] = all[m]![row]!
        into[row] = join(answers)
      }
      return into
    },
    judge(row) {
      const answers = answersOf(row)
      const probability = join(answers)
      let agreement = 0
      answers.forEach((p, m) => {
        if (p > 0.5 === probability > 0.5) agreement += weights[m]!
      })
      agreement = Math.min(1, agreement)
      return { probability, agreement, confidence: Math.abs(2 * probability - 1) * agreement }
    },
  }
}
