import { badArgument } from '@bourse/core'
import { checkBothClasses, checkScored } from '../metrics/scored.js'
import { checkTraining, type TrainingRows } from '../validation/foldRows.js'

/** Turns scores into probabilities that can be believed. */
export type Calibrator = {
  readonly calibration: 'platt' | 'isotonic' | 'temperature'
  /** What was fitted; `calibratorFrom` makes the calibrator again. */
  readonly figures: { readonly [name: string]: readonly number[] }
  /** NaN stays NaN. */
  calibrate(scores: Float64Array, out?: Float64Array): Float64Array
}

export type ScoreRows = { readonly scores: Float64Array; readonly labels: Float64Array; readonly weights: Float64Array }

/** The single column of scores that a calibrator learns from, with labels 0 and 1 and weights. */
export function scoreRows(where: string, rows: TrainingRows, isProbability: boolean): ScoreRows {
  checkTraining(where, rows)
  const { features, labels, weights } = rows
  if (features.cols !== 1) throw badArgument(where, 'rows.features.cols', features.cols, '1: the score')
  checkScored(where, features.data, labels, weights, isProbability)
  checkBothClasses(where, labels)
  return { scores: features.data, labels, weights: weights ?? new Float64Array(labels.length).fill(1) }
}

export function mapScores(
  scores: Float64Array,
  out: Float64Array | undefined,
  of: (x: number) => number,
): Float64Array {
  const result = out ?? new Float64Array(scores.length)
  if (result.length < scores.length) throw badArgument('calibrate', 'out.length', result.length, `${scores.length}`)
  for (let i = 0; i < scores.length; i++) result[i] = of(scores[i]!)
  return result
}

export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}

/** Logarithm of the odds, for probabilities held 2^-52 away from 0 and 1. */
export function logOdds(p: number): number {
  if (p <= 0) return Math.log(Number.EPSILON)
  return p >= 1 ? -Math.log(Number.EPSILON) : Math.log(p) - Math.log1p(-p)
}
