// What a synthetic market is asked to be.
import type { Calendars, Instrument } from '@bourse/assets'
import type { InstrumentId, Span, TimeLike } from '@bourse/core'
import type { FutureSpec } from '@bourse/futures'

/**
 * How a path moves. `drift` (default 0) and `vol` (default 0.2 = 20 %) per year; `price`: where it starts (default 100);
 * `jumps`: jumps per year (default 0), each of about `jumpSize` (default 0.05) in either direction. `volume`: units of an
 * average bar (default 10,000).
 */
export type SyntheticPath = {
  readonly drift?: number
  readonly vol?: number
  readonly price?: number
  readonly jumps?: number
  readonly jumpSize?: number
  readonly volume?: number
}

/**
 * One instrument; an id alone is an equity in USD, tick 0.01, lot 1, on the calendar `XNYS`. `options`: options on it are
 * listed as time goes on, and quoted with every bar. `funding`: the mean rate a perpetual pays each time (0.0001 = 1 bp;
 * default none is paid). `of`: a dated future or a perpetual follows another member and has no drift and vol of its own: the
 * future at the rate `carry` per year (default 0), met at its expiry; the perpetual at a basis that comes and goes, and that
 * its funding follows. `probability`: where an outcome starts (default 0.5); it diffuses as a fair price does, and pays when
 * it closes.
 */
export type SyntheticMember = SyntheticPath & {
  readonly instrument: Instrument | InstrumentId
  readonly options?: true | OptionListing
  readonly funding?: number
  readonly of?: InstrumentId
  readonly carry?: number
  readonly probability?: number
}

/**
 * Which options an exchange lists: `expiries` on third Fridays (`monthly`, default) or all Fridays, up to `days` ahead (default
 * 70), `strikes` on each side of the price (default 12) with `step` between them (default about 1.5 % of the price, a round number).
 * New strikes are added where the price goes; what is listed stays until it expires. `vol`: what they are quoted at on average, at the
 * money (default that of the path; above it options are dear). Regimes move it as they move the path.
 */
export type OptionListing = {
  readonly expiries?: 'monthly' | 'weekly'
  readonly days?: number
  readonly strikes?: number
  readonly step?: number
  readonly vol?: number
}

/**
 * All contracts of a root, one after the other, each from `days` (default 200) before its expiry on. The path is that of the
 * spot they converge to; `carry` per year (default 0) is the slope of the curve, and `carryVol` (default 0) how far it
 * strays from that, back within about two months. `months`: those that trade (`active`, default) or all.
 */
export type SyntheticFutures = SyntheticPath & {
  readonly futures: FutureSpec
  readonly carry?: number
  readonly carryVol?: number
  readonly days?: number
  readonly months?: 'active' | 'listed'
}

/**
 * `from` included, `to` excluded; `span` of the bars, default `'1d'`. `correlation` between all members (default 0). `regimes`:
 * how many the market moves between, from quiet to wild (default 1); volatility is 0.6 to 2 times that asked for, and on
 * average what was asked. Without `calendars`, members of the calendar `always` trade at all hours and all others on
 * weekdays, 14:30 to 21:00 UTC.
 */
export type SyntheticSpec = {
  readonly from: TimeLike
  readonly to: TimeLike
  readonly span?: Span
  readonly members: readonly (SyntheticMember | SyntheticFutures)[]
  readonly correlation?: number
  readonly regimes?: number
  readonly calendars?: Calendars
}
