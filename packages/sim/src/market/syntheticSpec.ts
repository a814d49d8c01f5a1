// What a synthetic market is asked to be.
import type { Calendars, Instrument } from '@bourse/assets'
import type { InstrumentId, Span, TimeLike } from '@bourse/core'

/**
 * One instrument. `drift` and `vol` per year (0.2 = 20 %); `price`: where it starts (default 100); `jumps`: jumps per year
 * (default 0), each of about `jumpSize` (default 0.05) in either direction. `volume`: units of an average bar (default
 * 10,000). `funding`: the mean rate a perpetual pays each time (0.0001 = 1 bp; default none is paid). `of` and `carry`: a dated
 * future follows another member at this rate per year (default 0) and meets it at its expiry; its own drift and vol are
 * not used. `probability`: where an outcome starts (default 0.5); it diffuses as a fair price does, and pays when it closes.
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
  readonly of?: InstrumentId
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
