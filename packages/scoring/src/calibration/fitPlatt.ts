import type { TrainingRows } from '../validation/foldRows.js'
import { type Calibrator, mapScores, type ScoreRows, scoreRows, sigmoid } from './calibrator.js'

/**
 * Platt's sigmoid p = 1 / (1 + exp(a score + b)) with his smoothed targets (N+ + 1)/(N+ + 2) and 1/(N- + 2), N the weight of a class, by Newton's
 * method with halving (Lin, Lin & Weng, Machine Learning 68, 2007) to a gradient of 1e-10 of the weight. `figures.a` is
 * usually below 0. For few rows and scores that are margins.
 *
 * @param rows one column, the score; labels 0 and 1
 * @throws BourseError where no fold made the rows, one class has none, or a score is not finite
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { fitPlatt, liveFold, trainingRows } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[-2], [-1], [1], [2]]), labels: Float64Array.of(0, 1, 0, 1) }
 * fitPlatt(trainingRows(set, liveFold(4))).calibrate(Float64Array.of(0))[0] // => 0.5
 */
export function fitPlatt(rows: TrainingRows): Calibrator {
  const { a, b } = plattFigures(scoreRows('fitPlatt', rows, false))
  return plattOf(a, b)
}

export function plattOf(a: number, b: number): Calibrator {
  return {
    calibration: 'platt',
    figures: { a: [a], b: [b] },
    calibrate: (scores, out) => mapScores(scores, out, (x) => sigmoid(-(a * x + b))),
  }
}

export function plattFigures({ scores, labels, weights }: ScoreRows): { readonly a: number; readonly b: number } {
  const total = weights.reduce((sum, w) => sum + w, 0)
  const positives = labels.reduce((sum, y, i) => sum + y * weights[i]!, 0)
  const negatives = total - positives
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (negatives + 2)]
  // Scores of any unit: Newton runs on standardised ones.
  const centre = scores.reduce((sum, x, i) => sum + weights[i]! * x, 0) / total
  const spread = Math.sqrt(scores.reduce((sum, x, i) => sum + weights[i]! * (x - centre) ** 2, 0) / total) || 1
  const z = scores.map((x) => (x - centre) / spread)
  const lossAt = (a: number, b: number): number => {
    let loss = 0
    for (let i = 0; i < z.length; i++) {
      const f = a * z[i]! + b
      const target = labels[i] === 1 ? high : low
      loss +=
        weights[i]! * (f >= 0 ? target * f + Math.log1p(Math.exp(-f)) : (target - 1) * f + Math.log1p(Math.exp(f)))
    }
    return loss
  }
  let [a, b] = [0, Math.log((negatives + 1) / (positives + 1))]
  let loss = lossAt(a, b)
  for (let round = 0; round < 100; round++) {
    let [haa, hab, hbb, ga, gb] = [1e-12 * total, 0, 1e-12 * total, 0, 0]
    for (let i = 0; i < z.length; i++) {
      const p = sigmoid(-(a * z[i]! + b))
      const curve = weights[i]! * p * (1 - p)
      const pull = weights[i]! * ((labels[i] === 1 ? high : low) - p)
      haa += curve * z[i]! * z[i]!
      hab += curve * z[i]!
      hbb += curve
      ga += pull * z[i]!
      gb += pull
    }
    if (Math.abs(ga) < 1e-10 * total && Math.abs(gb) < 1e-10 * total) break
    const determinant = haa * hbb - hab * hab
    const [da, db] = [-(hbb * ga - hab * gb) / determinant, -(haa * gb - hab * ga) / determinant]
    let step = 1
    let next = lossAt(a + da, b + db)
    while (!(next <= loss + 1e-4 * step * (ga * da + gb * db)) && step > 1e-10) {
      step /= 2
      next = lossAt(a + step * da, b + step * db)
    }
    if (step <= 1e-10) break
    a += step * da
    b += step * db
    loss = next
  }
  return { a: a / spread, b: b - (a * centre) / spread }
}
