import { addDays, type EpochMs, type IsoDate, toIsoDate, wallEpochMs } from '@bourse/core'

/** The civil date of a moment in a zone, asked at every tick: looked up once a day. */
export function tradingDays(zone: string): (now: EpochMs) => IsoDate {
  let day: IsoDate | undefined
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  return (now) => {
    if (day === undefined || now < from || now >= to) {
      day = toIsoDate(now, zone)
      from = wallEpochMs(day, '00:00', zone)
      to = wallEpochMs(addDays(day, 1), '00:00', zone)
    }
    return day
  }
}
