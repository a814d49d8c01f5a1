import type { TrainingRows } from '../validation/foldRows.js'
import { type Calibrator, mapScores, scoreRows } from './calibrator.js'

/**
 * The rising step function nearest to the outcomes (pool adjacent violators, Ayer et al., Ann. Math. Stat. 26, 1955),
 * straight between its corners, level outside. Equal scores are one. Wants a thousand rows or more: on few it repeats them.
 *
 * @param rows one column, the score; labels 0 and 1
 * @throws BourseError where no fold made the rows, one class has none, or a score is not finite
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { fitIsotonic, liveFold, trainingRows } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[1], [2], [3], [4]]), labels: Float64Array.of(0, 1, 0, 1) }
 * fitIsotonic(trainingRows(set, liveFold(4))).calibrate(Float64Array.of(1.5, 2.5)) // => Float64Array [0.25, 0.5]
 */
export function fitIsotonic(rows: TrainingRows): Calibrator {
  const { scores, labels, weights } = scoreRows('fitIsotonic', rows, false)
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
  // Blocks of pooled scores: first and last score, mean outcome, weight.
  const blocks: { first: number; last: number; mean: number; weight: number }[] = []
  let open: { at: number; sum: number; weight: number } | undefined
  const close = (): void => {
    if (open === undefined || open.weight === 0) return
    blocks.push({ first: open.at, last: open.at, mean: open.sum / open.weight, weight: open.weight })
    for (
      let top = blocks.at(-1)!, below = blocks.at(-2);
      below !== undefined && below.mean >= top.mean;
      below = blocks.at(-2)
    ) {
      const weight = below.weight + top.weight
      top = {
        first: below.first,
        last: top.last,
        mean: (below.mean * below.weight + top.mean * top.weight) / weight,
        weight,
      }
      blocks.splice(-2, 2, top)
    }
  }
  for (const row of order) {
    if (open === undefined || scores[row] !== open.at) {
      close()
      open = { at: scores[row]!, sum: 0, weight: 0 }
    }
    open.sum += weights[row]! * labels[row]!
    open.weight += weights[row]!
  }
  close()
  const corners = blocks.flatMap(({ first, last, mean }) =>
    first === last
      ? [[first, mean]]
      : [
          [first, mean],
          [last, mean],
        ],
  )
  return isotonicOf(
    Float64Array.from(corners, ([x]) => x!),
    Float64Array.from(corners, ([, y]) => y!),
  )
}

export function isotonicOf(x: Float64Array, y: Float64Array): Calibrator {
  return {
    calibration: 'isotonic',
    figures: { x: [...x], y: [...y] },
    calibrate: (scores, out) => mapScores(scores, out, (score) => between(x, y, score)),
  }
}

function between(x: Float64Array, y: Float64Array, score: number): number {
  if (Number.isNaN(score)) return score
  let [low, high] = [0, x.length - 1]
  if (score <= x[low]!) return y[low]!
  if (score >= x[high]!) return y[high]!
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x[middle]! <= score) low = middle
    else high = middle
  }
  return y[low]! + ((y[high]! - y[low]!) * (score - x[low]!)) / (x[high]! - x[low]!)
}
