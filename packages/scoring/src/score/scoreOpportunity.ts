import { badArgument } from '@bourse/core'
import type { Opportunity, OpportunityScore } from './opportunity.js'

/**
 * One number from 0 to 100 for any trade: 40 % what it should earn for what it can lose, 30 % how sure the model is, 30 % how
 * little leverage and correlation it adds. The value part is a logistic curve of expected value over loss, 50 at 0.1. From
 * 80 on `strong`, from 60 `standard` (both execute), from 40 `alert`, below `skip`.
 *
 * `v2` (the default) says what was meant where `v1` did not: a trade that cannot lose has the value of its expected gain
 * and not that of a bad trade; each part stays within 0-100; a negative correlation counts as none; the total is not
 * rounded before it meets a band, so that no total falls between two. `v1` is the older formula, to one decimal, half to
 * even.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the field
 * @example
 * import { scoreOpportunity } from '@bourse/scoring'
 * const condor = { id: 'SPY-IC@CBOE', bucket: 'options', time: 0, probability: 0.78, confidence: 0.7, gain: 0.9, loss: 1,
 *   leverageUse: 0.2, correlation: 0.3 } as const
 * const score = scoreOpportunity(condor)
 * score.total.toFixed(1) // => '82.6'
 * score.action // => 'strong'
 */
export function scoreOpportunity(opportunity: Opportunity, version: 'v1' | 'v2' = 'v2'): OpportunityScore {
  checkOpportunity(opportunity)
  const { confidence, leverageUse, correlation } = opportunity
  const value = 100 / (1 + Math.exp(-10 * (valueRatio(opportunity, version) - 0.1)))
  if (version === 'v1') {
    const risk = 100 * (1 - 0.5 * leverageUse - 0.5 * correlation)
    const raw = 0.4 * value + 0.3 * confidence * 100 + 0.3 * risk
    const total = tenths(Math.min(Math.max(raw, 0), 100))
    return { total, value, confidence: 100 * confidence, risk, action: actionOf(total), version }
  }
  const risk = 100 * Math.max(0, 1 - 0.5 * leverageUse - 0.5 * Math.max(correlation, 0))
  const total = 0.4 * value + 0.3 * confidence * 100 + 0.3 * risk
  return { total, value, confidence: 100 * confidence, risk, action: actionOf(total), version }
}

/** Expected value per unit of loss. */
function valueRatio({ probability, gain, loss }: Opportunity, version: 'v1' | 'v2'): number {
  const expected = probability * gain - (1 - probability) * loss
  if (loss > 0) return expected / loss
  return version === 'v1' || expected === 0 ? 0 : Math.sign(expected) * Number.POSITIVE_INFINITY
}

function actionOf(total: number): OpportunityScore['action'] {
  if (total >= 80) return 'strong'
  if (total >= 60) return 'standard'
  return total >= 40 ? 'alert' : 'skip'
}

/** To one decimal as the exact binary value lies; a true tie goes to the even digit. */
function tenths(value: number): number {
  const text = value.toFixed(1)
  // toFixed rounds exactly but sends ties up; a tie in binary is a multiple of 1/20 that is not one of 1/10
  const isTie =
    Math.abs(value * 20 - Math.round(value * 20)) === 0 &&
    value * 4 === Math.round(value * 4) &&
    value * 2 !== Math.round(value * 2)
  if (!isTie) return Number(text)
  const down = Math.floor(value * 10)
  return (down % 2 === 0 ? down : down + 1) / 10
}

function checkOpportunity(opportunity: Opportunity): void {
  const { probability, confidence, gain, loss, leverageUse, correlation } = opportunity
  const where = `scoreOpportunity ${opportunity.id}`
  if (!(probability >= 0 && probability <= 1)) throw badArgument(where, 'probability', probability, '0-1')
  if (!(confidence >= 0 && confidence <= 1)) throw badArgument(where, 'confidence', confidence, '0-1')
  if (!Number.isFinite(gain)) throw badArgument(where, 'gain', gain, 'a finite number')
  if (!(loss >= 0 && loss < Number.POSITIVE_INFINITY)) throw badArgument(where, 'loss', loss, 'a finite number >= 0')
  if (!(leverageUse >= 0 && leverageUse < Number.POSITIVE_INFINITY))
    throw badArgument(where, 'leverageUse', leverageUse, 'a finite number >= 0')
  if (!(correlation >= -1 && correlation <= 1)) throw badArgument(where, 'correlation', correlation, '-1 to 1')
}
