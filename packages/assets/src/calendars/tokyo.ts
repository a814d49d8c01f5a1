// Tokyo Stock Exchange: the Act on National Holidays (1948) and the exchange's own days around New Year.
import type { Calendar } from './calendar.js'
import { createCalendar, type HolidayRule, type Regime } from './rules.js'
import { tokyoZone } from './zone.js'

const act = 'Act on National Holidays'
const sandwiched = { name: "Citizens' holiday", source: `${act}, article 3(3): a day between two holidays` } as const

/** Days of the act in the order in which they take their substitutes (article 3(2), for all Sundays since 2007). */
const nationalHolidays: readonly HolidayRule[] = [
  { name: "New Year's Day", on: { month: 1, day: 1 }, weekend: 'sunday' },
  { name: 'Coming of Age Day', on: { month: 1, day: 8, weekday: 'mon' } },
  { name: 'National Foundation Day', on: { month: 2, day: 11 }, weekend: 'sunday' },
  { name: "Emperor's Birthday", on: { month: 2, day: 23 }, weekend: 'sunday', years: [2020] },
  { name: 'Vernal Equinox Day', on: { month: 3, solar: 20.8431 }, weekend: 'sunday' },
  { name: 'Showa Day', on: { month: 4, day: 29 }, weekend: 'sunday' },
  { name: 'Greenery Day', on: { month: 5, day: 4 }, years: [2000, 2006] },
  { name: 'Constitution Memorial Day', on: { month: 5, day: 3 }, years: [2000, 2006], weekend: 'sunday' },
  { name: "Children's Day", on: { month: 5, day: 5 }, years: [2000, 2006], weekend: 'sunday' },
  // Three days in a row: a Sunday among them goes to the first day after them, so the last one takes its place first.
  { name: "Children's Day", on: { month: 5, day: 5 }, years: [2007], weekend: 'sunday-substitute' },
  { name: 'Greenery Day', on: { month: 5, day: 4 }, years: [2007], weekend: 'sunday-substitute' },
  { name: 'Constitution Memorial Day', on: { month: 5, day: 3 }, years: [2007], weekend: 'sunday-substitute' },
  { name: 'Marine Day', on: { month: 7, day: 20 }, years: [2000, 2002] },
  { name: 'Marine Day', on: { month: 7, day: 15, weekday: 'mon' }, years: [2003], except: [2020, 2021] },
  { name: 'Mountain Day', on: { month: 8, day: 11 }, years: [2016], except: [2020, 2021], weekend: 'sunday' },
  { name: 'Respect for the Aged Day', on: { month: 9, day: 15 }, years: [2000, 2002], weekend: 'sunday' },
  { name: 'Respect for the Aged Day', on: { month: 9, day: 15, weekday: 'mon' }, years: [2003] },
  { name: 'Autumnal Equinox Day', on: { month: 9, solar: 23.2488 }, weekend: 'sunday' },
  { name: 'Sports Day', on: { month: 10, day: 8, weekday: 'mon' }, except: [2020, 2021] },
  { name: 'Culture Day', on: { month: 11, day: 3 }, weekend: 'sunday' },
  { name: 'Labour Thanksgiving Day', on: { month: 11, day: 23 }, weekend: 'sunday' },
  { name: "Emperor's Birthday", on: { month: 12, day: 23 }, weekend: 'sunday', years: [2000, 2018] },
]

/** Until the end of 2009 the year began and ended with a morning. */
const ownDays: readonly HolidayRule[] = [
  { name: 'New Year', on: { month: 1, day: 2 }, source: 'TSE, Business Regulations, rule 19' },
  { name: 'New Year', on: { month: 1, day: 3 }, source: 'TSE, Business Regulations, rule 19' },
  { name: "New Year's Eve", on: { month: 12, day: 31 }, source: 'TSE, Business Regulations, rule 19' },
  {
    name: 'First session of the year',
    on: { month: 1, day: 4 },
    years: [2000, 2009],
    weekend: 'next',
    hours: { part: 'morning' },
  },
  {
    name: 'Last session of the year',
    on: { month: 12, day: 30 },
    years: [2000, 2008],
    weekend: 'previous',
    hours: { part: 'morning' },
  },
]

const phases: NonNullable<Regime['phases']> = [{ phase: 'pre-open', anchor: 'open', from: -60, to: 0 }]

/**
 * Tokyo: 09:00-11:30 and 12:30-15:30 (15:00 until 2024-11-01; mornings to 11:00 until 2011-11-18). The last five minutes
 * are the closing auction since 2024-11-05: they count as trading, as every published table counts them.
 *
 * @example
 * import { tokyo } from '@bourse/assets'
 * tokyo.isOpen('2026-12-18T03:00Z') // => false
 * tokyo.nextOpen('2026-12-18T03:00Z') === Date.parse('2026-12-18T03:30Z') // => true
 */
export const tokyo: Calendar = /* @__PURE__ */ createCalendar({
  id: 'XTKS',
  aliases: ['XJPX'],
  zone: tokyoZone,
  knownTo: '2027-12-31',
  hoursFrom: '2011-11-21',
  source: act,
  regimes: [
    {
      from: '2000-01-01',
      hours: [
        ['09:00', '11:00'],
        ['12:30', '15:00'],
      ],
      phases,
      source: 'TSE, as remembered',
    },
    {
      from: '2011-11-21',
      hours: [
        ['09:00', '11:30'],
        ['12:30', '15:00'],
      ],
      phases,
      source: 'TSE, 2011-11-21: longer mornings',
    },
    {
      from: '2024-11-05',
      hours: [
        ['09:00', '11:30'],
        ['12:30', '15:30'],
      ],
      phases: [...phases, { phase: 'closing-auction', anchor: 'close', from: -5, to: 0 }],
      source: 'TSE, 2024-11-05: arrowhead 4.0',
    },
  ],
  holidays: [...nationalHolidays, ...ownDays],
  oneOffs: [
    { date: '2009-09-22', ...sandwiched },
    { date: '2015-09-22', ...sandwiched },
    { date: '2019-04-30', ...sandwiched },
    { date: '2019-05-01', name: 'Accession of the Emperor', source: 'Act 99 of 2018' },
    { date: '2019-05-02', ...sandwiched },
    { date: '2019-10-22', name: 'Enthronement of the Emperor', source: 'Act 99 of 2018' },
    { date: '2020-07-23', name: 'Marine Day', source: 'Act 55 of 2018, for the Olympic Games' },
    { date: '2020-07-24', name: 'Sports Day', source: 'Act 55 of 2018, for the Olympic Games' },
    { date: '2020-08-10', name: 'Mountain Day', source: 'Act 55 of 2018, for the Olympic Games' },
    { date: '2020-10-01', name: 'Failure of arrowhead', source: 'TSE, 2020-10-01' },
    { date: '2021-07-22', name: 'Marine Day', source: 'Act 68 of 2020, for the Olympic Games' },
    { date: '2021-07-23', name: 'Sports Day', source: 'Act 68 of 2020, for the Olympic Games' },
    { date: '2021-08-09', name: 'Mountain Day, observed', source: 'Act 68 of 2020, for the Olympic Games' },
    { date: '2026-09-22', ...sandwiched },
    { date: '2032-09-21', ...sandwiched },
  ],
})
