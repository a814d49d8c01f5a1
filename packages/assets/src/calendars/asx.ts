// Australian Securities Exchange: holidays of New South Wales as far as the exchange keeps them.
import type { Calendar } from './calendar.js'
import { createCalendar } from './rules.js'
import { sydneyZone } from './zone.js'

/**
 * Sydney: 10:00-16:00, closing auction 16:10; 14:10 on the last business days before Christmas and New Year.
 *
 * @example
 * import { asx } from '@bourse/assets'
 * asx.isOpen('2026-12-17T23:30Z') // => true
 * asx.sessionAt('2026-12-17T23:30Z')?.date // => '2026-12-18'
 */
export const asx: Calendar = /* @__PURE__ */ createCalendar({
  id: 'XASX',
  zone: sydneyZone,
  knownTo: '2026-12-31',
  hoursFrom: '2010-01-01',
  source: 'ASX, cash market trading calendar, as of 2026-11',
  regimes: [
    {
      from: '2000-01-01',
      hours: [['10:00', '16:00']],
      phases: [
        { phase: 'pre-open', anchor: 'open', from: -180, to: 0 },
        { phase: 'closing-auction', anchor: 'close', from: 0, to: 12 },
      ],
      source: 'ASX, cash market trading hours',
    },
  ],
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 }, weekend: 'next' },
    { name: 'Australia Day', on: { month: 1, day: 26 }, weekend: 'next' },
    { name: 'Good Friday', on: { easter: -2 } },
    { name: 'Easter Monday', on: { easter: 1 } },
    { name: 'Anzac Day', on: { month: 4, day: 25 } },
    { name: "King's Birthday", on: { month: 6, day: 8, weekday: 'mon' } },
    { name: 'Christmas Day', on: { month: 12, day: 25 }, weekend: 'substitute' },
    { name: 'Boxing Day', on: { month: 12, day: 26 }, weekend: 'substitute' },
    {
      name: 'Last business day before Christmas',
      on: { month: 12, day: 24 },
      weekend: 'previous',
      years: [2010],
      hours: { close: '14:10' },
    },
    {
      name: 'Last business day of the year',
      on: { month: 12, day: 31 },
      weekend: 'previous',
      years: [2010],
      hours: { close: '14:10' },
    },
  ],
  oneOffs: [
    { date: '2010-04-26', name: 'Anzac Day, additional holiday', source: 'ASX, calendar of 2010' },
    { date: '2011-04-26', name: 'Anzac Day, additional holiday', source: 'ASX, calendar of 2011' },
    { date: '2022-09-22', name: 'National Day of Mourning', source: 'ASX, 2022-09-12' },
  ],
})
