import type { Calendar } from '@bourse/assets'
import { badArgument, dayNumber, type IsoDate } from '@bourse/core'

/**
 * Sessions per year of a calendar between two dates, both included: what annualises daily returns of that market. Whole
 * years give its usual 252 or so; a calendar that never closes 365.25.
 *
 * @throws BourseError where `to` is not after `from`
 *
 * @example
 * import { always, nyse } from '@bourse/assets'
 * import { periodsPerYearOf } from '@bourse/risk'
 * periodsPerYearOf(nyse, '2021-01-01', '2024-12-31') // => 251.25
 * periodsPerYearOf(always, '2021-01-01', '2024-12-31') // => 365.25
 */
export function periodsPerYearOf(calendar: Calendar, from: IsoDate, to: IsoDate): number {
  const days = dayNumber(to) - dayNumber(from) + 1
  if (!(days > 1)) throw badArgument('periodsPerYearOf', 'to', to, `a date after ${from}`)
  return (calendar.sessionsBetween(from, to).length * 365.25) / days
}
