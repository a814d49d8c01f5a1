// Civil dates as day numbers, in the proleptic Gregorian calendar: no zone, no clock, no Date. Both conversions from
// Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil, civil_from_days).
import { badArgument, badText } from './error.js'

/** Civil date without a zone, `'2026-12-18'`; sorts as text. Years 0000-9999. */
export type IsoDate = `${number}-${number}-${number}`
/** Days of the week, Monday first. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
/** Year, month 1-12, day 1-31. */
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number }

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const firstDay = -719_528 // 0000-01-01
const lastDay = 2_932_896 // 9999-12-31

/**
 * Days from 1970-01-01 to a date. Throws `input/parse` for text that is no date that exists.
 *
 * @example
 * import { dayNumber } from '@bourse/core'
 * dayNumber('1970-01-02') // => 1
 * dayNumber('2026-03-01') - dayNumber('2026-02-28') // => 1
 */
export function dayNumber(date: IsoDate): number {
  const day = parseIsoDate(date)
  if (day === undefined)
    throw badText('dayNumber', 'date', date, "a date that exists, as '2026-12-18'; a moment's is toIsoDate(moment)")
  return day
}

/**
 * The date that lies so many days after 1970-01-01; throws outside the years 0-9999.
 *
 * @example
 * import { isoDateOfDay } from '@bourse/core'
 * isoDateOfDay(20_805) // => '2026-12-18'
 */
export function isoDateOfDay(day: number): IsoDate {
  const { year, month, day: dayOfMonth } = civilOfDay(day)
  return isoDateOf(year, month, dayOfMonth)
}

/**
 * Year, month and day of a date. Throws like `dayNumber`.
 *
 * @example
 * import { civilOf } from '@bourse/core'
 * civilOf('2026-12-18') // => { year: 2026, month: 12, day: 18 }
 */
export function civilOf(date: IsoDate): CivilDate {
  return civilOfDay(dayNumber(date))
}

/**
 * A date moved by days, forwards or back.
 *
 * @example
 * import { addDays } from '@bourse/core'
 * addDays('2026-12-31', 1) // => '2027-01-01'
 */
export function addDays(date: IsoDate, days: number): IsoDate {
  return isoDateOfDay(dayNumber(date) + days)
}

/**
 * A date moved by months; a day the month does not have becomes its last.
 *
 * @example
 * import { addMonths } from '@bourse/core'
 * addMonths('2026-01-31', 1) // => '2026-02-28'
 * addMonths('2026-01-31', -2) // => '2025-11-30'
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  if (!Number.isInteger(months)) throw badArgument('addMonths', 'months', months, 'an integer')
  const { year, month, day } = civilOf(date)
  const index = year * 12 + month - 1 + months
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return isoDateOf(y, m, Math.min(day, daysInMonth(y, m)))
}

/**
 * Day of the week of a date.
 *
 * @example
 * import { weekdayOf } from '@bourse/core'
 * weekdayOf('2026-12-18') // => 'fri'
 */
export function weekdayOf(date: IsoDate): Weekday {
  return weekdays[(((dayNumber(date) + 3) % 7) + 7) % 7]! // 1970-01-01 was a Thursday
}

/**
 * Length of a month, 28-31; `month` 1-12.
 *
 * @example
 * import { daysInMonth } from '@bourse/core'
 * daysInMonth(2028, 2) // => 29
 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/**
 * Whether a year has 366 days.
 *
 * @example
 * import { isLeapYear } from '@bourse/core'
 * isLeapYear(2100) // => false
 */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Day number of a year, month and day that exist. */
export function dayOfCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** Day number of `YYYY-MM-DD`, or undefined where the text is no date that exists. */
export function parseIsoDate(text: string): number | undefined {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)]
  // Written so that a NaN fails.
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return undefined
  return dayOfCivil(year, month, day)
}

// Half the time of a regular expression and three substrings, and every bar of every file passes here.
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function civilOfDay(day: number): CivilDate {
  if (!Number.isInteger(day) || day < firstDay || day > lastDay)
    throw badArgument('isoDateOfDay', 'day', day, 'an integer within the years 0-9999')
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

function isoDateOf(year: number, month: number, day: number): IsoDate {
  if (year < 0 || year > 9999) throw badArgument('isoDateOf', 'year', year, '0-9999')
  const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` as IsoDate
}
