// New York Stock Exchange; Nasdaq, NYSE Arca and Cboe BZX keep the same days and core hours.
import type { Calendar } from './calendar.js'
import type { OneOff } from './hours.js'
import { type CalendarRules, createCalendar } from './rules.js'
import { unitedStatesHolidays } from './unitedStates.js'
import { newYorkZone } from './zone.js'

const beforeIndependenceDay = {
  name: 'Day before Independence Day',
  on: { month: 7, day: 3 },
  hours: { close: '13:00' },
} as const

const oneOffs: readonly OneOff[] = [
  { date: '2001-09-11', name: 'Attacks of September 11', source: 'NYSE, 2001-09-11' },
  { date: '2001-09-12', name: 'Attacks of September 11', source: 'NYSE, 2001-09-11' },
  { date: '2001-09-13', name: 'Attacks of September 11', source: 'NYSE, 2001-09-12' },
  { date: '2001-09-14', name: 'Attacks of September 11', source: 'NYSE, 2001-09-13' },
  { date: '2001-09-17', name: 'Moment of silence', source: 'NYSE, 2001-09-17', hours: { open: '09:33' } },
  { date: '2001-10-08', name: 'Moment of silence', source: 'NYSE, 2001-10-08', hours: { open: '09:31' } },
  {
    date: '2002-07-05',
    name: 'Day after Independence Day',
    source: 'NYSE, calendar of 2002',
    hours: { close: '13:00' },
  },
  { date: '2002-09-11', name: 'Anniversary of September 11', source: 'NYSE, 2002-09-11', hours: { open: '12:00' } },
  { date: '2003-03-20', name: 'Moment of silence', source: 'NYSE, 2003-03-20', hours: { open: '09:32' } },
  { date: '2003-12-26', name: 'Day after Christmas', source: 'NYSE, calendar of 2003', hours: { close: '13:00' } },
  {
    date: '2004-06-07',
    name: 'Moment of silence for Ronald Reagan',
    source: 'NYSE, 2004-06-07',
    hours: { open: '09:32' },
  },
  { date: '2004-06-11', name: 'Mourning for Ronald Reagan', source: 'NYSE, 2004-06-06' },
  { date: '2005-06-01', name: 'Failure of systems', source: 'NYSE, 2005-06-01', hours: { close: '15:56' } },
  {
    date: '2006-12-27',
    name: 'Moment of silence for Gerald Ford',
    source: 'NYSE, 2006-12-27',
    hours: { open: '09:32' },
  },
  { date: '2007-01-02', name: 'Mourning for Gerald Ford', source: 'NYSE, 2006-12-28' },
  { date: '2012-10-29', name: 'Hurricane Sandy', source: 'NYSE, 2012-10-28' },
  { date: '2012-10-30', name: 'Hurricane Sandy', source: 'NYSE, 2012-10-29' },
  { date: '2018-12-05', name: 'Mourning for George H. W. Bush', source: 'NYSE, 2018-12-01' },
  { date: '2025-01-09', name: 'Mourning for Jimmy Carter', source: 'NYSE, 2024-12-30' },
]

/**
 * What `nyse` is made of, for a calendar of your own that differs in a rule.
 *
 * @example
 * import { createCalendar, nyseRules } from '@bourse/assets'
 * const holidays = nyseRules.holidays.filter(({ name }) => name !== 'Good Friday')
 * createCalendar({ ...nyseRules, id: 'MINE', aliases: [], holidays }).isBusinessDay('2026-04-03') // => true
 */
export const nyseRules: CalendarRules = {
  id: 'XNYS',
  aliases: ['XNAS', 'ARCX', 'BATS'],
  zone: newYorkZone,
  knownTo: '2028-12-31',
  source: 'NYSE, Holidays and Trading Hours, as of 2026-11',
  regimes: [
    {
      from: '2000-01-01',
      hours: [['09:30', '16:00']],
      phases: [{ phase: 'pre-open', anchor: 'open', from: -180, to: 0 }],
      source: 'NYSE Rule 7.34, core trading session',
    },
  ],
  holidays: [
    ...unitedStatesHolidays,
    { ...beforeIndependenceDay, only: ['mon', 'tue', 'wed', 'thu'], except: [2002] },
    { name: 'Day after Thanksgiving', on: { month: 11, day: 22, weekday: 'thu', plus: 1 }, hours: { close: '13:00' } },
    {
      name: 'Christmas Eve',
      on: { month: 12, day: 24 },
      only: ['mon', 'tue', 'wed', 'thu'],
      hours: { close: '13:00' },
    },
  ],
  oneOffs,
}

/**
 * New York: 09:30-16:00, 13:00 on half days. Also Nasdaq (`XNAS`), NYSE Arca (`ARCX`) and Cboe BZX (`BATS`).
 *
 * @example
 * import { nyse } from '@bourse/assets'
 * nyse.isOpen('2026-12-18T14:30Z') // => true
 * nyse.sessionOn('2026-11-27')?.early // => true
 * nyse.exceptionOn('2025-01-09')?.name // => 'Mourning for Jimmy Carter'
 */
export const nyse: Calendar = /* @__PURE__ */ createCalendar(nyseRules)
