import type { EpochMs } from '@bourse/core'

/**
 * What looks wrong. `row` is the bar it was seen at (for a gap, the first after it), `at` its time (for a gap, when the
 * first missing bar would have been complete), `note` says it with figures. `outlier` and `unapplied-split` are suspicions.
 */
export type Flaw = {
  readonly flaw: 'gap' | 'backwards' | 'duplicate' | 'not-finite' | 'high-below-low' | 'outlier' | 'unapplied-split'
  readonly row: number
  readonly at: EpochMs
  readonly note: string
}
