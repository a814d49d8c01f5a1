// The only place that reads the machine's clock or sets its timers. Applications name it; nothing below them does.
import type { Clock } from './clock.js'
import { badArgument } from './error.js'

/** Platforms keep a delay in 32 bits: a longer one would fire at once. */
const longestDelayMs = 2_147_483_647

/**
 * The machine's clock. `wake` runs at or after `at`, never before it, however far away; it keeps a process alive until
 * canceled or run. Throws `input/not-finite` on a time that is no number.
 *
 * @example
 * import { systemClock } from '@bourse/core'
 * const cancel = systemClock.wake(systemClock.now() + 60_000, () => console.log('a minute later'))
 * cancel()
 */
export const systemClock: Clock = {
  // The one place in the packages that reads the machine's clock: everything else takes a Clock.
  now: () => Date.now(),
  wake(at, run) {
    if (!Number.isFinite(at)) throw badArgument('systemClock.wake', 'at', at, 'a finite time')
    let timer: ReturnType<typeof setTimeout>
    const arm = (): void => {
      timer = setTimeout(ring, Math.min(Math.max(0, at - Date.now()), longestDelayMs))
    }
    // A timer may fire a millisecond early, and a far one fires in steps.
    const ring = (): void => (Date.now() >= at ? run() : arm())
    arm()
    return () => clearTimeout(timer)
  },
}
