import { expect, test } from 'vitest'
import { dayInYear } from './yearDay.js'
import { dayOf } from './zone.js'

/** The full Gregorian computus: Meeus, Astronomical Algorithms, chapter 8. */
function easterByMeeus(year: number): number {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return dayOf(year, month, (h + l - 7 * m + 33 * month + 19) % 32)
}

test('Easter is that of the full computus from 1900 to 2099', () => {
  for (let year = 1900; year < 2100; year++) expect(dayInYear({ easter: 0 }, year)).toBe(easterByMeeus(year))
})

test('weekdays on or after a date, written feasts and their end', () => {
  expect(dayInYear({ month: 11, day: 22, weekday: 'thu', plus: 1 }, 2026)).toBe(dayOf(2026, 11, 27))
  expect(dayInYear({ month: 1, day: 21, first: 2026, later: 'r' }, 2026)).toBe(dayOf(2026, 2, 17))
  expect(dayInYear({ month: 1, day: 21, first: 2026, later: 'r' }, 2027)).toBeNaN()
})
