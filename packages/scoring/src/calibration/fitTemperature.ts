import { brentMinimum } from '@bourse/math'
import type { TrainingRows } from '../validation/foldRows.js'
import { type Calibrator, logOdds, mapScores, scoreRows, sigmoid } from './calibrator.js'

/**
 * One number for a model that is too sure (above 1) or too shy (below): p = sigmoid(log-odds / temperature), by log loss
 * (Guo et al., ICML 2017). Keeps every ranking and the call at 1/2. Temperatures from 0.01 to 100.
 *
 * @param rows one column, the probability; labels 0 and 1
 * @throws BourseError where no fold made the rows, one class has none, or a probability is not in [0, 1]
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { fitTemperature, liveFold, trainingRows } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[0.99], [0.99], [0.99], [0.01]]), labels: Float64Array.of(1, 1, 0, 0) }
 * fitTemperature(trainingRows(set, liveFold(4))).calibrate(Float64Array.of(0.99))[0] // => 0.7500
 */
export function fitTemperature(rows: TrainingRows): Calibrator {
  const { scores, labels, weights } = scoreRows('fitTemperature', rows, true)
  const odds = scores.map(logOdds)
  const loss = (logTemperature: number): number => {
    const scale = Math.exp(-logTemperature)
    let sum = 0
    for (let i = 0; i < odds.length; i++) {
      const x = (labels[i] === 1 ? -1 : 1) * odds[i]! * scale
      sum += weights[i]! * (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)))
    }
    return sum
  }
  return temperatureOf(Math.exp(brentMinimum(loss, Math.log(0.01), Math.log(100)).x))
}

export function temperatureOf(temperature: number): Calibrator {
  return {
    calibration: 'temperature',
    figures: { temperature: [temperature] },
    calibrate: (scores, out) => mapScores(scores, out, (p) => sigmoid(logOdds(p) / temperature)),
  }
}
