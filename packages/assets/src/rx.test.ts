import { type Clock, type EpochMs, type IsoDate, manualClock } from '@bourse/core'
import { describe, expect, test } from 'vitest'
import { always } from './calendars/always.js'
import type { Calendar } from './calendars/calendar.js'
import { forex } from './calendars/forex.js'
import { jointCalendar } from './calendars/joint.js'
import { nyse } from './calendars/nyse.js'
import { tokyo } from './calendars/tokyo.js'
import { type SessionChange, type SessionExpiry, sessions$ } from './rx.js'

function watched(calendar: Calendar, from: string, to: string, expiries: readonly SessionExpiry[] = []): string[] {
  const clock = manualClock(from)
  const seen: string[] = []
  sessions$(calendar, clock, { expiries }).subscribe((change) => seen.push(told(change, clock.now())))
  clock.advance(to)
  return seen
}

function told({ time, change, date, id }: SessionChange, now: EpochMs): string {
  expect(time).toBe(now)
  return `${new Date(time).toISOString().slice(5, 16)} ${change}${id === undefined ? '' : ` ${id}`} (${date.slice(5)})`
}

describe('sessions$', () => {
  test('says open, break, resume and close when the market does', () => {
    expect(watched(tokyo, '2026-12-18T01:00Z', '2026-12-21T00:00Z')).toEqual([
      '12-18T02:30 break (12-18)',
      '12-18T03:30 resume (12-18)',
      '12-18T06:30 close (12-18)',
      '12-21T00:00 open (12-21)',
    ])
  })

  test('announces half days and expiries', () => {
    const expiries = [
      { id: 'SPX.pm', date: '2026-11-27' as IsoDate },
      { id: 'SPX.am', date: '2026-11-27' as IsoDate, at: '09:30' as const },
      { id: 'later', date: '2026-12-18' as IsoDate },
    ]
    expect(watched(nyse, '2026-11-26T12:00Z', '2026-11-28', expiries)).toEqual([
      '11-27T14:30 open (11-27)',
      '11-27T14:30 half-day (11-27)',
      '11-27T14:30 expiry SPX.am (11-27)',
      '11-27T18:00 close (11-27)',
      '11-27T18:00 expiry SPX.pm (11-27)',
    ])
  })

  test('trade dates that touch close and open at one moment', () => {
    expect(watched(forex, '2026-12-14T12:00Z', '2026-12-14T23:00Z')).toEqual([
      '12-14T22:00 close (12-14)',
      '12-14T22:00 open (12-15)',
    ])
    expect(watched(always, '2026-12-14T12:00Z', '2026-12-15T12:00Z')).toHaveLength(2)
  })

  test('a clock that jumps over changes still gets them, with their own times', () => {
    let now = Date.parse('2026-12-18T01:00Z')
    let ring = (): void => undefined
    const clock: Clock = {
      now: () => now,
      wake(_at, run) {
        ring = run
        return () => undefined
      },
    }
    const seen: EpochMs[] = []
    sessions$(tokyo, clock).subscribe(({ time }) => seen.push(time))
    now = Date.parse('2026-12-18T12:00Z')
    ring()
    expect(seen).toEqual([
      Date.parse('2026-12-18T02:30Z'),
      Date.parse('2026-12-18T03:30Z'),
      Date.parse('2026-12-18T06:30Z'),
    ])
  })

  test('cancels its wake-up when nobody listens any more', () => {
    const clock = manualClock('2026-12-18T01:00Z')
    const subscription = sessions$(tokyo, clock).subscribe()
    expect(clock.nextWake()).toBe(Date.parse('2026-12-18T02:30Z'))
    subscription.unsubscribe()
    expect(clock.nextWake()).toBeUndefined()
  })

  test('completes at the end of the horizon, and at once where nothing ever opens', () => {
    let completed = 0
    const clock = manualClock('2035-12-28T00:00Z')
    sessions$(nyse, clock).subscribe({ complete: () => completed++ })
    clock.advance('2036-01-05')
    sessions$(jointCalendar([nyse, tokyo]), manualClock('2026-12-18')).subscribe({ complete: () => completed++ })
    expect(completed).toBe(2)
  })
})
