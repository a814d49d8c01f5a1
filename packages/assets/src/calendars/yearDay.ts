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

/** Gregorian computus of Meeus, Jones and Butcher (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): number {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return dayOf(year, month, (h + l - 7 * m + 33 * month + 19) % 32)
}
