// Which of many is best, and what is to be said against it.
import { badArgument } from '@bourse/core'
import { deflatedSharpe, type PerformanceFigures, sharpeRatio } from '@bourse/risk'
import { overfitProbability } from '@bourse/scoring'
import type { HonestyCheck } from '../honesty/honestyCheck.js'

/** Figures of which less is better. */
const risks: ReadonlySet<string> = new Set<keyof PerformanceFigures>([
  'volatility',
  'sharpeError',
  'minTrackRecord',
  'downsideRisk',
  'lowerPartialMoment',
  'maxDrawdown',
  'averageDrawdown',
  'conditionalDrawdown',
  'ulcer',
  'longestUnderwater',
  'timeUnderwater',
  'longestLosses',
  'worstLoss',
  'valueAtRisk',
  'shortfall',
])

/** The place of the best, the first of equals; undefined and NaN never win. Throws where no trial has the figure. */
export function bestOf(all: readonly (PerformanceFigures | undefined)[], figure: keyof PerformanceFigures): number {
  const sign = risks.has(figure) ? -1 : 1
  let best = -1
  let value = Number.NEGATIVE_INFINITY
  all.forEach((figures, i) => {
    const own = figures === undefined ? Number.NaN : sign * figures[figure]
    if (own > value) {
      best = i
      value = own
    }
  })
  // A figure that nobody has: the first that ran stands for all, because a walk must go on.
  if (best < 0) best = all.findIndex((figures) => figures !== undefined)
  if (best < 0) throw badArgument('sweep', 'trials', 0, 'at least one trial that could be run')
  return best
}

export type Doubts = { readonly deflatedSharpe: number; readonly overfitProbability: number }

/** Every trial counts: those nobody looked at, too. */
export function doubtsOf(stretches: readonly Float64Array[], best: number): Doubts {
  // A trial that never traded was not lucky.
  const moving = stretches.filter((returns) => returns.some((one) => one !== returns[0]))
  const sharpes = stretches.map((returns) => sharpeRatio(returns, { periodsPerYear: 1 })).filter(Number.isFinite)
  const mean = sharpes.reduce((sum, one) => sum + one, 0) / sharpes.length
  const variance =
    sharpes.length < 2 ? 0 : sharpes.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (sharpes.length - 1)
  return {
    deflatedSharpe: deflatedSharpe(stretches[best]!, { count: stretches.length, variance }),
    overfitProbability: moving.length < 2 || stretches[0]!.length < 24 ? Number.NaN : overfitProbability(moving, 12),
  }
}

export function doubtChecks(doubts: Doubts, count: number, value: number, neighbours: number): readonly HonestyCheck[] {
  const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : 'not known')
  return [
    {
      check: 'deflated-sharpe',
      passed: doubts.deflatedSharpe >= 0.95,
      value: doubts.deflatedSharpe,
      meaning: `${percent(doubts.deflatedSharpe)} sure that the best of ${count} trials is better than luck (95 % asked)`,
    },
    {
      check: 'overfit',
      passed: doubts.overfitProbability <= 0.2,
      value: doubts.overfitProbability,
      meaning: `the winner of one half of the time is below the median of the other in ${percent(doubts.overfitProbability)} of 924 splits (20 % allowed)`,
    },
    {
      check: 'neighbours',
      passed: neighbours > 0 && neighbours >= value / 2,
      value: neighbours,
      meaning: `Sharpe ${value.toFixed(2)}, median of its neighbours ${Number.isFinite(neighbours) ? neighbours.toFixed(2) : 'not known'} (half of it asked)`,
    },
  ]
}
