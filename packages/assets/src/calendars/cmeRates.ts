// CME interest rate futures: ZN, ZB, ZF, ZT, TN, UB, ZQ, SR3.
import type { Calendar } from './calendar.js'
import { cmeFacts, globexClosed, globexDay, goodFriday, shortEves, shortHolidays } from './cme.js'
import { createCalendar } from './rules.js'

/**
 * CME and CBOT interest rate futures: 17:00 the evening before to 16:00 Chicago.
 *
 * @example
 * import { cmeRates } from '@bourse/assets'
 * cmeRates.isBusinessDay('2018-12-05') // => false
 * cmeRates.sessionOn('2026-04-03')?.early // => true
 */
export const cmeRates: Calendar = /* @__PURE__ */ createCalendar({
  ...cmeFacts,
  id: 'CME_RATES',
  aliases: ['XCBT'],
  regimes: [globexDay],
  holidays: [...globexClosed, ...goodFriday('10:15'), ...shortHolidays('12:00'), ...shortEves('12:15')],
  oneOffs: [
    { date: '2018-12-05', name: 'Mourning for George H. W. Bush', source: 'CME Group, 2018-12-02' },
    {
      date: '2025-01-09',
      name: 'Mourning for Jimmy Carter',
      source: 'CME Group, 2024-12-30',
      hours: { close: '12:15' },
    },
  ],
})
