import { badArgument, type Model, textDigest } from '@bourse/core'
import { liveFold } from '../validation/fold.js'
import { checkTraining, type TrainingRows, trainingRows } from '../validation/foldRows.js'
import { type Calibrator, logOdds } from './calibrator.js'
import { fitIsotonic } from './fitIsotonic.js'
import { fitPlatt } from './fitPlatt.js'
import { fitTemperature } from './fitTemperature.js'

/**
 * A model of yes-or-no whose probabilities have been put right by `rows`, which must not have trained it: they are the
 * training part of a fold of their own. `'platt'` works on log-odds. The answer has a hash of its own and its calibrator.
 *
 * @throws BourseError where no fold made the rows, the model gives more than one number a row or no probabilities
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { calibrateModel, liveFold, trainingRows } from '@bourse/scoring'
 * const sure = { name: 'sure', hash: '1', columns: 1, predict: (x: Float64Array) => x.map((v) => (v > 0 ? 0.99 : 0.01)) }
 * const held = { features: matrixFromRows([[1], [2], [3], [-1]]), labels: Float64Array.of(1, 1, 0, 0) }
 * calibrateModel(sure, trainingRows(held, liveFold(4)), 'temperature').predict(Float64Array.of(5))[0] // => 0.7500
 */
export function calibrateModel(
  model: Model,
  rows: TrainingRows,
  method: Calibrator['calibration'],
): Model & { readonly calibrator: Calibrator } {
  checkTraining('calibrateModel', rows)
  const { features, labels, weights } = rows
  if (features.cols !== model.columns)
    throw badArgument('calibrateModel', 'rows.features.cols', features.cols, `${model.columns}, as ${model.name} reads`)
  const predicted = model.predict(features.data)
  if (predicted.length !== features.rows)
    throw badArgument('calibrateModel', 'numbers a row', predicted.length / features.rows, '1: the chance of yes')
  predicted.forEach((p, i) => {
    if (!(p >= 0 && p <= 1)) throw badArgument('calibrateModel', `prediction of row ${i}`, p, 'a probability, 0 to 1')
  })
  const scores = method === 'platt' ? predicted.map(logOdds) : predicted
  const set = { features: { rows: features.rows, cols: 1, data: scores }, labels, ...(weights && { weights }) }
  const fitting = trainingRows(set, liveFold(features.rows))
  const calibrator =
    method === 'platt' ? fitPlatt(fitting) : method === 'isotonic' ? fitIsotonic(fitting) : fitTemperature(fitting)
  const digest = textDigest()
  digest.add(model.hash)
  digest.add(JSON.stringify([method, calibrator.figures]))
  return {
    name: `${model.name}, ${method}`,
    hash: digest.digest(),
    columns: model.columns,
    calibrator,
    predict(data, out) {
      const raw = model.predict(data, out)
      if (method === 'platt') for (let i = 0; i < raw.length; i++) raw[i] = logOdds(raw[i]!)
      return calibrator.calibrate(raw, raw)
    },
  }
}
