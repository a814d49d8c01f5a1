// Day counts: which share of a year lies between two dates. The rules are those of the 2006 ISDA Definitions, section
// 4.16, and of the US bond market for 30/360-us (SIA Standard Securities Calculation Methods, 1993).
import { type CivilDate, civilOf, dayNumber, daysInMonth, type IsoDate, isLeapYear } from './civil.js'
import { BourseError, badArgument } from './error.js'

/**
 * `30/360` is the bond basis of ISDA 4.16(f); `30/360-us` that of US bonds, which differs where a period begins at the
 * end of February; `30e/360` the Eurobond basis; `30e/360-isda` the German one, in which the last day of every month
 * counts as the 30th; `act/act` is ISDA's, each part by the length of its year; `bus/252` counts business days.
 */
export type DayCount =
  | 'act/365f'
  | 'act/360'
  | '30/360'
  | '30/360-us'
  | '30e/360'
  | '30e/360-isda'
  | 'act/act'
  | 'bus/252'

/** Counts business days from `from` (included) to `to` (excluded); negative where `to` is earlier. */
export type BusinessDayCounter = (from: IsoDate, to: IsoDate) => number

/**
 * Years between two dates by a day count; negative where `to` is earlier. `businessDays` counts for `'bus/252'` and is
 * required there, because core knows no calendar. In `'30e/360-isda'` the last date of February counts as the 30th also
 * at the end of the period: for a final period that ends at maturity in February use `'30e/360'`.
 *
 * @example
 * import { yearFraction } from '@bourse/core'
 * yearFraction('2026-01-01', '2026-07-01', 'act/360') // => 0.50277778
 * yearFraction('2026-01-31', '2026-03-31', '30/360') // => 0.16666667
 * yearFraction('2026-01-05', '2026-01-12', 'bus/252', () => 5) // => 0.01984127
 */
export function yearFraction(
  from: IsoDate,
  to: IsoDate,
  dayCount: DayCount,
  businessDays?: BusinessDayCounter,
): number {
  switch (dayCount) {
    case 'act/365f':
      return (dayNumber(to) - dayNumber(from)) / 365
    case 'act/360':
      return (dayNumber(to) - dayNumber(from)) / 360
    case '30/360':
    case '30/360-us':
    case '30e/360':
    case '30e/360-isda':
      // Each of the three looks at the first date first: a period backwards is the negative of the period forwards.
      return from <= to
        ? thirties(civilOf(from), civilOf(to), dayCount)
        : -thirties(civilOf(to), civilOf(from), dayCount)
    case 'act/act':
      return from <= to ? actualActual(from, to) : -actualActual(to, from)
    case 'bus/252':
      return countedDays(from, to, businessDays) / 252
    default:
      throw badArgument(
        'yearFraction',
        'dayCount',
        dayCount,
        'act/365f | act/360 | 30/360 | 30/360-us | 30e/360 | 30e/360-isda | act/act | bus/252',
      )
  }
}

function thirties(
  from: CivilDate,
  to: CivilDate,
  dayCount: '30/360' | '30/360-us' | '30e/360' | '30e/360-isda',
): number {
  let [first, last] = [from.day, to.day]
  if (dayCount === '30e/360') [first, last] = [Math.min(first, 30), Math.min(last, 30)]
  else if (dayCount === '30e/360-isda') {
    if (isLastOfMonth(from)) first = 30
    if (isLastOfMonth(to)) last = 30
  } else {
    const fromFebruary = dayCount === '30/360-us' && isLastOfFebruary(from)
    if (fromFebruary && isLastOfFebruary(to)) last = 30
    if (fromFebruary) first = 30
    if (last === 31 && first >= 30) last = 30
    if (first === 31) first = 30
  }
  return ((to.year - from.year) * 360 + (to.month - from.month) * 30 + last - first) / 360
}

function actualActual(from: IsoDate, to: IsoDate): number {
  const [start, end] = [civilOf(from), civilOf(to)]
  const daysOf = (year: number): number => (isLeapYear(year) ? 366 : 365)
  if (start.year === end.year) return (dayNumber(to) - dayNumber(from)) / daysOf(start.year)
  const intoStart = dayNumber(from) - dayNumber(firstOf(start.year))
  const intoEnd = dayNumber(to) - dayNumber(firstOf(end.year))
  return 1 - intoStart / daysOf(start.year) + (end.year - start.year - 1) + intoEnd / daysOf(end.year)
}

function countedDays(from: IsoDate, to: IsoDate, businessDays: BusinessDayCounter | undefined): number {
  dayNumber(from) // refuses a date that does not exist before a stranger's counter sees it
  dayNumber(to)
  const days = businessDays?.(from, to)
  if (days !== undefined && Number.isInteger(days)) return days
  throw new BourseError('input/out-of-range', 'yearFraction: bus/252 needs a counter of business days', {
    details: {
      where: 'yearFraction',
      argument: 'businessDays',
      value: days === undefined ? null : String(days),
      allowed: 'a function that answers an integer',
    },
    remedy: 'pass (from, to) => number, counted by the calendar of the market',
  })
}

function firstOf(year: number): IsoDate {
  return `${String(year).padStart(4, '0')}-01-01` as IsoDate
}

function isLastOfMonth(date: CivilDate): boolean {
  return date.day === daysInMonth(date.year, date.month)
}

function isLastOfFebruary(date: CivilDate): boolean {
  return date.month === 2 && isLastOfMonth(date)
}
