import { allCalendars, createCalendars } from '@bourse/assets'
import { type IsoDate, toEpochMs } from '@bourse/core'
import { describe, expect, test } from 'vitest'
import { type ExpiringTerms, expiryTime } from './expiryTime.js'
import { yearsToExpiry } from './yearsToExpiry.js'

const { find: calendarOf } = createCalendars(allCalendars)
const terms = (expiry: IsoDate, fixing: 'am' | 'pm', calendar = 'XNYS'): ExpiringTerms => ({ expiry, fixing, calendar })

describe('the moment an option is fixed', () => {
  test.each([
    ['2026-12-18', 'am', 'XNYS', '2026-12-18T14:30Z'],
    ['2026-12-18', 'pm', 'XNYS', '2026-12-18T21:00Z'],
    ['2026-07-17', 'pm', 'XNYS', '2026-07-17T20:00Z'], // summer time
    ['2026-11-27', 'pm', 'XNYS', '2026-11-27T18:00Z'], // the day after Thanksgiving ends at 13:00
    ['2025-04-18', 'pm', 'XNYS', '2025-04-17T20:00Z'], // Good Friday: the session before
    ['2026-12-18', 'am', 'CMES', '2026-12-18T14:30Z'], // began the evening before: fixed at the open in New York
    ['2026-12-18', 'pm', 'CMES', '2026-12-18T21:00Z'],
    ['2026-12-25', 'pm', 'always', '2026-12-25T08:00Z'],
    ['2026-12-18', 'pm', 'XETR', '2026-12-18T16:30Z'],
  ] as const)('%s %s on %s', (expiry, fixing, calendar, wanted) => {
    expect(new Date(expiryTime(terms(expiry, fixing, calendar), { calendarOf })).toISOString()).toBe(
      new Date(toEpochMs(wanted)).toISOString(),
    )
  })

  test('without calendars: New York, holidays unknown', () => {
    expect(expiryTime(terms('2026-11-27', 'pm'))).toBe(toEpochMs('2026-11-27T21:00Z'))
  })

  test('an hour of its own goes before all', () => {
    const at = toEpochMs('2026-12-16T19:30Z')
    expect(expiryTime(terms('2026-12-16', 'pm', 'CMES'), { calendarOf, expiryOf: () => at })).toBe(at)
  })
})

describe('years to expiry', () => {
  const monday = terms('2026-12-21', 'pm')
  const friday = toEpochMs('2026-12-18T21:00Z')

  test('calendar time by default, 0 from the fixing on', () => {
    expect(yearsToExpiry(monday, friday, { calendarOf })).toBe(3 / 365)
    expect(yearsToExpiry(monday, toEpochMs('2026-12-21T21:00Z'), { calendarOf })).toBe(0)
    expect(yearsToExpiry(monday, toEpochMs('2027-01-21T21:00Z'), { calendarOf })).toBe(0)
    expect(yearsToExpiry(monday, toEpochMs('2026-12-21T15:00Z'), { calendarOf })).toBeCloseTo(6 / 24 / 365, 15)
  })

  test('weekends and holidays count what they are told to', () => {
    expect(yearsToExpiry(monday, friday, { calendarOf, closedDays: 0 })).toBeCloseTo(1 / 252, 15)
    expect(yearsToExpiry(monday, friday, { calendarOf, closedDays: 0.5 })).toBeCloseTo(2 / 308.5, 15)
    // Christmas is a Friday: three closed days in a row.
    const late = terms('2026-12-28', 'pm')
    const eve = toEpochMs('2026-12-24T21:00Z')
    expect(yearsToExpiry(late, eve, { calendarOf, closedDays: 0 })).toBeCloseTo(1 / 252, 15)
    expect(yearsToExpiry(late, eve, { closedDays: 0 })).toBeCloseTo(2 / 252, 15)
    expect(yearsToExpiry(terms('2026-12-28', 'pm', 'always'), eve, { closedDays: 0 })).toBeCloseTo(83 / 24 / 365, 15)
  })

  test('time falls as the clock moves, whatever days count', () => {
    for (const closedDays of [0, 0.3, 1]) {
      let before = Infinity
      for (let now = friday - 10 * 86_400_000; now < friday + 4 * 86_400_000; now += 3_600_000) {
        const years = yearsToExpiry(monday, now, { calendarOf, closedDays })
        expect(years).toBeLessThanOrEqual(before)
        before = years
      }
      expect(before).toBe(0)
    }
  })

  test('names a bad setting', () =>
    expect(() => yearsToExpiry(monday, friday, { closedDays: 2 })).toThrow(/closedDays/))
})
