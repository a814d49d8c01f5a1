// The hours of one date: wall times of the market, and how a single date may differ from the regular ones.
import { type BourseError, badArgument, badText, type IsoDate, isoDateOfDay } from '@bourse/core'
import type { DayMark, WallTime } from './calendar.js'

/** Opens and closes of a regular day, in the market's wall time. */
export type RegularHours = readonly (readonly [open: WallTime, close: WallTime])[]

/** How a date differs: opens later, closes earlier, one of the two parts only, or hours of its own. */
export type DayHours =
  | { readonly open?: WallTime; readonly close?: WallTime }
  | { readonly part: 'morning' | 'afternoon' }
  | { readonly hours: RegularHours }

/** One date. `hours` absent: closed; `'regular'`: open although a rule would close it. Goes before all rules. */
export type OneOff = {
  readonly date: IsoDate
  readonly name: string
  readonly source: string
  readonly hours?: DayHours | 'regular'
}

/** Minutes from the midnight that begins the trade date; negative on the evening before. */
export function minuteOf(at: WallTime): number {
  const parts = /^(\d\d):(\d\d)(-1)?$/.exec(at)
  const minute = Number(parts?.[1]) * 60 + Number(parts?.[2])
  if (parts === null || minute > 1440 || Number(parts[2]) > 59)
    throw badText('calendar', 'wall time', at, "'HH:MM' or 'HH:MM-1'")
  return parts[3] === undefined ? minute : minute - 1440
}

/** Opens and closes in turn of a date whose normal ones are `normal`, in any unit that `at` gives too. */
export function changedEdges(normal: readonly number[], hours: DayHours, at: (time: WallTime) => number): number[] {
  if ('hours' in hours) return hours.hours.flat().map(at)
  if ('part' in hours) return hours.part === 'morning' ? normal.slice(0, 2) : normal.slice(2)
  const opens = hours.open === undefined ? Number.NEGATIVE_INFINITY : at(hours.open)
  const closes = hours.close === undefined ? Number.POSITIVE_INFINITY : at(hours.close)
  const edges: number[] = []
  for (let i = 0; i < normal.length; i += 2) {
    const [open, close] = [Math.max(normal[i]!, opens), Math.min(normal[i + 1]!, closes)]
    if (open < close) edges.push(open, close)
  }
  return edges
}

/** Whether a date's hours begin later or end earlier than its normal ones. */
export function shortened(edges: readonly number[], normal: readonly number[]): { early: boolean; late: boolean } {
  if (normal.length === 0) return { early: false, late: false }
  return { early: edges.at(-1)! < normal.at(-1)!, late: edges[0]! > normal[0]! }
}

export function nothingLeft(id: string, day: number, { name }: DayMark): BourseError {
  return badArgument(
    id,
    'hours',
    `none on ${isoDateOfDay(day)}, ${name}`,
    'some trading, or left out to close the date',
  )
}
