import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBourseError } from './error.js'
import { type TimeLike, toEpochMs, toIsoDate } from './time.js'

describe('toEpochMs', () => {
  test('agrees with the platform on text it writes', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(toEpochMs(date.toISOString())).toBe(date.getTime())
          expect(toEpochMs(date)).toBe(date.getTime())
          expect(toEpochMs({ epochMilliseconds: date.getTime() })).toBe(date.getTime())
        },
      ),
      { seed: 2, numRuns: 1000 },
    )
  })

  test.each([
    ['2026-12-18', Date.UTC(2026, 11, 18)],
    ['2026-12-18T09:30Z', Date.UTC(2026, 11, 18, 9, 30)],
    ['2026-12-18T09:30:15+05:30', Date.UTC(2026, 11, 18, 4, 0, 15)],
    ['2026-12-18T09:30:15-0500', Date.UTC(2026, 11, 18, 14, 30, 15)],
    ['2026-12-18T09:30:15+01', Date.UTC(2026, 11, 18, 8, 30, 15)],
    ['2026-12-18 09:30:15.1Z', Date.UTC(2026, 11, 18, 9, 30, 15, 100)],
    ['2026-12-18T09:30:15.123456789z', Date.UTC(2026, 11, 18, 9, 30, 15, 123)],
    ['1969-12-31T23:59:59.999Z', -1],
  ])('%s', (text, ms) => expect(toEpochMs(text)).toBe(ms))

  test.each([
    '2026-12-18T09:30', // wall time of nobody's zone
    '2026-12-18T24:00Z',
    '2026-12-18T09:60Z',
    '2026-12-18T09:30:60Z',
    '2026-02-30T00:00Z',
    '2026-12-18T09:30+25:00',
    '2026-12-18Z',
    '18.12.2026',
    'tomorrow',
    '',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    8.64e15 + 1,
    new Date(Number.NaN),
    null,
    undefined,
    {},
    true,
  ])('refuses %s with a typed error', (time) => {
    let caught: unknown
    try {
      toEpochMs(time as TimeLike)
    } catch (error) {
      caught = error
    }
    expect(isBourseError(caught) && caught.code).toBe('input/parse')
  })
})

describe('toIsoDate', () => {
  test('by zone, on both sides of midnight and before 1970', () => {
    const evening = '2026-07-01T23:30-04:00'
    expect(toIsoDate(evening)).toBe('2026-07-02')
    expect(toIsoDate(evening, 'America/New_York')).toBe('2026-07-01')
    expect(toIsoDate(evening, 'Asia/Tokyo')).toBe('2026-07-02')
    expect(toIsoDate(-1)).toBe('1969-12-31')
  })
  test('an unknown zone is the caller', () =>
    expect(() => toIsoDate(0, 'Mars/Olympus')).toThrow(expect.objectContaining({ code: 'input/out-of-range' })))
})
