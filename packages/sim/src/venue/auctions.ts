// Which bars hold the opening and the closing auction of a session.
import { dayMs, type EpochMs, type InputOf } from '@bourse/core'
import type { Floor } from './floor.js'
import type { Slot } from './slot.js'

type Bar = InputOf<'bar'>

/** The first bar of a session, or of a day of UTC where no calendar is known. */
export function opensSession(floor: Floor, slot: Slot, bar: Bar, begin: EpochMs): boolean {
  if (isDaily(bar)) return true
  const calendar = floor.options.calendars?.find(slot.instrument.calendar)
  if (calendar === undefined)
    return (
      slot.barAt === Number.NEGATIVE_INFINITY || Math.floor((bar.at - 1) / dayMs) > Math.floor((slot.barAt - 1) / dayMs)
    )
  const session = calendar.sessionAt(begin)
  const opens = session?.intervals[0]?.open
  return opens !== undefined && begin <= opens
}

/** The last bar of a session. Without a calendar only a daily bar is known to be one. */
export function closesSession(floor: Floor, slot: Slot, bar: Bar): boolean {
  if (isDaily(bar)) return true
  const calendar = floor.options.calendars?.find(slot.instrument.calendar)
  const close = calendar?.sessionAt(bar.at - 1)?.intervals.at(-1)?.close
  return close !== undefined && bar.at >= close
}

function isDaily({ span }: Bar): boolean {
  return span === 'session' || span === '1d' || span === dayMs
}
