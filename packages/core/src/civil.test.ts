import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  civilOf,
  dayNumber,
  daysInMonth,
  type IsoDate,
  isLeapYear,
  isoDateOfDay,
  weekdayOf,
} from './civil.js'

test('every day of the years 1800-2200 agrees with the platform', () => {
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
  for (let day = dayNumber('1800-01-01'); day <= dayNumber('2200-12-31'); day++) {
    const date = isoDateOfDay(day)
    const platform = new Date(day * 86_400_000)
    if (date !== platform.toISOString().slice(0, 10) || dayNumber(date) !== day)
      expect(date).toBe(platform.toISOString())
    if (weekdayOf(date) !== names[platform.getUTCDay()]) expect(weekdayOf(date)).toBe(names[platform.getUTCDay()])
  }
})

test('the ends of the four-digit years', () => {
  expect(isoDateOfDay(dayNumber('0000-01-01'))).toBe('0000-01-01')
  expect(isoDateOfDay(dayNumber('9999-12-31'))).toBe('9999-12-31')
  expect(() => addDays('9999-12-31', 1)).toThrow(/years 0-9999/)
  expect(() => addMonths('9999-12-31', 1)).toThrow(/year is 10000/)
})

test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '2026-01-32', '20260101', '', '2026-01-01T00:00Z'])(
  'refuses %j',
  (text) => expect(() => dayNumber(text as IsoDate)).toThrow(expect.objectContaining({ code: 'input/parse' })),
)

test('months keep to the length of the month', () => {
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
  expect(addMonths('2024-03-31', -13)).toBe('2023-02-28')
  expect(addMonths('2024-12-15', 1)).toBe('2025-01-15')
  expect(civilOf('2024-02-29')).toEqual({ year: 2024, month: 2, day: 29 })
  expect([daysInMonth(1900, 2), daysInMonth(2000, 2), isLeapYear(2000)]).toEqual([28, 29, true])
  expect(() => addDays('2024-01-01', 0.5)).toThrow(/integer/)
})
