// Market hours as a page shows them: in the reader's zone, computed for each date. Tables of fixed hours are wrong in the
// weeks in which one side of the ocean has moved its clocks and the other has not.
import { dayNumber, type IsoDate, zoneOffsetMs } from '@bourse/core'
import { asx } from './asx.js'
import type { Calendar } from './calendar.js'
import { euronextParis } from './euronextParis.js'
import { hongKong } from './hongKong.js'
import { lse } from './lse.js'
import { tokyo } from './tokyo.js'
import { toronto } from './toronto.js'
import { xetra } from './xetra.js'

/** Wall clock of the display zone; `dayOffset` counts days from the trade date: -1 for the evening before. */
export type DisplayTime = { readonly at: `${number}:${number}`; readonly dayOffset: number }

/** One market on one trade date. `intervals` is empty where it is closed, and `exception` says why if not for a weekend. */
export type DisplayHours = {
  readonly id: Calendar['id']
  readonly date: IsoDate
  readonly intervals: readonly { readonly open: DisplayTime; readonly close: DisplayTime }[]
  readonly early: boolean
  readonly projected: boolean
  readonly exception?: string
}

/**
 * London, Xetra, Paris, Tokyo, Hong Kong, Sydney and Toronto: the markets whose hours are assumed where a vendor gives none.
 *
 * @example
 * import { internationalMarkets } from '@bourse/assets'
 * internationalMarkets.map(({ id }) => id).join(' ') // => 'XLON XETR XPAR XTKS XHKG XASX XTSE'
 */
export const internationalMarkets: readonly Calendar[] = [lse, xetra, euronextParis, tokyo, hongKong, asx, toronto]

/**
 * Hours of a trade date on the clocks of any IANA zone, holidays, half days and both sides' summer time included. Throws
 * outside the horizon and for an unknown zone.
 *
 * @example
 * import { displayHours } from '@bourse/assets'
 * displayHours('America/New_York', '2026-03-06')[0]?.intervals[0]?.open.at // => '03:00'
 * displayHours('America/New_York', '2026-03-10')[0]?.intervals[0]?.open.at // => '04:00'
 */
export function displayHours(
  zone: string,
  date: IsoDate,
  calendars: readonly Calendar[] = internationalMarkets,
): readonly DisplayHours[] {
  return calendars.map((calendar) => {
    const session = calendar.sessionOn(date)
    const exception = calendar.exceptionOn(date)
    return {
      id: calendar.id,
      date,
      intervals: (session?.intervals ?? []).map(({ open, close }) => ({
        open: displayTime(open, zone, date),
        close: displayTime(close, zone, date),
      })),
      early: session?.early ?? false,
      projected: date > calendar.knownTo,
      ...(exception && { exception: exception.name }),
    }
  })
}

function displayTime(time: number, zone: string, date: IsoDate): DisplayTime {
  const minute = Math.floor((time + zoneOffsetMs(time, zone)) / 60_000)
  const two = (n: number): string => String(n).padStart(2, '0')
  const at =
    `${two(Math.floor((((minute % 1440) + 1440) % 1440) / 60))}:${two(((minute % 60) + 60) % 60)}` as DisplayTime['at']
  return { at, dayOffset: Math.floor(minute / 1440) - dayNumber(date) }
}
