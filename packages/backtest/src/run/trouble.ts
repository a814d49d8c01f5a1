import type { EpochMs } from '@bourse/core'

/** What went wrong in a run without ending it; `input` is the number of the input at work. */
export type Trouble = {
  readonly code: string
  readonly message: string
  readonly input: number
  readonly time: EpochMs
}
