import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayNumber, type IsoDate, isoDateOfDay, weekdayOf } from './civil.js'
import { manualClock } from './manualClock.js'
import {
  type CalendarLookup,
  dueTimes,
  nextDue,
  type ScheduleCalendar,
  type ScheduleRule,
  wakeOnSchedule,
} from './schedule.js'
import { toEpochMs } from './time.js'
import { wallEpochMs } from './zone.js'

const zone = 'America/New_York'
const holidays: readonly IsoDate[] = ['2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-11-26']
/** A market of the test: weekdays 09:30-16:00 with a break at noon, but for a few holidays, known to the end of 2030. */
const market: ScheduleCalendar = {
  zone,
  sessionsBetween(from, to) {
    const dates = Array.from({ length: Math.max(0, dayNumber(to) - dayNumber(from) + 1) }, (_, i) => addDays(from, i))
    const open = dates.filter(
      (date) => !['sat', 'sun'].includes(weekdayOf(date)) && !holidays.includes(date) && date < '2031-01-01',
    )
    return open.map((date) => ({
      date,
      intervals: [
        { open: wallEpochMs(date, '09:30', zone), close: wallEpochMs(date, '12:00', zone) },
        { open: wallEpochMs(date, '13:00', zone), close: wallEpochMs(date, '16:00', zone) },
      ],
    }))
  },
}
const calendarOf: CalendarLookup = (id) => (id === 'TEST' ? market : undefined)
const first = (rule: ScheduleRule, after: string, count: number): string[] => {
  const times = dueTimes(rule, after, calendarOf)
  return Array.from({ length: count }, () => new Date(times.next().value).toISOString().slice(0, 16))
}

describe('civil rules', () => {
  test('Mondays at 10:00 in New York, over the change of clocks', () =>
    expect(first({ every: 'week', day: 'mon', at: '10:00', zone }, '2026-02-27', 3)).toEqual([
      '2026-03-02T15:00',
      '2026-03-09T14:00',
      '2026-03-16T14:00',
    ]))
  test('strictly after', () => {
    const rule = { every: 'week', day: 1, at: '10:00' } as const
    expect(first(rule, '2026-01-05T10:00Z', 1)).toEqual(['2026-01-12T10:00'])
    expect(first(rule, '2026-01-05T09:59:59.999Z', 1)).toEqual(['2026-01-05T10:00'])
  })
  test('a closed Monday moves to Tuesday, in the zone of the calendar', () =>
    expect(first({ every: 'week', day: 'mon', at: '10:00', calendar: 'TEST' }, '2026-01-13', 3)).toEqual([
      '2026-01-20T15:00',
      '2026-01-26T15:00',
      '2026-02-02T15:00',
    ]))
  test('a moved date is found from the closed day itself', () =>
    expect(first({ every: 'week', day: 'mon', at: '10:00', calendar: 'TEST' }, '2026-01-20T00:00Z', 1)).toEqual([
      '2026-01-20T15:00',
    ]))
  test('days, with and without a calendar', () => {
    expect(first({ every: 'day', at: '10:00' }, '2026-01-16T12:00Z', 2)).toEqual([
      '2026-01-17T10:00',
      '2026-01-18T10:00',
    ])
    expect(first({ every: 'day', at: '10:00', calendar: 'TEST' }, '2026-01-16T15:00Z', 2)).toEqual([
      '2026-01-20T15:00',
      '2026-01-21T15:00',
    ])
  })
  test('months: first, cut to length, from the end, and moved to what is open', () => {
    expect(first({ every: 'month' }, '2026-01-01', 2)).toEqual(['2026-02-01T00:00', '2026-03-01T00:00'])
    expect(first({ every: 'month', day: 31 }, '2026-01-31', 2)).toEqual(['2026-02-28T00:00', '2026-03-31T00:00'])
    expect(first({ every: 'month', day: -2 }, '2026-02-01', 2)).toEqual(['2026-02-27T00:00', '2026-03-30T00:00'])
    expect(first({ every: 'month', day: 1, at: '16:00', calendar: 'TEST' }, '2025-12-31', 2)).toEqual(
      ['2025-12-31T21:00', '2026-01-02T21:00'].slice(1).concat('2026-02-02T21:00'),
    )
    expect(first({ every: 'month', day: -1, at: '16:00', calendar: 'TEST' }, '2026-01-31', 1)).toEqual([
      '2026-02-27T21:00',
    ])
    expect(first({ every: 'month', day: -1, at: '16:00', calendar: 'TEST' }, '2026-05-01', 1)).toEqual([
      '2026-05-29T20:00',
    ])
  })
  test('quarters and years', () => {
    expect(first({ every: '3mo', day: 15 }, '2026-01-15', 3)).toEqual([
      '2026-04-15T00:00',
      '2026-07-15T00:00',
      '2026-10-15T00:00',
    ])
    expect(first({ every: '1y', day: -1 }, '2026-02-01', 2)).toEqual(['2027-01-31T00:00', '2028-01-31T00:00'])
  })
  test('daylight saving: once where the clock shows it twice, after the gap where never', () => {
    const rule = { every: 'day', at: '01:30', zone } as const
    expect(first(rule, '2026-10-31T12:00Z', 2)).toEqual(['2026-11-01T05:30', '2026-11-02T06:30'])
    expect(first({ ...rule, at: '02:30' }, '2026-03-07T12:00Z', 2)).toEqual(['2026-03-08T07:30', '2026-03-09T06:30'])
  })
  test('far from Greenwich the date is that of the zone', () =>
    expect(
      first({ every: 'week', day: 'mon', at: '09:00', zone: 'Pacific/Kiritimati' }, '2026-01-04T18:59Z', 1),
    ).toEqual(['2026-01-04T19:00']))
})

describe('sessions and fixed lengths', () => {
  test('each session at its open, or at a time of day', () => {
    expect(first({ every: 'session', calendar: 'TEST' }, '2026-01-16T14:30Z', 2)).toEqual([
      '2026-01-20T14:30',
      '2026-01-21T14:30',
    ])
    expect(first({ every: 'session', at: '15:55', calendar: 'TEST' }, '2026-01-16T14:30Z', 2)).toEqual([
      '2026-01-16T20:55',
      '2026-01-20T20:55',
    ])
  })
  test('multiples since 1970', () =>
    expect(first({ every: '4h' }, '2026-01-01T03:59Z', 2)).toEqual(['2026-01-01T04:00', '2026-01-01T08:00']))
  test('with a calendar only while it is open', () =>
    expect(first({ every: '1h', calendar: 'TEST' }, '2026-01-16T16:30Z', 5)).toEqual([
      '2026-01-16T18:00',
      '2026-01-16T19:00',
      '2026-01-16T20:00',
      '2026-01-20T15:00',
      '2026-01-20T16:00',
    ]))
  test('always is open, and nobody is asked', () =>
    expect(nextDue({ every: 'day', calendar: 'always' }, 0)).toBe(86_400_000))
})

test('ascending, and never one between two due times', () => {
  const rules: readonly ScheduleRule[] = [
    { every: 'day', at: '02:30', zone },
    { every: 'week', day: 'sun', at: '01:30', zone },
    { every: 'month', day: -1, at: '23:59', zone: 'Asia/Tokyo' },
    { every: 'month', day: 31, calendar: 'TEST', at: '16:00' },
    { every: 'week', day: 'mon', calendar: 'TEST', at: '10:00' },
    { every: 'session', calendar: 'TEST' },
    { every: '90m', calendar: 'TEST' },
    { every: '2mo', day: 5 },
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...rules),
      fc.integer({ min: 0, max: 1500 * 1440 }),
      fc.nat(3000),
      (rule, minute, later) => {
        const after = toEpochMs('2026-01-01') + minute * 60_000
        const due = nextDue(rule, after, calendarOf)
        expect(due).toBeGreaterThan(after)
        // From any moment before it the same one is next.
        const between = Math.min(due - 1, after + later * 60_000)
        expect(nextDue(rule, between, calendarOf)).toBe(due)
      },
    ),
    { seed: 13, numRuns: campaign(15_000) },
  )
})

test.each<ScheduleRule>([
  { every: 'week', day: 0 },
  { every: 'week', day: 'monday' as 'mon' },
  { every: 'month', day: 0 },
  { every: 'month', day: 32 },
  { every: 'month', day: 'mon' },
  { every: 'day', day: 'mon' },
  { every: 'session' },
  { every: 'session', calendar: 'TEST', day: 2 },
  { every: '5m', at: '10:00' },
  { every: '1d', zone },
  { every: '0s' },
  { every: '0mo' },
  { every: 'day', at: '25:00' },
  { every: 'day', zone: 'Mars/Olympus' },
])('refuses %j', (rule) =>
  expect(() => nextDue(rule, 0, calendarOf)).toThrow(expect.objectContaining({ remedy: expect.any(String) })),
)

test('a calendar that is not loaded, or ends, says so', () => {
  const missing = expect.objectContaining({ code: 'data/missing' })
  expect(() => nextDue({ every: 'day', calendar: 'XNYS' }, 0, calendarOf)).toThrow(missing)
  expect(() => nextDue({ every: 'day', calendar: 'XNYS' }, 0)).toThrow(/calendarOf/)
  for (const every of ['day', 'week', 'month', 'session', '1h'] as const)
    expect(() => nextDue({ every, calendar: 'TEST' }, isoDateOfDay(dayNumber('2031-02-01')), calendarOf)).toThrow(
      missing,
    )
})

describe('wakeOnSchedule', () => {
  test('rings at each due time until stopped, also from within', () => {
    const clock = manualClock('2026-01-05')
    const rang: number[] = []
    const stop = wakeOnSchedule(clock, { every: '10m' }, (at) => {
      rang.push((at - toEpochMs('2026-01-05')) / 60_000)
      if (rang.length === 3) stop()
    })
    clock.advance('2026-01-06')
    expect(rang).toEqual([10, 20, 30])
    expect(clock.nextWake()).toBeUndefined()
  })
  test('outlives an error of what it runs', () => {
    const clock = manualClock(0)
    wakeOnSchedule(clock, { every: '1h' }, () => {
      throw new Error('mine')
    })
    expect(() => clock.advance('1970-01-01T02:00Z')).toThrow('mine')
    expect(clock.nextWake()).toBe(7_200_000)
  })
  test('a calendar that ends does not take the last run with it', () => {
    const clock = manualClock('2030-12-30')
    const rang: number[] = []
    expect(() => {
      wakeOnSchedule(clock, { every: 'session', calendar: 'TEST' }, (at) => rang.push(at), calendarOf)
      clock.advance('2031-01-05')
    }).toThrow(expect.objectContaining({ code: 'data/missing' }))
    expect(rang.length).toBe(2)
  })
})
