// Where each step of a walk forward is trained and tested.
import { addMonths, badArgument, type Duration, durationMs, type EpochMs, toEpochMs, toIsoDate } from '@bourse/core'
import type { PerformanceFigures } from '@bourse/risk'

/**
 * Calendar lengths. `choose`: the figure the parameters are chosen by (default Sharpe). `anchored`: every training window
 * begins with the first day; else it rolls. `horizon`: how long what is decided takes to be known (the length of a label, the longest holding
 * time): training ends so much earlier, that nothing it learned from reaches into the test. `embargo`: left out besides,
 * because what is close in time is alike. A training window is `[trainFrom, trainTo)`, with
 * `trainTo + horizon + embargo = from`.
 */
export type WalkForwardPlan = {
  readonly train: Duration
  readonly test: Duration
  readonly choose?: keyof PerformanceFigures
  readonly anchored?: boolean
  readonly horizon?: Duration
  readonly embargo?: Duration
}

export type WalkSplit = {
  readonly trainFrom: EpochMs
  readonly trainTo: EpochMs
  readonly from: EpochMs
  readonly to: EpochMs
}

/** From the first time to the last; the last test may be shorter. Boundaries lie at midnight UTC for calendar lengths. */
export function walkWindows(first: EpochMs, last: EpochMs, plan: WalkForwardPlan): readonly WalkSplit[] {
  const { train, test, anchored = false, horizon = 0, embargo = 0 } = plan
  const splits: WalkSplit[] = []
  let start = toEpochMs(toIsoDate(first))
  for (;;) {
    const from = laterBy(start, train, splits.length, test, anchored)
    if (from > last) break
    const to = laterBy(from, test)
    if (!(to > from)) throw badArgument('walkForward', 'test', String(test), 'a length > 0')
    const trainTo = moved(moved(from, embargo, -1), horizon, -1)
    if (!(trainTo > start))
      throw badArgument(
        'walkForward',
        'horizon + embargo',
        `${horizon} + ${embargo}`,
        'shorter than the training window',
      )
    if (!(trainTo <= from)) throw badArgument('walkForward', 'horizon', String(horizon), 'a length >= 0')
    splits.push({ trainFrom: start, trainTo, from, to: Math.min(to, last + 1) })
    if (!anchored) start = laterBy(start, test)
  }
  if (splits.length > 0) return splits
  throw badArgument(
    'walkForward',
    'train',
    String(train),
    `shorter than the data (${toIsoDate(first)} to ${toIsoDate(last)})`,
  )
}

function laterBy(time: EpochMs, length: Duration, steps = 0, step: Duration = 0, anchored = false): EpochMs {
  let later = moved(time, length)
  if (anchored) for (let i = 0; i < steps; i++) later = moved(later, step)
  return later
}

function moved(time: EpochMs, length: Duration, sign: 1 | -1 = 1): EpochMs {
  const months = typeof length === 'string' ? /^(\d+)(mo|y)$/.exec(length) : null
  if (months === null) return time + sign * durationMs(length)
  return toEpochMs(addMonths(toIsoDate(time), sign * Number(months[1]) * (months[2] === 'y' ? 12 : 1)))
}
