// CME equity index futures: ES, NQ, RTY, YM and their micros.
import type { Calendar } from './calendar.js'
import { cmeFacts, globexClosed, globexDay, goodFriday, shortEves, shortHolidays } from './cme.js'
import { createCalendar } from './rules.js'

/**
 * CME equity index futures: 17:00 the evening before to 16:00 Chicago, with a halt 15:15-15:30 until 2021-06-25. US holidays
 * are short sessions.
 *
 * @example
 * import { cmeEquity } from '@bourse/assets'
 * cmeEquity.sessionAt('2026-12-17T23:30Z')?.date // => '2026-12-18'
 * cmeEquity.isOpen('2026-12-17T22:30Z') // => false
 */
export const cmeEquity: Calendar = /* @__PURE__ */ createCalendar({
  ...cmeFacts,
  id: 'CME_EQUITY',
  aliases: ['CMES', 'XCME'],
  regimes: [
    {
      ...globexDay,
      hours: [
        ['17:00-1', '15:15'],
        ['15:30', '16:15'],
      ],
      source: 'CME Group, as remembered',
    },
    {
      ...globexDay,
      from: '2015-09-21',
      hours: [
        ['17:00-1', '15:15'],
        ['15:30', '16:00'],
      ],
      source: 'CME Group, 2015-09-21',
    },
    { ...globexDay, from: '2021-06-28', source: 'CME Group, 2021-06-28: no halt after the cash close' },
  ],
  holidays: [
    ...globexClosed,
    ...goodFriday('08:15'),
    ...shortHolidays('10:30', [2000, 2013], false),
    ...shortHolidays('12:00', [2014]),
    ...shortEves('12:15'),
    {
      name: 'Day before Independence Day',
      on: { month: 7, day: 3 },
      only: ['mon', 'tue', 'wed', 'thu'],
      hours: { close: '12:15' },
    },
  ],
  oneOffs: [
    {
      date: '2018-12-05',
      name: 'Mourning for George H. W. Bush',
      source: 'CME Group, 2018-12-02',
      hours: { close: '08:30' },
    },
    {
      date: '2025-01-09',
      name: 'Mourning for Jimmy Carter',
      source: 'CME Group, 2024-12-30',
      hours: { close: '08:30' },
    },
  ],
})
