// Hong Kong Stock Exchange: General Holidays Ordinance, feasts of the moon, and closures by typhoon until September 2024.
import type { Calendar } from './calendar.js'
import type { OneOff } from './hours.js'
import { createCalendar, type HolidayRule, type Regime } from './rules.js'
import { hongKongZone } from './zone.js'

// The Hong Kong Observatory's almanac from 2000 to 2035: each feast's earliest date, and how many days later it falls, one
// digit in base 36 per year. Not taken from Intl's Chinese calendar, which puts the new moons of February 2027 and 2030 on
// the wrong side of midnight.
const lunarNewYear = { month: 1, day: 21, first: 2000, later: 'f3mb1j8sh5od2kati7qf4mb1k8rg5nd2lati' } as const
const buddhasBirthday = { month: 4, day: 28, first: 2000, later: 'd2lash7qe4nc0j8rg5oe2lash7qf4mbui8rh' } as const
const tuenNg = { month: 5, day: 28, first: 2000, later: '9si7pe3mb0j9qf5nc2lash6pd3mc0j8rf4nd' } as const
const midAutumn = { month: 9, day: 8, first: 2000, later: '4nd3kash6pe4mb0j7qg5nd2l9sh7pe4nb0j8' } as const
const chungYeung = { month: 10, day: 1, first: 2000, later: '5od3lati6pf4mc1k8rg6od3mash7pf4nb0j8' } as const

const newYearDays = [0, 1, 2].map((plus) => ({ ...lunarNewYear, plus }))

/** A Sunday, or a day that is one already, goes to the next day that is none: the order of the list decides. */
const weekend = 'sunday-substitute'
const holidays: readonly HolidayRule[] = [
  { weekend, name: "New Year's Day", on: { month: 1, day: 1 } },
  // Until 2011 the day before stood in for a Sunday among the three: see 2000 and 2003 below.
  ...newYearDays.map((on): HolidayRule => ({ name: 'Lunar New Year', on, years: [2000, 2011] })),
  ...newYearDays.map((on): HolidayRule => ({ weekend, name: 'Lunar New Year', on, years: [2012] })),
  { name: 'Good Friday', on: { easter: -2 } },
  { name: 'Easter Monday', on: { easter: 1 } },
  { weekend, name: 'Ching Ming Festival', on: { month: 4, solar: 4.966 } },
  { weekend, name: 'Labour Day', on: { month: 5, day: 1 } },
  { weekend, name: "Buddha's Birthday", on: buddhasBirthday },
  { weekend, name: 'Tuen Ng Festival', on: tuenNg },
  { weekend, name: 'HKSAR Establishment Day', on: { month: 7, day: 1 } },
  { weekend, name: 'National Day', on: { month: 10, day: 1 } },
  { name: 'Day after Mid-Autumn Festival', on: { ...midAutumn, plus: 1 }, years: [2000, 2011] },
  { weekend, name: 'Day after Mid-Autumn Festival', on: { ...midAutumn, plus: 1 }, years: [2012] },
  { weekend, name: 'Chung Yeung Festival', on: chungYeung },
  { weekend, name: 'Christmas Day', on: { month: 12, day: 25 } },
  { weekend, name: 'Boxing Day', on: { month: 12, day: 26 } },
  { name: 'Lunar New Year eve', on: { ...lunarNewYear, plus: -1 }, hours: { part: 'morning' } },
  { name: 'Christmas Eve', on: { month: 12, day: 24 }, hours: { part: 'morning' } },
  { name: "New Year's Eve", on: { month: 12, day: 31 }, hours: { part: 'morning' } },
]

/** Announced on the day itself. */
const source = 'HKEX, severe weather arrangements'
const oneOffs: readonly OneOff[] = [
  { date: '2000-02-04', name: 'Lunar New Year eve', source: 'General Holidays Ordinance' },
  { date: '2001-07-06', name: 'Typhoon Utor', source },
  { date: '2001-07-25', name: 'Typhoon Yutu', source },
  { date: '2003-01-31', name: 'Lunar New Year eve', source: 'General Holidays Ordinance' },
  { date: '2008-08-06', name: 'Typhoon Kammuri', source },
  { date: '2008-08-22', name: 'Typhoon Nuri', source },
  { date: '2011-09-29', name: 'Typhoon Nesat', source },
  {
    date: '2012-07-24',
    name: 'Typhoon Vicente',
    source,
    hours: { part: 'afternoon' },
  },
  { date: '2013-08-14', name: 'Typhoon Utor', source },
  {
    date: '2013-09-23',
    name: 'Typhoon Usagi',
    source,
    hours: { part: 'afternoon' },
  },
  {
    date: '2014-09-16',
    name: 'Typhoon Kalmaegi',
    source,
    hours: { part: 'afternoon' },
  },
  { date: '2015-09-03', name: 'Victory, 70 years', source: 'Special Holiday Ordinance' },
  { date: '2016-08-02', name: 'Typhoon Nida', source },
  { date: '2016-10-21', name: 'Typhoon Haima', source },
  { date: '2017-08-23', name: 'Typhoon Hato', source },
  {
    date: '2020-08-19',
    name: 'Typhoon Higos',
    source,
    hours: { part: 'afternoon' },
  },
  { date: '2020-10-13', name: 'Typhoon Nangka', source },
  { date: '2021-06-28', name: 'Black rainstorm', source, hours: { open: '13:30' } },
  { date: '2021-10-13', name: 'Typhoon Kompasu', source },
  {
    date: '2022-08-25',
    name: 'Typhoon Ma-on',
    source,
    hours: { part: 'afternoon' },
  },
  { date: '2022-11-02', name: 'Typhoon Nalgae', source, hours: { close: '13:55' } },
  { date: '2023-07-17', name: 'Typhoon Talim', source },
  { date: '2023-09-01', name: 'Typhoon Saola', source },
  { date: '2023-09-08', name: 'Black rainstorm', source },
  { date: '2024-09-06', name: 'Typhoon Yagi', source },
]

const today: Pick<Regime, 'hours'> = {
  hours: [
    ['09:30', '12:00'],
    ['13:00', '16:00'],
  ],
}

/**
 * Hong Kong: 09:30-12:00 and 13:00-16:00; mornings only on the eves of Christmas, New Year and Lunar New Year. Trades
 * through typhoons since 2024-09-23.
 *
 * @example
 * import { hongKong } from '@bourse/assets'
 * hongKong.sessionOn('2026-02-16')?.early // => true
 * hongKong.exceptionOn('2023-09-01')?.name // => 'Typhoon Saola'
 */
export const hongKong: Calendar = /* @__PURE__ */ createCalendar({
  id: 'XHKG',
  zone: hongKongZone,
  knownTo: '2026-12-31',
  hoursFrom: '2012-03-05',
  source: 'General Holidays Ordinance (Cap. 149), as of 2026-11',
  regimes: [
    {
      from: '2000-01-01',
      hours: [
        ['10:00', '12:30'],
        ['14:30', '16:00'],
      ],
      source: 'HKEX, as remembered',
    },
    {
      from: '2011-03-07',
      hours: [
        ['09:30', '12:00'],
        ['13:30', '16:00'],
      ],
      source: 'HKEX, 2011-03-07',
    },
    { ...today, from: '2012-03-05', source: 'HKEX, 2012-03-05' },
    {
      ...today,
      from: '2016-07-25',
      phases: [
        { phase: 'opening-auction', anchor: 'open', from: -30, to: 0 },
        { phase: 'closing-auction', anchor: 'close', from: 0, to: 10 },
      ],
      source: 'HKEX, 2016-07-25',
    },
  ],
  holidays,
  oneOffs,
})
