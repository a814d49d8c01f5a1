import { badArgument } from '@bourse/core'

/** `share`: how much of the importance has changed hands, 0 to 1; `shifted` above the threshold. */
export type ImportanceShift = {
  readonly share: number
  readonly shifted: boolean
  /** Change of each feature's share; they sum to 0. */
  readonly changes: Float64Array
}

/**
 * How much of a model's importance (gain, |SHAP|, any measure >= 0) has moved to other features since an earlier model: half
 * the sum of |change of share|.
 *
 * @param threshold default 0.2
 * @throws BourseError where lengths differ, a value is negative or not finite, or all are 0
 * @example
 * import { importanceShift } from '@bourse/scoring'
 * importanceShift(Float64Array.of(3, 1), Float64Array.of(1, 1)).share // => 0.25
 */
export function importanceShift(before: Float64Array, after: Float64Array, threshold: number = 0.2): ImportanceShift {
  if (before.length !== after.length)
    throw badArgument('importanceShift', 'after.length', after.length, `${before.length}, as before`)
  const [old, now] = [sharesOf('before', before), sharesOf('after', after)]
  const changes = now.map((share, j) => share - old[j]!)
  const share = changes.reduce((sum, change) => sum + Math.abs(change), 0) / 2
  return { share, shifted: share > threshold, changes }
}

function sharesOf(name: string, importance: Float64Array): Float64Array {
  importance.forEach((value, j) => {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw badArgument('importanceShift', `${name}[${j}]`, value, 'a finite number >= 0')
  })
  const total = importance.reduce((sum, value) => sum + value, 0)
  if (total === 0) throw badArgument('importanceShift', `the sum of ${name}`, 0, '> 0')
  return importance.map((value) => value / total)
}
