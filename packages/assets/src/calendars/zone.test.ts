import { zoneOffsetMs } from '@bourse/core'
import { expect, test } from 'vitest'
import {
  berlinZone,
  chicagoZone,
  hongKongZone,
  londonZone,
  newYorkZone,
  parisZone,
  sydneyZone,
  tokyoZone,
  torontoZone,
  zoneClock,
} from './zone.js'

const zones = [
  newYorkZone,
  chicagoZone,
  torontoZone,
  londonZone,
  berlinZone,
  parisZone,
  tokyoZone,
  hongKongZone,
  sydneyZone,
]
const [from, to] = [Date.UTC(2000, 0, 1), Date.UTC(2031, 0, 1)]

test.each(zones)('$name is what Intl says from 2000 to 2030, to the minute of every switch', (zone) => {
  const { offsetAt } = zoneClock(zone)
  const wrong: string[] = []
  // Offsets change a few times a year: equal at both ends of a day and equal there to Intl's is equal all day. Where a
  // day's ends differ the minute is found by halving, in both.
  for (let day = from; day < to; day += 86_400_000) {
    const ours = offsetAt(day / 60_000)
    if (day % (7 * 86_400_000) === 0 || ours !== offsetAt(day / 60_000 + 1440)) {
      if (ours * 60_000 !== zoneOffsetMs(day, zone.name)) wrong.push(new Date(day).toISOString())
    }
    if (ours === offsetAt(day / 60_000 + 1440)) continue
    let [low, high] = [day / 60_000, day / 60_000 + 1440]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (offsetAt(middle) === ours) low = middle
      else high = middle
    }
    if (zoneOffsetMs(low * 60_000, zone.name) !== ours * 60_000)
      wrong.push(`before ${new Date(high * 60_000).toISOString()}`)
    if (zoneOffsetMs(high * 60_000, zone.name) !== offsetAt(high) * 60_000)
      wrong.push(`at ${new Date(high * 60_000).toISOString()}`)
  }
  expect(wrong).toEqual([])
})

test('wall times and offsets are inverse, but for the hour that is shown twice', () => {
  let wrong = 0
  for (const zone of zones) {
    const { utcMinute, offsetAt } = zoneClock(zone)
    for (let day = from / 86_400_000; day < to / 86_400_000; day++)
      for (const minute of [0, 570, 1020, 1439]) {
        const utc = utcMinute(day, minute)
        if (utc + offsetAt(utc) !== day * 1440 + minute) wrong++
      }
  }
  expect(wrong).toBe(0)
})

test('a skipped wall time is read in standard time, a doubled one is the first', () => {
  const { utcMinute } = zoneClock(newYorkZone)
  expect(utcMinute(Date.UTC(2026, 2, 8) / 86_400_000, 150) * 60_000).toBe(Date.parse('2026-03-08T07:30Z'))
  expect(utcMinute(Date.UTC(2026, 10, 1) / 86_400_000, 90) * 60_000).toBe(Date.parse('2026-11-01T05:30Z'))
})
