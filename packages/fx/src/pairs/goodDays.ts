// Days on which several calendars are open, asked one by one: a joint calendar would build decades for one answer.
import type { Calendar } from '@bourse/assets'
import { addDays, type IsoDate } from '@bourse/core'

export function isGoodDay(calendars: readonly Calendar[], date: IsoDate): boolean {
  return calendars.every((calendar) => calendar.isBusinessDay(date))
}

/** The date itself where it is good, else the next (or, with -1, the last) that is. */
export function goodDay(calendars: readonly Calendar[], date: IsoDate, step: 1 | -1 = 1): IsoDate {
  let day = date
  while (!isGoodDay(calendars, day)) day = addDays(day, step)
  return day
}

/** The n-th good day after a date; before it, with a negative count. */
export function addGoodDays(calendars: readonly Calendar[], date: IsoDate, count: number): IsoDate {
  const step = count < 0 ? -1 : 1
  let day = date
  for (let left = Math.abs(count); left > 0; left--) day = goodDay(calendars, addDays(day, step), step)
  return day
}
