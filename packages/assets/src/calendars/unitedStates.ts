// Holidays that the stock exchanges of New York and the volatility futures of Chicago keep alike.
import type { HolidayRule } from './rules.js'

/** Closed all day. */
export const unitedStatesHolidays: readonly HolidayRule[] = [
  { name: "New Year's Day", on: { month: 1, day: 1 }, weekend: 'sunday' },
  { name: 'Martin Luther King Jr. Day', on: { month: 1, day: 15, weekday: 'mon' } },
  { name: "Washington's Birthday", on: { month: 2, day: 15, weekday: 'mon' } },
  { name: 'Good Friday', on: { easter: -2 } },
  { name: 'Memorial Day', on: { month: 5, day: 25, weekday: 'mon' } },
  {
    name: 'Juneteenth',
    on: { month: 6, day: 19 },
    years: [2022],
    weekend: 'nearest',
    source: 'NYSE, filing of 2021-10-15',
  },
  { name: 'Independence Day', on: { month: 7, day: 4 }, weekend: 'nearest' },
  { name: 'Labor Day', on: { month: 9, day: 1, weekday: 'mon' } },
  { name: 'Thanksgiving Day', on: { month: 11, day: 22, weekday: 'thu' } },
  { name: 'Christmas Day', on: { month: 12, day: 25 }, weekend: 'nearest' },
]
