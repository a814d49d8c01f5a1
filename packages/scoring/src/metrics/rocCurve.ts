import { byScore, checkBothClasses, checkScored } from './scored.js'

/** Shares of negatives and positives scored at or above each threshold, from nobody to everybody. */
export type RocCurve = {
  readonly falsePositive: Float64Array
  readonly truePositive: Float64Array
  /** Falling; the first, at which nobody passes, is the largest score plus 1: finite, so that it can be written down. */
  readonly thresholds: Float64Array
}

/**
 * The receiver operating characteristic. Points on a straight line between their neighbours are left out.
 *
 * @throws BourseError where one class has no row, a label is not 0 or 1, a score not finite
 * @example
 * import { rocCurve } from '@bourse/scoring'
 * rocCurve(Float64Array.of(0.9, 0.6, 0.4), Float64Array.of(1, 0, 1)).truePositive // => Float64Array [0, 0.5, 0.5, 1]
 */
export function rocCurve(predicted: Float64Array, actual: Float64Array, weights?: Float64Array): RocCurve {
  checkScored('rocCurve', predicted, actual, weights, false)
  checkBothClasses('rocCurve', actual)
  const { hits, misses, thresholds } = countsByThreshold(predicted, actual, weights)
  const kept = thresholds.map((_, k) => k).filter((k) => !isOnLine(hits, k) || !isOnLine(misses, k))
  const [allHits, allMisses] = [hits.at(-1)!, misses.at(-1)!]
  return {
    falsePositive: Float64Array.of(0, ...kept.map((k) => misses[k]! / allMisses)),
    truePositive: Float64Array.of(0, ...kept.map((k) => hits[k]! / allHits)),
    thresholds: Float64Array.of(thresholds[0]! + 1, ...kept.map((k) => thresholds[k]!)),
  }
}

/**
 * Area under the receiver operating characteristic: the chance that a positive scores above a negative, ties half.
 *
 * @throws BourseError where one class has no row, a label is not 0 or 1, a score not finite
 * @example
 * import { rocAuc } from '@bourse/scoring'
 * rocAuc(Float64Array.of(0.9, 0.6, 0.4), Float64Array.of(1, 0, 1)) // => 0.5
 */
export function rocAuc(predicted: Float64Array, actual: Float64Array, weights?: Float64Array): number {
  checkScored('rocAuc', predicted, actual, weights, false)
  checkBothClasses('rocAuc', actual)
  const { hits, misses } = countsByThreshold(predicted, actual, weights)
  let [area, hit, miss] = [0, 0, 0]
  for (let k = 0; k < hits.length; k++) {
    area += ((misses[k]! - miss) * (hits[k]! + hit)) / 2
    hit = hits[k]!
    miss = misses[k]!
  }
  return area / hit / miss
}

/** Weight of positives and negatives at or above each distinct score, the highest score first. */
export function countsByThreshold(
  predicted: Float64Array,
  actual: Float64Array,
  weights: Float64Array | undefined,
): { readonly hits: number[]; readonly misses: number[]; readonly thresholds: number[] } {
  const [hits, misses, thresholds]: [number[], number[], number[]] = [[], [], []]
  const order = byScore(predicted)
  let [hit, miss] = [0, 0]
  order.forEach((row, place) => {
    const weight = weights?.[row] ?? 1
    if (actual[row] === 1) hit += weight
    else miss += weight
    const next = order[place + 1]
    if (next !== undefined && predicted[next] === predicted[row]) return
    hits.push(hit)
    misses.push(miss)
    thresholds.push(predicted[row]!)
  })
  return { hits, misses, thresholds }
}

function isOnLine(counts: readonly number[], k: number): boolean {
  if (k === 0 || k === counts.length - 1) return false
  return counts[k + 1]! - counts[k]! - (counts[k]! - counts[k - 1]!) === 0
}
