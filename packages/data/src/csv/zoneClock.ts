// Wall time to epoch, for columns: the platform is asked once a day, not once a row.
import { dayMs, isoDateOfDay, wallEpochMs, zoneOffsetMs } from '@bourse/core'

/**
 * A function from wall ms (what a clock shows, written as if it were UTC) to epoch ms. Where clocks go back and a wall
 * time comes twice, the second is meant when the first is not later than the row before.
 */
export function zoneClock(zone: string): (wall: number) => number {
  if (zone === 'UTC') return (wall) => wall
  const offsets = new Map<number, number>()
  const offsetOn = (day: number): number => {
    const known = offsets.get(day)
    if (known !== undefined) return known
    const offset = zoneOffsetMs(day * dayMs, zone)
    offsets.set(day, offset)
    return offset
  }
  let [today, offset, last] = [Number.NaN, 0, Number.NEGATIVE_INFINITY]
  return (wall) => {
    const day = Math.floor(wall / dayMs)
    if (day !== today) {
      today = day
      // Offsets the day before and after, in UTC: together they enclose the civil day in every zone.
      const [before, after] = [offsetOn(day - 1), offsetOn(day + 2)]
      offset = before === after ? before : Number.NaN
    }
    last = Number.isNaN(offset) ? changingDay(wall, day, zone, last) : wall - offset
    return last
  }
}

function changingDay(wall: number, day: number, zone: string, last: number): number {
  const minute = Math.floor((wall - day * dayMs) / 60_000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const clock = `${two(Math.floor(minute / 60))}:${two(minute % 60)}` as `${number}:${number}`
  const rest = wall - day * dayMs - minute * 60_000
  const first = wallEpochMs(isoDateOfDay(day), clock, zone) + rest
  if (first > last) return first
  const second = wall - zoneOffsetMs((day + 2) * dayMs, zone)
  return second > first && second + zoneOffsetMs(second, zone) === wall ? second : first
}
