import type { EpochMs } from './time.js'

/** `seq`: the driver's count, no gaps. `time`: the driver's clock, never backwards. `at`: the source's clock, never backwards within `source`. */
export type Stamp = { readonly seq: number; readonly time: EpochMs; readonly at: EpochMs; readonly source: string }

/** What a port hands over; a driver adds `seq` and `time`. */
export type Sourced<F> = F & { readonly at: EpochMs; readonly source: string }
