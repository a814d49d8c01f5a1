// Dates inside symbols.
import type { IsoDate } from '@bourse/core'
import { isCivilDate } from '../instruments/isCivilDate.js'

/** `'260320'` as 2026-03-20; `undefined` for a day that does not exist. */
export function dateOfSixDigits(digits: string): IsoDate | undefined {
  return dateOf(2000 + Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6)))
}

/** 2026-03-20 as `'260320'`; `undefined` outside the years 2000-2099, and for a day that does not exist. */
export function sixDigitsOf(date: IsoDate): string | undefined {
  return isCivilDate(date) && date.startsWith('20') ? date.slice(2).replaceAll('-', '') : undefined
}

/** A date, or `undefined` where there is no such day. */
export function dateOf(year: number, month: number, day: number): IsoDate | undefined {
  const pad = (value: number): string => String(value).padStart(2, '0')
  const text = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
  return isCivilDate(text) ? (text as IsoDate) : undefined
}

/** Why six digits are no date: `month 13`, `no 30 February`. */
export function dateFault(digits: string): string {
  const month = Number(digits.slice(2, 4))
  return month < 1 || month > 12 ? `there is no month ${digits.slice(2, 4)}` : `there is no day ${digits} (yymmdd)`
}
