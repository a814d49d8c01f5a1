// CME currency futures: 6E, 6J, 6B, 6A, 6C, 6S and micros.
import type { Calendar } from './calendar.js'
import { cmeFacts, globexClosed, globexDay, goodFriday, shortEves, shortHolidays } from './cme.js'
import { createCalendar } from './rules.js'

/**
 * CME currency futures: 17:00 the evening before to 16:00 Chicago; since 2022 US holidays are full sessions.
 *
 * @example
 * import { cmeFx } from '@bourse/assets'
 * cmeFx.sessionOn('2021-11-25')?.early // => true
 * cmeFx.sessionOn('2026-11-26')?.early // => false
 */
export const cmeFx: Calendar = /* @__PURE__ */ createCalendar({
  ...cmeFacts,
  id: 'CME_FX',
  regimes: [globexDay],
  holidays: [
    ...globexClosed,
    ...goodFriday('10:15'),
    ...shortHolidays('12:00', [2000, 2021], false),
    ...shortEves('12:15'),
  ],
})
