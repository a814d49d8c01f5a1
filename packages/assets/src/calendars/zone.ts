// Offsets of the zones that exchanges live in, as data: Intl knows them too, but asking it costs dozens of times more.
// Days are counted from 1970-01-01, minutes within a day from midnight; switches are written in the zone's standard time.

import { isoDateOfDay } from '@bourse/core'

/** The first Sunday on or after a date, and the minute of that day in standard time. */
export type Switch = readonly [month: number, day: number, minute: number]
/** Summer time, one hour ahead, of the years `from` to `to`. */
export type SummerTime = { readonly from: number; readonly to: number; readonly starts: Switch; readonly ends: Switch }
/** `offset`: minutes east of Greenwich in standard time. */
export type Zone = { readonly name: string; readonly offset: number; readonly summer?: readonly SummerTime[] }

const forever = 9999

/** Energy Policy Act of 2005, section 110: from 2007 the second Sunday of March to the first of November. */
const unitedStates: readonly SummerTime[] = [
  { from: 1987, to: 2006, starts: [4, 1, 120], ends: [10, 25, 60] },
  { from: 2007, to: forever, starts: [3, 8, 120], ends: [11, 1, 60] },
]
/** Directive 2000/84/EC: last Sundays of March and October at 01:00 UTC, everywhere at the same moment. */
const europe = (offset: number): readonly SummerTime[] => [
  { from: 1996, to: forever, starts: [3, 25, 60 + offset], ends: [10, 25, 60 + offset] },
]
/** Standard Time Act 1987 (NSW) and its orders: Olympic year 2000, Commonwealth Games 2006, one week more from 2008. */
const newSouthWales: readonly SummerTime[] = [
  { from: 1996, to: 1999, starts: [10, 25, 120], ends: [3, 25, 120] },
  { from: 2000, to: 2000, starts: [8, 25, 120], ends: [3, 25, 120] },
  { from: 2001, to: 2005, starts: [10, 25, 120], ends: [3, 25, 120] },
  { from: 2006, to: 2006, starts: [10, 25, 120], ends: [4, 1, 120] },
  { from: 2007, to: 2007, starts: [10, 25, 120], ends: [3, 25, 120] },
  { from: 2008, to: forever, starts: [10, 1, 120], ends: [4, 1, 120] },
]

export const newYorkZone: Zone = { name: 'America/New_York', offset: -300, summer: unitedStates }
export const chicagoZone: Zone = { name: 'America/Chicago', offset: -360, summer: unitedStates }
export const torontoZone: Zone = { name: 'America/Toronto', offset: -300, summer: unitedStates }
export const londonZone: Zone = { name: 'Europe/London', offset: 0, summer: /* @__PURE__ */ europe(0) }
export const berlinZone: Zone = { name: 'Europe/Berlin', offset: 60, summer: /* @__PURE__ */ europe(60) }
export const parisZone: Zone = { name: 'Europe/Paris', offset: 60, summer: /* @__PURE__ */ europe(60) }
export const tokyoZone: Zone = { name: 'Asia/Tokyo', offset: 540 }
export const hongKongZone: Zone = { name: 'Asia/Hong_Kong', offset: 480 }
export const sydneyZone: Zone = { name: 'Australia/Sydney', offset: 600, summer: newSouthWales }

/** Day number of a date; Hinnant's days_from_civil without checks. */
export function dayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const yearDay = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + yearDay - 719_468
}

/** 0 = Monday to 6 = Sunday. */
export function weekdayOfDay(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The first such weekday, 0 = Monday, from a day on. */
export function onOrAfter(day: number, weekday: number): number {
  return day + ((weekday - weekdayOfDay(day) + 7) % 7)
}

/** Both ways between a zone's clocks and UTC, in minutes since 1970. */
export type ZoneClock = {
  /**
   * UTC of a wall time. One that the clocks skip in spring is read in standard time, one that they show twice in autumn is
   * the first.
   */
  readonly utcMinute: (day: number, minute: number) => number
  /** Minutes east of Greenwich at a moment. */
  readonly offsetAt: (utc: number) => number
}

/** Remembers the year it was last asked about, since questions come in order. */
export function zoneClock({ offset, summer }: Zone): ZoneClock {
  let [from, to, starts, ends] = [0, 0, 0, 0]
  /** `standard`: minutes since 1970 as clocks without summer time show them. */
  const isSummer = (standard: number): boolean => {
    if (summer === undefined) return false
    if (standard < from || standard >= to) {
      const year = Number(isoDateOfDay(Math.floor(standard / 1440)).slice(0, 4))
      const rule = summer.find((times) => times.from <= year && year <= times.to)
      from = dayOf(year, 1, 1) * 1440
      to = dayOf(year + 1, 1, 1) * 1440
      starts = rule === undefined ? to : minuteOfSwitch(year, rule.starts)
      ends = rule === undefined ? to : minuteOfSwitch(year, rule.ends)
    }
    // In the south the year begins and ends in summer.
    return starts <= ends ? starts <= standard && standard < ends : standard < ends || starts <= standard
  }
  return {
    utcMinute(day, minute) {
      const wall = day * 1440 + minute
      return wall - offset - (isSummer(wall - 60) ? 60 : 0)
    },
    offsetAt: (utc) => offset + (isSummer(utc + offset) ? 60 : 0),
  }
}

function minuteOfSwitch(year: number, [month, day, minute]: Switch): number {
  return onOrAfter(dayOf(year, month, day), 6) * 1440 + minute
}
