// What a synthetic market is asked to be.
import type { Calendars, Instrument } from '@bourse/assets'
import type { Span, TimeLike } from '@bourse/core'

/**
 * One instrument. `drift` and `vol` per year (0.2 = 20 %); `price`: where it starts (default 100); `jumps`: jumps per year
 * (default 0), each of about `jumpSize` (default 0.05) in either direction. `volume`: units of an average bar (default
 * 10,000). `funding`: a perpetual pays every `fundingHours` what it is away from its index, around this rate per period
 * (0.0001 = 1 bp). `carry`: rate per year between a dated future and its spot; its price comes to the spot's at expiry.
 * `probability`: where an outcome starts; it ends at 0 or 1 when it closes.
 */
export type SyntheticMember = {
  readonly instrument: Instrument
  readonly drift: number
  readonly vol: number
  readonly price?: number
  readonly jumps?: number
  readonly jumpSize?: number
  readonly volume?: number
  readonly funding?: number
  readonly carry?: number
  readonly probability?: number
}

/**
 * `from` included, `to` excluded. `correlation` between all members (default 0). `regimes`: how many the market moves
 * between, from quiet to wild (default 1); volatility is 0.6 to 2 times that asked for, and on average what was asked. Without
 * `calendars`, members of the calendar `always` trade at all hours and all others on weekdays, 14:30 to 21:00 UTC.
 */
export type SyntheticSpec = {
  readonly from: TimeLike
  readonly to: TimeLike
  readonly span: Span
  readonly members: readonly SyntheticMember[]
  readonly correlation?: number
  readonly regimes?: number
  readonly calendars?: Calendars
}
