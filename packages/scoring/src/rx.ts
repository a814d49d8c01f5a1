// @bourse/scoring/rx: scores as opportunities come, each with its reasons and with how far the stream has drifted.
import { badArgument } from '@bourse/core'
import { jeffreysDivergence } from '@bourse/math'
import { map, Observable, type OperatorFunction } from 'rxjs'
import type { Opportunity, OpportunityScore } from './score/opportunity.js'
import { scoreOpportunity } from './score/scoreOpportunity.js'

/**
 * A score as it stands. `drift`: population stability index of the probabilities of the last `window` opportunities
 * against the first, by tenths of the first; NaN until twice the window has come. `calibrated`: whether the probability
 * comes from a model that was calibrated, as the caller says.
 */
export type LiveScore = {
  readonly opportunity: Opportunity
  readonly score: OpportunityScore
  readonly explanation: string
  readonly drift: number
  readonly calibrated: boolean
}

/**
 * Scores each opportunity as it comes. Each subscriber has a window of its own.
 *
 * @param options `window`: opportunities on each side of the drift, 200; `isCalibrated`: by default none is
 * @example
 * import { score$ } from '@bourse/scoring/rx'
 * import { of } from 'rxjs'
 * const condor = { id: 'SPY-IC@CBOE', bucket: 'options', time: 0, probability: 0.78, confidence: 0.7, gain: 0.9, loss: 1,
 *   leverageUse: 0.2, correlation: 0.3 } as const
 * const told: string[] = []
 * score$(of(condor)).subscribe(({ explanation }) => told.push(explanation))
 * told[0] // => 'SPY-IC@CBOE 82.6 strong: value 97.9 x 0.4 + confidence 70.0 x 0.3 + risk 75.0 x 0.3'
 */
export function score$(
  opportunities: Observable<Opportunity>,
  options: { readonly window?: number; readonly isCalibrated?: (opportunity: Opportunity) => boolean } = {},
): Observable<LiveScore> {
  const { window = 200, isCalibrated = () => false } = options
  if (!(Number.isInteger(window) && window >= 20))
    throw badArgument('score$', 'window', window, 'a whole number from 20 on')
  return new Observable((subscriber) => opportunities.pipe(scored(window, isCalibrated)).subscribe(subscriber))
}

function scored(
  window: number,
  isCalibrated: (opportunity: Opportunity) => boolean,
): OperatorFunction<Opportunity, LiveScore> {
  const first: number[] = []
  const last = new Float64Array(window)
  let seen = 0
  let cuts: Float64Array | undefined
  let reference: Float64Array | undefined
  const driftWith = (probability: number): number => {
    if (first.length < window) first.push(probability)
    else last[seen % window] = probability
    seen++
    if (seen < 2 * window) return Number.NaN
    cuts ??= tenthsOf(first)
    reference ??= sharesOf(first, cuts)
    return jeffreysDivergence(sharesOf(last, cuts), reference)
  }
  return map((opportunity) => {
    const score = scoreOpportunity(opportunity)
    return {
      opportunity,
      score,
      explanation: explain(opportunity, score),
      drift: driftWith(opportunity.probability),
      calibrated: isCalibrated(opportunity),
    }
  })
}

function explain({ id }: Opportunity, { total, action, value, confidence, risk }: OpportunityScore): string {
  const [v, c, r] = [value, confidence, risk].map((part) => part.toFixed(1))
  return `${id} ${total.toFixed(1)} ${action}: value ${v} x 0.4 + confidence ${c} x 0.3 + risk ${r} x 0.3`
}

/** The nine values between tenths. */
function tenthsOf(values: readonly number[]): Float64Array {
  const sorted = Float64Array.from(values).sort()
  return Float64Array.from({ length: 9 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / 10)]!)
}

/** Shares of ten bins, none below 1e-4, so that an empty one stays finite. */
function sharesOf(values: ArrayLike<number>, cuts: Float64Array): Float64Array {
  const shares = new Float64Array(10)
  for (let i = 0; i < values.length; i++) {
    let bin = 0
    while (bin < 9 && values[i]! >= cuts[bin]!) bin++
    shares[bin]! += 1 / values.length
  }
  return shares.map((share) => Math.max(share, 1e-4))
}
