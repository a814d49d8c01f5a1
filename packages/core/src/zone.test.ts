import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toEpochMs } from './time.js'
import { minuteOfDay, wallEpochMs, zoneOffsetMs } from './zone.js'

const hour = 3_600_000

test.each([
  ['2026-01-15T12:00Z', 'America/New_York', -5],
  ['2026-07-15T12:00Z', 'America/New_York', -4],
  ['2026-07-15T12:00Z', 'Asia/Kolkata', 5.5],
  ['2026-07-15T12:00Z', 'Australia/Lord_Howe', 10.5],
  ['2026-01-15T12:00Z', 'UTC', 0],
])('%s in %s is %d h ahead', (time, zone, hours) => expect(zoneOffsetMs(toEpochMs(time), zone)).toBe(hours * hour))

test('milliseconds, also before 1970, do not leak into the offset', () => {
  expect(zoneOffsetMs(-1, 'Europe/Berlin')).toBe(hour)
  expect(zoneOffsetMs(1.5, 'Europe/Berlin')).toBe(hour)
})

describe('wallEpochMs', () => {
  test('a time that clocks never show lies as far after the gap', () => {
    expect(wallEpochMs('2026-03-08', '01:59', 'America/New_York')).toBe(toEpochMs('2026-03-08T01:59-05:00'))
    expect(wallEpochMs('2026-03-08', '02:00', 'America/New_York')).toBe(toEpochMs('2026-03-08T03:00-04:00'))
    expect(wallEpochMs('2026-03-08', '02:30', 'America/New_York')).toBe(toEpochMs('2026-03-08T03:30-04:00'))
    expect(wallEpochMs('2026-03-08', '03:00', 'America/New_York')).toBe(toEpochMs('2026-03-08T03:00-04:00'))
  })
  test('a time that clocks show twice is the first', () => {
    expect(wallEpochMs('2026-11-01', '01:30', 'America/New_York')).toBe(toEpochMs('2026-11-01T01:30-04:00'))
    expect(wallEpochMs('2026-11-01', '02:00', 'America/New_York')).toBe(toEpochMs('2026-11-01T02:00-05:00'))
    expect(wallEpochMs('2026-04-05', '01:45', 'Australia/Lord_Howe')).toBe(toEpochMs('2026-04-05T01:45+11:00'))
  })
  test('a day that a zone skipped whole', () =>
    expect(wallEpochMs('2011-12-30', '12:00', 'Pacific/Apia')).toBe(toEpochMs('2011-12-31T12:00+14:00')))
  test('is the inverse of the offset wherever the wall time exists', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'Europe/London',
      'Australia/Sydney',
      'America/Sao_Paulo',
      'Asia/Tehran',
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_100_000 }), zones, (halfHours, zone) => {
        const ms = halfHours * 1_800_000
        const wall = new Date(ms + zoneOffsetMs(ms, zone)).toISOString()
        const back = wallEpochMs(wall.slice(0, 10) as '2026-01-01', wall.slice(11, 16) as '10:00', zone)
        // The second showing of an hour answers the first one, an hour earlier.
        if (back !== ms) expect([ms - back, zoneOffsetMs(back, zone) - zoneOffsetMs(ms, zone)]).toEqual([hour, hour])
      }),
      { seed: 3, numRuns: 2000 },
    )
  })
})

test.each(['24:00', '10:60', '10', 'noon', '-1:00', ''])('refuses the time of day %j', (at) =>
  expect(() => minuteOfDay(at)).toThrow(expect.objectContaining({ code: 'input/parse' })),
)
