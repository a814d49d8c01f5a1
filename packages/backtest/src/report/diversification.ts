// Whether the parts of a run were different bets.
import { covariance, toCorrelation } from '@bourse/math'
import { averageCorrelation, commonMoves, diversificationRatio } from '@bourse/risk'
import type { ProfitCurve } from '../run/profitCurve.js'
import { dailyChanges } from './partsOf.js'

/**
 * Of `parts` that moved, from their daily profits: `correlation` is the mean over pairs; `ratio` the sum of their volatilities over
 * that of the whole (1: all as one); `bets` how many independent moves there are in their correlations (1 to `parts`).
 *
 * @see Choueifaty and Coignard, J. Portfolio Management 35(1), 2008; Roy and Vetterli, EUSIPCO 2007
 */
export type ReportDiversification = {
  readonly by: 'strategy' | 'class'
  readonly parts: number
  readonly correlation: number
  readonly ratio: number
  readonly bets: number
}

export function diversificationOf({ lines }: ProfitCurve): readonly ReportDiversification[] {
  return (['strategy', 'class'] as const).flatMap((by) => {
    const moved = lines.filter(
      ({ by: own, name, profit }) => own === by && name !== '' && profit.some((one) => one !== 0),
    )
    const changes = moved.length < 2 ? undefined : dailyChanges(moved.map(({ profit }) => profit))
    if (changes === undefined) return []
    const spread = covariance(changes)
    const together = toCorrelation(spread)
    if (!together.data.every(Number.isFinite)) return []
    return [
      {
        by,
        parts: moved.length,
        correlation: averageCorrelation(together),
        ratio: diversificationRatio(new Float64Array(moved.length).fill(1), spread),
        bets: commonMoves(together).effective,
      },
    ]
  })
}
