// A clock that stands until it is moved, and rings one alarm after the other.
import { type Clock, type EpochMs, manualClock, type TimeLike } from '@bourse/core'

/** A clock of recorded time. An alarm is over when what it began is. */
export interface PlayClock extends Clock {
  /** Moves to `time`. Rings what is due before it, moment by moment; `pulse` is called at each first. */
  runTo(time: EpochMs, pulse: (at: EpochMs) => void, drained: () => Promise<void>): Promise<void>
  /** Rings what is due at `time`. */
  runAt(time: EpochMs, drained: () => Promise<void>): Promise<void>
}

export function playClock(start: TimeLike): PlayClock {
  const clock = manualClock(start)
  const due: (() => unknown)[] = []
  // What comes before the alarms of a moment is of that moment too.
  let now = clock.now()
  const ring = async (at: EpochMs, drained: () => Promise<void>): Promise<void> => {
    now = at
    clock.advance(at)
    while (due.length > 0) {
      await due.shift()!()
      // What answers a promise (a model) is heard some turns later.
      for (let turn = 0; turn < 16; turn++) await undefined
      await drained()
      clock.advance(at)
    }
  }
  return {
    now: () => now,
    wake: (at, run) => clock.wake(at, () => due.push(run)),
    async runTo(time, pulse, drained) {
      for (let at = clock.nextWake(); at !== undefined && at < time; at = clock.nextWake()) {
        const moment = Math.max(at, now)
        pulse(moment)
        await drained()
        await ring(moment, drained)
      }
      now = time
    },
    async runAt(time, drained) {
      await ring(time, drained)
    },
  }
}
