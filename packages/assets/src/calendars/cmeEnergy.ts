// NYMEX energy futures: CL, MCL, NG, HO, RB; and what COMEX metals share with them.
import type { Calendar } from './calendar.js'
import { cmeFacts, globexClosed, globexDay, goodFriday, shortEves, shortHolidays } from './cme.js'
import { createCalendar, type HolidayRule, type Regime } from './rules.js'

/** NYMEX and COMEX closed at 16:15 until the autumn of 2015. */
export const nymexRegimes: readonly Regime[] = [
  { ...globexDay, hours: [['17:00-1', '16:15']], source: 'CME Group, as remembered' },
  { ...globexDay, from: '2015-09-21', source: 'CME Group, 2015-09-21' },
]

/** A holiday on a Friday ends the week at noon, because nothing reopens in the evening. */
const fridayHoliday = { years: [2022], weekend: 'nearest', only: ['fri'], hours: { close: '12:00' } } as const

export const nymexHolidays: readonly HolidayRule[] = [
  ...globexClosed,
  ...goodFriday(),
  { ...fridayHoliday, name: 'Juneteenth', on: { month: 6, day: 19 } },
  { ...fridayHoliday, name: 'Independence Day', on: { month: 7, day: 4 } },
  ...shortHolidays('12:00', [2000, 2021], false),
  ...shortHolidays('13:30', [2022]),
]

/**
 * NYMEX energy futures: 17:00 the evening before to 16:00 Chicago; US holidays end at 13:30 since 2022 (12:00 on Fridays,
 * and before).
 *
 * @example
 * import { cmeEnergy } from '@bourse/assets'
 * cmeEnergy.sessionOn('2026-05-25')?.early // => true
 * cmeEnergy.isBusinessDay('2026-04-03') // => false
 */
export const cmeEnergy: Calendar = /* @__PURE__ */ createCalendar({
  ...cmeFacts,
  id: 'CME_ENERGY',
  aliases: ['XNYM'],
  regimes: nymexRegimes,
  holidays: [...nymexHolidays, ...shortEves('12:45')],
})
