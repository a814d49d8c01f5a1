// @bourse/scoring/forest: forests that ml-random-forest trained, as models of ours.
import { badArgument, type Model, textDigest } from '@bourse/core'

/** What is used of a trained `RandomForestClassifier` or `RandomForestRegression`. */
export type MlForest = {
  predict(rows: number[][]): number[]
  toJSON(): object
  predictProbability?(rows: number[][], label: number): number[]
}

/**
 * A forest of ml-random-forest as a model: a classifier answers the probability of `label`, a regression its number. For
 * teams that have such forests; a new one is better trained with `trainForest`, which draws columns for each node.
 *
 * @param label the class asked for, 1 by default
 * @throws BourseError where a row does not have `columns` numbers
 * @example
 * import { mlForestModel } from '@bourse/scoring/forest'
 * import { RandomForestClassifier } from 'ml-random-forest'
 * const forest = new RandomForestClassifier({ seed: 1, nEstimators: 10, noOOB: true })
 * forest.train([[-2], [-1], [1], [2]], [0, 0, 1, 1])
 * mlForestModel(forest, 1).predict(Float64Array.of(-2, 2)).length // => 2
 */
export function mlForestModel(forest: MlForest, columns: number, label = 1): Model {
  if (!(Number.isInteger(columns) && columns > 0)) throw badArgument('mlForestModel', 'columns', columns, '> 0')
  const digest = textDigest()
  digest.add(JSON.stringify(forest.toJSON()))
  return {
    name: 'ml-random-forest',
    hash: digest.digest(),
    columns,
    predict(features, out) {
      const count = features.length / columns
      if (!Number.isInteger(count))
        throw badArgument('predict', 'features.length', features.length, `a multiple of ${columns} columns`)
      const rows = Array.from({ length: count }, (_, i) => [...features.subarray(i * columns, (i + 1) * columns)])
      const answers = forest.predictProbability?.(rows, label) ?? forest.predict(rows)
      if (out === undefined) return Float64Array.from(answers)
      out.set(answers)
      return out
    },
  }
}
