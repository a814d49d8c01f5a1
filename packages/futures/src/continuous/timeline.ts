// Which contract a series holds until when. A roll takes effect at the end of its day in UTC: in the pause between two
// sessions, or in its first hours. A bar belongs to the day in which it was complete; at 24:00 to the day that ends.
import type { Calendars, Future } from '@bourse/assets'
import { dayMs, dayNumber, type EpochMs, isoDateOfDay, type IsoDate } from '@bourse/core'
import { monthsOf } from '../contracts/chain.js'
import { futureContract, monthsFrom } from '../contracts/contract.js'
import { latestRollDate, rollDate, unsafeRoll } from '../rolls/rollDate.js'
import type { ContinuousFuture } from './series.js'

/** A contract in front and its last moment there: of a crossover rule, the latest possible one. */
export type Holding = { readonly contract: Future; readonly date: IsoDate; readonly cut: EpochMs }

/** Contracts in front, one after the other, from the one that is in front at a time on; made as they are asked for. */
export interface Timeline {
  at(index: number): Holding | undefined
}

/** Last moment of the UTC day of a date. */
export const endOfDay = (date: IsoDate): EpochMs => (dayNumber(date) + 1) * dayMs

/** UTC day number of the day in which a bar was complete. */
export const dayOfBar = (time: EpochMs): number => Math.ceil(time / dayMs) - 1

/** The same, with the evening before Monday counted to Monday: days whose volumes are compared. */
export function tradeDayOfBar(time: EpochMs): number {
  const day = dayOfBar(time)
  const weekday = (((day + 3) % 7) + 7) % 7 // Monday 0
  return weekday >= 5 ? day + 7 - weekday : day
}

export function createTimeline(series: ContinuousFuture, calendars: Calendars, start: EpochMs): Timeline {
  const { spec, roll: rule } = series
  const months = monthsFrom(spec, isoDateOfDay(dayOfBar(start)), monthsOf(spec, { months: 'active' }), calendars)
  const holdings: Holding[] = []
  let ended = false
  const grow = (): void => {
    try {
      const { value: month } = months.next()
      const contract = month === undefined ? undefined : futureContract(spec, month, calendars)
      if (!contract?.ok) {
        ended = true
        return
      }
      const date =
        typeof rule === 'object' && 'confirm' in rule
          ? latestRollDate(spec, contract.value.month, rule, calendars)
          : dateOf(rollDate(spec, contract.value.month, rule, calendars))
      const cut = endOfDay(date)
      if (cut >= start) holdings.push({ contract: contract.value, date, cut })
    } catch (error) {
      if (holdings.length === 0 || !isPastCalendar(error)) throw error
      ended = true
    }
  }
  return {
    at(index) {
      while (holdings.length <= index && !ended) grow()
      return holdings[index]
    },
  }
}

function dateOf(result: ReturnType<typeof rollDate>): IsoDate {
  if (result.ok) return result.value
  throw unsafeRoll(result.failure)
}

// The calendar ends in some year: the last contracts simply are not followed by another.
function isPastCalendar(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'input/out-of-range'
}
