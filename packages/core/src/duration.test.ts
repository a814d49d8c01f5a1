import { expect, test } from 'vitest'
import { calendarMonths, type Duration, durationMs } from './duration.js'

test.each<[Duration, number]>([
  [0, 0],
  [250, 250],
  ['250ms', 250],
  ['15s', 15_000],
  ['5m', 300_000],
  ['4h', 14_400_000],
  ['1d', 86_400_000],
  ['2w', 1_209_600_000],
])('%s', (duration, ms) => expect(durationMs(duration)).toBe(ms))

test.each(['6mo', '2y', '-5m', '5', '5min', '', ' 5m', 'm', -1, Number.NaN, Number.POSITIVE_INFINITY])(
  'refuses %j',
  (text) => expect(() => durationMs(text as Duration)).toThrow(expect.objectContaining({ remedy: expect.any(String) })),
)

test('calendar lengths in months', () =>
  expect([calendarMonths('6mo'), calendarMonths('2y'), calendarMonths('1d')]).toEqual([6, 24, undefined]))
