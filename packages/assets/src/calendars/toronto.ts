// Toronto Stock Exchange: Ontario's holidays.
import type { Calendar } from './calendar.js'
import { createCalendar } from './rules.js'
import { torontoZone } from './zone.js'

/**
 * Toronto: 09:30-16:00, 13:00 on Christmas Eve.
 *
 * @example
 * import { toronto } from '@bourse/assets'
 * toronto.isBusinessDay('2026-11-26') // => true
 * toronto.isBusinessDay('2026-10-12') // => false
 */
export const toronto: Calendar = /* @__PURE__ */ createCalendar({
  id: 'XTSE',
  zone: torontoZone,
  knownTo: '2026-12-31',
  hoursFrom: '2010-01-01',
  source: 'TSX, market hours and holidays, as of 2026-11',
  regimes: [
    {
      from: '2000-01-01',
      hours: [['09:30', '16:00']],
      phases: [
        { phase: 'pre-open', anchor: 'open', from: -150, to: 0 },
        { phase: 'closing-auction', anchor: 'close', from: 0, to: 10 },
        { phase: 'post-close', anchor: 'close', from: 15, to: 60 },
      ],
      source: 'TSX, trading sessions',
    },
  ],
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 }, weekend: 'next' },
    { name: 'Family Day', on: { month: 2, day: 15, weekday: 'mon' }, years: [2008] },
    { name: 'Good Friday', on: { easter: -2 } },
    { name: 'Victoria Day', on: { month: 5, day: 18, weekday: 'mon' } },
    { name: 'Canada Day', on: { month: 7, day: 1 }, weekend: 'next' },
    { name: 'Civic Holiday', on: { month: 8, day: 1, weekday: 'mon' } },
    { name: 'Labour Day', on: { month: 9, day: 1, weekday: 'mon' } },
    { name: 'Thanksgiving Day', on: { month: 10, day: 8, weekday: 'mon' } },
    { name: 'Christmas Day', on: { month: 12, day: 25 }, weekend: 'substitute' },
    { name: 'Boxing Day', on: { month: 12, day: 26 }, weekend: 'substitute' },
    { name: 'Christmas Eve', on: { month: 12, day: 24 }, years: [2010], hours: { close: '13:00' } },
  ],
  oneOffs: [
    { date: '2001-09-11', name: 'Attacks of September 11', source: 'TSX, 2001-09-11' },
    { date: '2001-09-12', name: 'Attacks of September 11', source: 'TSX, 2001-09-11' },
  ],
})
