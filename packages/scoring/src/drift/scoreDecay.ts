import { mannWhitneyTest } from '@bourse/math'

/** Loss per row at validation and lately, and how sure it is that it has become worse. */
export type ScoreDecay = {
  readonly before: number
  readonly lately: number
  /** Lately over before, less 1: 0.1 is ten percent worse. */
  readonly worse: number
  /** One-sided: small means worse. */
  readonly pValue: number
  readonly decayed: boolean
}

/**
 * Whether a model has decayed: its losses row by row (squared errors, log losses) lately against those at validation, by
 * the test of Mann and Whitney, which one wild row cannot sway. Decayed is worse by more than `tolerance` on the mean, with p
 * below `level`.
 *
 * @param options.tolerance default 0.1
 * @param options.level default 0.01
 * @throws RangeError where a side is empty or a loss not finite
 * @example
 * import { scoreDecay } from '@bourse/scoring'
 * const before = Float64Array.from({ length: 50 }, (_, i) => 0.2 + i / 1000)
 * scoreDecay(before, before.map((loss) => 2 * loss)).decayed // => true
 */
export function scoreDecay(
  before: Float64Array,
  lately: Float64Array,
  options: { readonly tolerance?: number; readonly level?: number } = {},
): ScoreDecay {
  const { tolerance = 0.1, level = 0.01 } = options
  const { statistic, pValue } = mannWhitneyTest(lately, before)
  const isHigher = statistic > (before.length * lately.length) / 2
  const mean = (losses: Float64Array): number => losses.reduce((sum, x) => sum + x, 0) / losses.length
  const [old, now] = [mean(before), mean(lately)]
  const oneSided = isHigher ? pValue / 2 : 1 - pValue / 2
  const worse = now / old - 1
  return { before: old, lately: now, worse, pValue: oneSided, decayed: worse > tolerance && oneSided < level }
}
