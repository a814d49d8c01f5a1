// Xetra, Frankfurt: no holiday moves off a weekend.
import type { Calendar } from './calendar.js'
import { createCalendar, type Regime } from './rules.js'
import { berlinZone } from './zone.js'

const until1730: Omit<Regime, 'from'> = {
  hours: [['09:00', '17:30']],
  phases: [
    { phase: 'opening-auction', anchor: 'open', from: -10, to: 0 },
    { phase: 'intraday-auction', anchor: 'open', from: 240, to: 242 },
    { phase: 'closing-auction', anchor: 'close', from: 0, to: 5 },
  ],
  source: 'Deutsche Boerse, Xetra trading hours',
}

/**
 * Frankfurt's Xetra: 09:00-17:30 (20:00 from June 2000 to October 2003), 14:00 on the year's last trading day.
 *
 * @example
 * import { xetra } from '@bourse/assets'
 * xetra.isBusinessDay('2026-12-24') // => false
 * xetra.sessionOn('2026-12-30')?.early // => true
 */
export const xetra: Calendar = /* @__PURE__ */ createCalendar({
  id: 'XETR',
  zone: berlinZone,
  knownTo: '2026-12-31',
  hoursFrom: '2010-01-01',
  source: 'Deutsche Boerse, trading calendar, as of 2026-11',
  regimes: [
    { ...until1730, from: '2000-01-01' },
    {
      ...until1730,
      from: '2000-06-02',
      hours: [['09:00', '20:00']],
      source: 'Deutsche Boerse, 2000-06-02, as remembered',
    },
    { ...until1730, from: '2003-11-03' },
  ],
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 } },
    { name: 'Good Friday', on: { easter: -2 } },
    { name: 'Easter Monday', on: { easter: 1 } },
    { name: 'Labour Day', on: { month: 5, day: 1 } },
    { name: 'Whit Monday', on: { easter: 50 }, years: [2007, 2007] },
    { name: 'Whit Monday', on: { easter: 50 }, years: [2015, 2021] },
    { name: 'Day of German Unity', on: { month: 10, day: 3 }, years: [2014, 2021] },
    { name: 'Christmas Eve', on: { month: 12, day: 24 } },
    { name: 'Christmas Day', on: { month: 12, day: 25 } },
    { name: 'Boxing Day', on: { month: 12, day: 26 } },
    { name: "New Year's Eve", on: { month: 12, day: 31 } },
    {
      name: 'Last trading day of the year',
      on: { month: 12, day: 30 },
      weekend: 'previous',
      years: [2010],
      hours: { close: '14:00' },
    },
  ],
  oneOffs: [{ date: '2017-10-31', name: 'Reformation Day, 500 years', source: 'Deutsche Boerse, calendar of 2017' }],
})
