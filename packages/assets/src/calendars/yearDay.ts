// Days that come back every year, as data; the rules of all exchanges are made of these shapes.
import { dayOf, onOrAfter } from './zone.js'

/** Monday first, as in core's `Weekday`. */
export const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type DayName = (typeof weekdayNames)[number]

/**
 * A day that comes back every year: a fixed date; the first such weekday on or after a date, so that a Monday from the 15th
 * is the third and one from the 25th the last of 31 days; so many days from Easter Sunday; a solar term (equinox and others)
 * from its mean position in 1980; or, for feasts of the moon, days after an earliest date, written down with one digit in
 * base 36 per year. `plus` moves it by days.
 */
export type YearDay = { readonly plus?: number } & (
  | { readonly month: number; readonly day: number; readonly weekday?: DayName }
  | { readonly easter: number }
  | { readonly month: number; readonly solar: number }
  | { readonly month: number; readonly day: number; readonly first: number; readonly later: string }
)

/** Day number in a year; NaN where written dates end. */
export function dayInYear(rule: YearDay, year: number): number {
  return base(rule, year) + (rule.plus ?? 0)
}

function base(rule: YearDay, year: number): number {
  if ('easter' in rule) return easterSunday(year) + rule.easter
  if ('solar' in rule) return dayOf(year, rule.month, solarDay(rule.solar, year))
  const day = dayOf(year, rule.month, rule.day)
  if ('later' in rule) return day + Number.parseInt(rule.later[year - rule.first] ?? '', 36)
  return rule.weekday === undefined ? day : onOrAfter(day, weekdayNames.indexOf(rule.weekday))
}

/** Mean day of a solar term: 0.242194 days later every year, one earlier after every leap year; good for 1980-2099. */
function solarDay(in1980: number, year: number): number {
  return Math.floor(in1980 + 0.242194 * (year - 1980)) - Math.floor((year - 1980) / 4)
}

/** Carter's rule for 1900-2099 (Royal Greenwich Observatory): the paschal full moon as a day of March, then its Sunday. */
function easterSunday(year: number): number {
  let moon = (225 - 11 * (year % 19)) % 30
  if (moon < 21) moon += 30
  if (moon > 48) moon--
  return dayOf(year, 3, moon + 7 - ((year + Math.floor(year / 4) + moon + 1) % 7))
}
