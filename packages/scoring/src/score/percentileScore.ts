import { badArgument } from '@bourse/core'
import { ranksOf } from '@bourse/math'
import type { Opportunity } from './opportunity.js'

/** What the ranking needs besides: the worst fall so far of trades like it (a share, > 0) and how often its model was right in the last 30 days. */
export type RankedOpportunity = Opportunity & { readonly drawdown: number; readonly accuracy: number }

/**
 * Scores from 0 to 100 by rank among the opportunities of the moment, so that units do not matter: 40 % expected value over
 * drawdown, 30 % confidence times 30-day accuracy, 30 % (1 - correlation) times (1 - leverage used). A rank is the share of
 * the others that are worse, ties half; alone an opportunity is 50.
 *
 * @throws BourseError where a figure is not finite or a drawdown is not above 0
 * @example
 * import { percentileScore } from '@bourse/scoring'
 * const trade = { bucket: 'crypto', time: 0, confidence: 0.6, gain: 1, loss: 1, leverageUse: 0, correlation: 0, accuracy: 0.6 } as const
 * percentileScore([
 *   { ...trade, id: 'A@X', probability: 0.6, drawdown: 0.1 },
 *   { ...trade, id: 'B@X', probability: 0.6, drawdown: 0.3 },
 * ]) // => Float64Array [70, 30]
 */
export function percentileScore(opportunities: readonly RankedOpportunity[]): Float64Array {
  const n = opportunities.length
  const factor = (name: string, of: (one: RankedOpportunity) => number): Float64Array =>
    Float64Array.from(opportunities, (one) => {
      const value = of(one)
      if (Number.isFinite(value)) return value
      throw badArgument(`percentileScore ${one.id}`, name, value, 'a finite number')
    })
  for (const { id, drawdown } of opportunities)
    if (!(drawdown > 0)) throw badArgument(`percentileScore ${id}`, 'drawdown', drawdown, '> 0')
  const factors = [
    factor(
      'expected value',
      ({ probability, gain, loss, drawdown }) => (probability * gain - (1 - probability) * loss) / drawdown,
    ),
    factor('accuracy', ({ confidence, accuracy }) => confidence * accuracy),
    factor('correlation', ({ correlation, leverageUse }) => (1 - correlation) * (1 - leverageUse)),
  ]
  const weights = [40, 30, 30]
  const scores = new Float64Array(n)
  factors.forEach((values, f) => {
    const ranks = ranksOf(values)
    for (let i = 0; i < n; i++) scores[i]! += weights[f]! * (n === 1 ? 0.5 : (ranks[i]! - 1) / (n - 1))
  })
  return scores
}
