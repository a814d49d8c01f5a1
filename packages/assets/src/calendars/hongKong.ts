// Hong Kong Stock Exchange: General Holidays Ordinance, feasts of the moon, and closures by typhoon until September 2024.
import type { Calendar } from './calendar.js'
import type { OneOff } from './hours.js'
import { createCalendar, type HolidayRule, type Regime } from './rules.js'
import { hongKongZone } from './zone.js'

// The Hong Kong Observatory's almanac, year after year from 2000 to 2035. Not taken from Intl's Chinese calendar, which
// puts the new moons of February 2027 and 2030 on the wrong side of midnight.
const lunarNewYear =
  '0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208'
const buddhasBirthday =
  '0511 0430 0519 0508 0526 0515 0505 0524 0512 0502 0521 0510 0428 0517 0506 0525 0514 0503 0522 0512 0430 0519 0508 0526 0515 0505 0524 0513 0502 0520 0509 0528 0516 0506 0525 0515'
const tuenNg =
  '0606 0625 0615 0604 0622 0611 0531 0619 0608 0528 0616 0606 0623 0612 0602 0620 0609 0530 0618 0607 0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610'
const midAutumn =
  '0912 1001 0921 0911 0928 0918 1006 0925 0914 1003 0922 0912 0930 0919 0908 0927 0915 1004 0924 0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916'
const chungYeung =
  '1006 1025 1014 1004 1022 1011 1030 1019 1007 1026 1016 1005 1023 1013 1002 1021 1009 1028 1017 1007 1025 1014 1004 1023 1011 1029 1018 1008 1026 1016 1005 1024 1012 1001 1020 1009'
const newYear = { first: 2000, monthDays: lunarNewYear } as const
const afterMidAutumn = { first: 2000, monthDays: midAutumn, plus: 1 } as const

/** A Sunday, or a day that is one already, goes to the next day that is none: the order of the list decides. */
const weekend = 'sunday-substitute'
const holidays: readonly HolidayRule[] = [
  { weekend, name: "New Year's Day", on: { month: 1, day: 1 } },
  // Until 2011 the day before stood in for a Sunday among the three: see 2000 and 2003 below.
  { name: 'Lunar New Year', on: newYear, years: [2000, 2011] },
  { name: 'Second day of Lunar New Year', on: { ...newYear, plus: 1 }, years: [2000, 2011] },
  { name: 'Third day of Lunar New Year', on: { ...newYear, plus: 2 }, years: [2000, 2011] },
  { weekend, name: 'Lunar New Year', on: newYear, years: [2012] },
  { weekend, name: 'Second day of Lunar New Year', on: { ...newYear, plus: 1 }, years: [2012] },
  { weekend, name: 'Third day of Lunar New Year', on: { ...newYear, plus: 2 }, years: [2012] },
  { name: 'Good Friday', on: { easter: -2 } },
  { name: 'Easter Monday', on: { easter: 1 } },
  { weekend, name: 'Ching Ming Festival', on: { month: 4, solar: 4.966 } },
  { weekend, name: 'Labour Day', on: { month: 5, day: 1 } },
  { weekend, name: "Buddha's Birthday", on: { first: 2000, monthDays: buddhasBirthday } },
  { weekend, name: 'Tuen Ng Festival', on: { first: 2000, monthDays: tuenNg } },
  { weekend, name: 'HKSAR Establishment Day', on: { month: 7, day: 1 } },
  { weekend, name: 'National Day', on: { month: 10, day: 1 } },
  { name: 'Day after Mid-Autumn Festival', on: afterMidAutumn, years: [2000, 2011] },
  { weekend, name: 'Day after Mid-Autumn Festival', on: afterMidAutumn, years: [2012] },
  { weekend, name: 'Chung Yeung Festival', on: { first: 2000, monthDays: chungYeung } },
  { weekend, name: 'Christmas Day', on: { month: 12, day: 25 } },
  { weekend, name: 'First weekday after Christmas', on: { month: 12, day: 26 } },
  { name: 'Lunar New Year eve', on: { ...newYear, plus: -1 }, hours: { part: 'morning' } },
  { name: 'Christmas Eve', on: { month: 12, day: 24 }, hours: { part: 'morning' } },
  { name: "New Year's Eve", on: { month: 12, day: 31 }, hours: { part: 'morning' } },
]

const oneOffs: readonly OneOff[] = [
  { date: '2000-02-04', name: 'Day before Lunar New Year', source: 'General Holidays Ordinance, list of 2000' },
  { date: '2001-07-06', name: 'Typhoon Utor', source: 'HKEX, severe weather, 2001-07-06' },
  { date: '2001-07-25', name: 'Typhoon Yutu', source: 'HKEX, severe weather, 2001-07-25' },
  { date: '2003-01-31', name: 'Day before Lunar New Year', source: 'General Holidays Ordinance, list of 2003' },
  { date: '2008-08-06', name: 'Typhoon Kammuri', source: 'HKEX, severe weather, 2008-08-06' },
  { date: '2008-08-22', name: 'Typhoon Nuri', source: 'HKEX, severe weather, 2008-08-22' },
  { date: '2011-09-29', name: 'Typhoon Nesat', source: 'HKEX, severe weather, 2011-09-29' },
  {
    date: '2012-07-24',
    name: 'Typhoon Vicente',
    source: 'HKEX, severe weather, 2012-07-24',
    hours: { part: 'afternoon' },
  },
  { date: '2013-08-14', name: 'Typhoon Utor', source: 'HKEX, severe weather, 2013-08-14' },
  {
    date: '2013-09-23',
    name: 'Typhoon Usagi',
    source: 'HKEX, severe weather, 2013-09-23',
    hours: { part: 'afternoon' },
  },
  {
    date: '2014-09-16',
    name: 'Typhoon Kalmaegi',
    source: 'HKEX, severe weather, 2014-09-16',
    hours: { part: 'afternoon' },
  },
  { date: '2015-09-03', name: '70th anniversary of victory', source: 'Special Holiday (3 September 2015) Ordinance' },
  { date: '2016-08-02', name: 'Typhoon Nida', source: 'HKEX, severe weather, 2016-08-02' },
  { date: '2016-10-21', name: 'Typhoon Haima', source: 'HKEX, severe weather, 2016-10-21' },
  { date: '2017-08-23', name: 'Typhoon Hato', source: 'HKEX, severe weather, 2017-08-23' },
  {
    date: '2020-08-19',
    name: 'Typhoon Higos',
    source: 'HKEX, severe weather, 2020-08-19',
    hours: { part: 'afternoon' },
  },
  { date: '2020-10-13', name: 'Typhoon Nangka', source: 'HKEX, severe weather, 2020-10-13' },
  { date: '2021-06-28', name: 'Black rainstorm', source: 'HKEX, severe weather, 2021-06-28', hours: { open: '13:30' } },
  { date: '2021-10-13', name: 'Typhoon Kompasu', source: 'HKEX, severe weather, 2021-10-13' },
  {
    date: '2022-08-25',
    name: 'Typhoon Ma-on',
    source: 'HKEX, severe weather, 2022-08-25',
    hours: { part: 'afternoon' },
  },
  { date: '2022-11-02', name: 'Typhoon Nalgae', source: 'HKEX, severe weather, 2022-11-02', hours: { close: '13:55' } },
  { date: '2023-07-17', name: 'Typhoon Talim', source: 'HKEX, severe weather, 2023-07-17' },
  { date: '2023-09-01', name: 'Typhoon Saola', source: 'HKEX, severe weather, 2023-09-01' },
  { date: '2023-09-08', name: 'Black rainstorm', source: 'HKEX, severe weather, 2023-09-08' },
  { date: '2024-09-06', name: 'Typhoon Yagi', source: 'HKEX, severe weather, 2024-09-06' },
]

const auctions: NonNullable<Regime['phases']> = [
  { phase: 'opening-auction', anchor: 'open', from: -30, to: 0 },
  { phase: 'closing-auction', anchor: 'close', from: 0, to: 10 },
]

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
      source: 'HKEX, 2011-03-07: longer hours, phase 1',
    },
    {
      from: '2012-03-05',
      hours: [
        ['09:30', '12:00'],
        ['13:00', '16:00'],
      ],
      source: 'HKEX, 2012-03-05: longer hours, phase 2',
    },
    {
      from: '2016-07-25',
      hours: [
        ['09:30', '12:00'],
        ['13:00', '16:00'],
      ],
      phases: auctions,
      source: 'HKEX, 2016-07-25: closing auction session',
    },
  ],
  holidays,
  oneOffs,
})
