// Euronext Paris: the holidays of the Euronext cash markets, which move off no weekend.
import type { Calendar } from './calendar.js'
import { createCalendar } from './rules.js'
import { parisZone } from './zone.js'

/**
 * Paris: 09:00-17:30, 14:05 on 24 and 31 December.
 *
 * @example
 * import { euronextParis } from '@bourse/assets'
 * euronextParis.isBusinessDay('2026-05-14') // => true
 * euronextParis.phasesOn('2026-12-18').at(-1)?.phase // => 'post-close'
 */
export const euronextParis: Calendar = /* @__PURE__ */ createCalendar({
  id: 'XPAR',
  zone: parisZone,
  knownTo: '2026-12-31',
  hoursFrom: '2003-11-03',
  source: 'Euronext, trading hours and holidays, as of 2026-11',
  regimes: [
    {
      from: '2000-01-01',
      hours: [['09:00', '17:30']],
      phases: [
        { phase: 'pre-open', anchor: 'open', from: -105, to: 0 },
        { phase: 'closing-auction', anchor: 'close', from: 0, to: 5 },
        { phase: 'post-close', anchor: 'close', from: 5, to: 10 }, // trading at last
      ],
      source: 'Euronext, trading hours of the cash markets',
    },
  ],
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 } },
    { name: 'Good Friday', on: { easter: -2 } },
    { name: 'Easter Monday', on: { easter: 1 } },
    { name: 'Labour Day', on: { month: 5, day: 1 } },
    { name: 'Whit Monday', on: { easter: 50 }, years: [2000, 2001] },
    { name: 'Bastille Day', on: { month: 7, day: 14 }, years: [2000, 2000] },
    { name: 'Christmas Day', on: { month: 12, day: 25 } },
    { name: 'Boxing Day', on: { month: 12, day: 26 } },
    { name: 'Christmas Eve', on: { month: 12, day: 24 }, years: [2001], hours: { close: '14:05' } },
    { name: "New Year's Eve", on: { month: 12, day: 31 }, years: [2002], hours: { close: '14:05' } },
  ],
  oneOffs: [{ date: '2001-12-31', name: 'Introduction of euro notes', source: 'Euronext, calendar of 2001' }],
})
