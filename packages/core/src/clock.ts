import type { EpochMs } from './time.js'

/** Time as an argument. `wake` runs once at or after `at` and returns the way to cancel it. */
export interface Clock {
  now(): EpochMs
  wake(at: EpochMs, run: () => void): () => void
}
