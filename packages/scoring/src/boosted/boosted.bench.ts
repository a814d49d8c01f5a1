import { createRng, matrixOf, ranksOf } from '@bourse/math'
import { defineBench } from '@bourse/proof'
import { RandomForestClassifier } from 'ml-random-forest'
// @ts-expect-error without types
import loadMlXgboost from 'ml-xgboost'
import { trainBoosted } from './trainBoosted.js'
import { trainForest } from '../forest/trainForest.js'
import type { LabelledSet } from '../labelledSet.js'

const COLUMNS = 20

function made(rows: number, seed: string): LabelledSet {
  const rng = createRng(seed)
  const columns = Array.from({ length: COLUMNS }, () => Float64Array.from({ length: rows }, () => rng.normal()))
  const labels = Float64Array.from({ length: rows }, (_, i) => {
    const x = (j: number): number => columns[j]![i]!
    return x(0) * x(1) + 0.5 * x(2) - Math.abs(x(3)) + 0.8 + rng.normal() > 0 ? 1 : 0
  })
  return { features: matrixOf(columns), labels }
}

/** Area under the ROC curve by ranks. */
function aucOf(labels: Float64Array, scores: Float64Array): number {
  const ranks = ranksOf(scores)
  let [sum, ones] = [0, 0]
  labels.forEach((y, i) => {
    if (y === 1) [sum, ones] = [sum + ranks[i]!, ones + 1]
  })
  return (sum - (ones * (ones + 1)) / 2) / (ones * (labels.length - ones))
}

const rowsOf = ({ features }: LabelledSet): number[][] =>
  Array.from({ length: features.rows }, (_, i) => [...features.data.subarray(i * COLUMNS, (i + 1) * COLUMNS)])

export const bench = defineBench({
  title: 'training and prediction; AUC on fresh rows in the names',
  races: async () => {
    const set = made(10_000, 'train')
    const small = made(500, 'train')
    const fresh = made(5000, 'fresh')
    const rows = rowsOf(set)
    const smallRows = rowsOf(small)
    const freshRows = rowsOf(fresh)
    const labels = [...set.labels]
    const rival = await loadMlXgboost
    const xgboost = () => {
      const booster = new rival({
        ...{
          booster: 'gbtree',
          objective: 'binary:logistic',
          max_depth: 6,
          eta: 0.1,
          min_child_weight: 1,
          subsample: 1,
        },
        ...{ iterations: 100, silent: 1, verbosity: 0 },
      })
      booster.train(rows, labels)
      return booster
    }
    const forest = () => {
      const rivalForest = new RandomForestClassifier({
        seed: 1,
        nEstimators: 10,
        maxFeatures: 5,
        replacement: true,
        noOOB: true,
      })
      rivalForest.train(smallRows, [...small.labels])
      return rivalForest
    }
    const model = trainBoosted(set, createRng(1))
    const auc = (scores: Float64Array): string => aucOf(fresh.labels, scores).toFixed(4)
    const trained = xgboost()
    const theirs = auc(Float64Array.from(trained.predict(freshRows) as number[]))
    const ours = auc(model.predict(fresh.features.data))
    const ownForest = trainForest(small, createRng(1), { trees: 10 })
    const row = fresh.features.data.slice(0, COLUMNS)
    const out = new Float64Array(1)
    return [
      {
        name: '10,000 rows x 20, 100 trees of depth 6',
        operations: 1,
        contenders: {
          [`trainBoosted, AUC ${ours}`]: () => trainBoosted(set, createRng(1)).rounds,
          [`trainBoosted in TypeScript, AUC ${ours}`]: () => trainBoosted(set, createRng(1), { backend: 'js' }).rounds,
          [`ml-xgboost, AUC ${theirs}`]: () => {
            const booster = xgboost()
            booster.free()
            return 1
          },
        },
      },
      {
        name: '500 rows x 20, forest of 10 trees',
        operations: 1,
        contenders: {
          [`trainForest, AUC ${auc(ownForest.predict(fresh.features.data))}`]: () =>
            trainForest(small, createRng(1), { trees: 10 }).columns,
          [`ml-random-forest, AUC ${auc(Float64Array.from(forest().predictProbability(freshRows, 1)))}`]: () =>
            forest().estimators?.length ?? 1,
        },
      },
      {
        name: 'prediction, 5000 rows, per row',
        operations: 5000,
        contenders: {
          'trainBoosted model': () => model.predict(fresh.features.data)[0]!,
          'ml-xgboost': () => (trained.predict(freshRows) as number[])[0]!,
        },
      },
      {
        name: 'prediction, a single row',
        operations: 1,
        contenders: { 'trainBoosted model, 100 trees': () => model.predict(row, out)[0]! },
      },
    ]
  },
})
