import type { Clock } from './clock.js'
import { BourseError, badArgument } from './error.js'
import { type EpochMs, type TimeLike, toEpochMs } from './time.js'
import { createTimerQueue } from './timerQueue.js'

/** A clock that stands until it is advanced: for backtests, replays and tests. */
export interface ManualClock extends Clock {
  /** Runs what is due on the way, in order, each at its own time. */
  advance(to: TimeLike): void
  /** When the next timer is due; undefined when none waits. */
  nextWake(): EpochMs | undefined
}

/** So many timers at one instant are a timer that sets itself again for now, without end. */
const mostAtOnce = 1_000_000

/**
 * A clock that moves only by `advance`. Timers run in order of time, at equal times in the order they were set; while one
 * runs, `now()` is its time. A timer set by a timer runs in the same advance if it is due; one set for the past is due
 * now. `advance` throws `input/backwards` on an earlier time and `engine/reentrant` when called from a timer. When a
 * timer throws, the error comes out of `advance`, the clock stands at that timer's time, and the others still wait.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * const clock = manualClock('2026-01-05T14:30Z')
 * const rang: number[] = []
 * clock.wake(clock.now() + 2, () => rang.push(2))
 * clock.wake(clock.now() + 1, () => rang.push(1))
 * clock.advance(clock.now() + 5)
 * rang // => [1, 2]
 */
export function manualClock(start: TimeLike): ManualClock {
  const timers = createTimerQueue()
  let now = toEpochMs(start)
  let running = false
  return {
    now: () => now,
    wake(at, run) {
      if (Number.isNaN(at)) throw badArgument('manualClock.wake', 'at', at, 'a time')
      return timers.add(at, run)
    },
    nextWake: () => timers.nextAt(),
    advance(to) {
      const end = toEpochMs(to)
      if (running)
        throw new BourseError('engine/reentrant', 'manualClock: advance was called from a timer of the same clock', {
          details: { where: 'manualClock.advance', argument: 'to', value: end, now },
          remedy: 'set a timer with wake instead',
        })
      if (end < now)
        throw new BourseError('input/backwards', `manualClock: cannot go back from ${now} to ${end}`, {
          details: { where: 'manualClock.advance', argument: 'to', value: end, allowed: `>= ${now}` },
          remedy: 'advance to a later time, or make a new clock',
        })
      running = true
      try {
        for (let atOnce = 0; (timers.nextAt() ?? Number.POSITIVE_INFINITY) <= end; ) {
          const timer = timers.take()!
          atOnce = timer.at > now ? 0 : atOnce + 1
          now = Math.max(now, timer.at)
          if (atOnce > mostAtOnce)
            throw badArgument('manualClock', 'timers at one instant', atOnce, `at most ${mostAtOnce}`)
          timer.run()
        }
        now = end
      } finally {
        running = false
      }
    },
  }
}
