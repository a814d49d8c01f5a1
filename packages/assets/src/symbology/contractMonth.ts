// Month letters of futures and the years that fewer than four digits mean.
import type { IsoDate } from '@bourse/core'

/** January to December. */
export const monthLetters = 'FGHJKMNQUVXZ'

/** 1-12, or 0 where the letter is none. */
export function monthOfLetter(letter: string): number {
  return letter.length === 1 ? monthLetters.indexOf(letter) + 1 : 0
}

/** The letter of a month 1-12; empty outside. */
export function letterOfMonth(month: number): string {
  return monthLetters.charAt(month - 1)
}

/** The year of a civil date, NaN where it is none: it comes from outside. */
export function yearOf(date: IsoDate | undefined): number {
  return date !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date) ? Number(date.slice(0, 4)) : Number.NaN
}

/** One digit: the first year from that of `on` with this last digit. NaN without `on`. */
export function yearOfDigit(digit: string, on: IsoDate | undefined): number {
  const start = yearOf(on)
  return start + ((((Number(digit) - start) % 10) + 10) % 10)
}

/** The digit, where `yearOfDigit` finds the year again; empty where it would find another. */
export function digitOfYear(year: number, on: IsoDate | undefined): string {
  const digit = String(year % 10)
  return yearOfDigit(digit, on) === year ? digit : ''
}

/** Two digits: the nearest such year within half a century of `on`; without `on`, 1970-2069. */
export function yearOfTwoDigits(digits: string, on: IsoDate | undefined): number {
  const start = yearOf(on)
  const first = Number.isNaN(start) ? 1970 : start - 50
  return first + ((((Number(digits) - first) % 100) + 100) % 100)
}

/** Two digits, where `yearOfTwoDigits` finds the year again; else empty. */
export function twoDigitsOfYear(year: number, on: IsoDate | undefined): string {
  const digits = String(year % 100).padStart(2, '0')
  return yearOfTwoDigits(digits, on) === year ? digits : ''
}
