import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type IsoDate } from './civil.js'
import { type DayCount, yearFraction } from './dayCount.js'

describe('act/act', () => {
  // ISDA, "EMU and market conventions: recent developments" (1998), the worked periods.
  test.each<[IsoDate, IsoDate, number]>([
    ['2003-11-01', '2004-05-01', 0.497724380567],
    ['1999-02-01', '1999-07-01', 0.41095890411],
    ['1999-07-01', '2000-07-01', 1.0013773486],
    ['2002-08-15', '2003-07-15', 0.915068493151],
    ['2003-07-15', '2004-01-15', 0.504004790778],
    ['1999-07-30', '2000-01-30', 0.503892506924],
    ['2000-01-30', '2000-06-30', 0.415300546448],
    ['1999-11-30', '2000-04-30', 0.415540085336],
  ])('%s to %s', (from, to, years) => {
    expect(yearFraction(from, to, 'act/act')).toBeCloseTo(years, 11)
    expect(yearFraction(to, from, 'act/act')).toBeCloseTo(-years, 11)
  })
})

describe('thirties', () => {
  // Days of: bond basis, US, Eurobond, German; the periods on which the four disagree, counted by hand from the rules.
  test.each<[IsoDate, IsoDate, number, number, number, number]>([
    ['2006-08-20', '2007-02-20', 180, 180, 180, 180],
    ['2006-08-31', '2007-02-28', 178, 178, 178, 180],
    ['2007-02-28', '2007-08-31', 183, 180, 182, 180],
    ['2007-02-26', '2008-02-29', 363, 363, 363, 364],
    ['2008-02-29', '2009-02-28', 359, 360, 359, 360],
    ['2008-02-29', '2008-03-31', 32, 30, 31, 30],
    ['2008-02-28', '2008-08-31', 183, 183, 182, 182],
    ['2007-02-28', '2007-03-05', 7, 5, 7, 5],
    ['2007-01-30', '2007-03-31', 60, 60, 60, 60],
    ['2007-01-15', '2007-01-31', 16, 16, 15, 15],
  ])('%s to %s', (from, to, bond, us, euro, german) => {
    const days = (dayCount: DayCount): number => Math.round(yearFraction(from, to, dayCount) * 360)
    expect([days('30/360'), days('30/360-us'), days('30e/360'), days('30e/360-isda')]).toEqual([bond, us, euro, german])
  })
})

test('fixed denominators', () => {
  expect(yearFraction('2024-01-01', '2025-01-01', 'act/365f')).toBe(366 / 365)
  expect(yearFraction('2024-01-01', '2025-01-01', 'act/360')).toBe(366 / 360)
})

test('every day count is antisymmetric, and actual ones add up over a middle date', () => {
  const day = fc.integer({ min: -30_000, max: 30_000 }).map((days) => addDays('2000-01-01', days))
  const counts: readonly DayCount[] = [
    'act/365f',
    'act/360',
    '30/360',
    '30/360-us',
    '30e/360',
    '30e/360-isda',
    'act/act',
  ]
  fc.assert(
    fc.property(day, day, day, fc.constantFrom(...counts), (a, b, c, dayCount) => {
      expect(yearFraction(a, b, dayCount)).toBe(0 - yearFraction(b, a, dayCount))
      if (!dayCount.startsWith('act')) return
      const through = yearFraction(a, b, dayCount) + yearFraction(b, c, dayCount)
      expect(through).toBeCloseTo(yearFraction(a, c, dayCount), 10)
    }),
    { seed: 1, numRuns: 500 },
  )
})

test('bus/252 counts what it is given, and says what is missing', () => {
  expect(yearFraction('2026-01-01', '2026-12-31', 'bus/252', () => 252)).toBe(1)
  expect(() => yearFraction('2026-01-01', '2026-12-31', 'bus/252')).toThrow(/counter of business days/)
  expect(() => yearFraction('2026-01-01', '2026-12-31', 'bus/252', () => Number.NaN)).toThrow(
    /counter of business days/,
  )
  expect(() => yearFraction('2026-02-30', '2026-12-31', 'act/360')).toThrow(/cannot read date "2026-02-30"/)
  expect(() => yearFraction('2026-01-01', '2026-12-31', 'act/366' as DayCount)).toThrow(/dayCount is act\/366/)
})
