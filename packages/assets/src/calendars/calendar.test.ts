// What must hold for every calendar, whatever its market: checked against a plain walk over its sessions.
import { type IsoDate, isBourseError, isoDateOfDay, type TimeLike } from '@bourse/core'
import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { always } from './always.js'
import type { Calendar, Session } from './calendar.js'
import { allCalendars } from './calendars.js'
import { cmeEquity } from './cmeEquity.js'
import { forex } from './forex.js'
import { hongKong } from './hongKong.js'
import { jointCalendar, overlapsBetween } from './joint.js'
import { lse } from './lse.js'
import { nyse } from './nyse.js'
import { tokyo } from './tokyo.js'

const tabled = allCalendars.filter((calendar) => calendar !== always)
const [first, last] = [Date.UTC(2000, 0, 1), Date.UTC(2036, 0, 1) - 1]
const time = fc.integer({ min: first + 40 * 86_400_000, max: last - 40 * 86_400_000 })
const date = fc.integer({ min: 10_957 + 60, max: 24_106 - 60 }).map(isoDateOfDay)
const runs = (seed: number): { seed: number; numRuns: number } => ({ seed, numRuns: campaign(6000, 60) })

/** Sessions around a moment, and every stretch in which one can trade, touching ones joined. */
function around(calendar: Calendar, ms: number): { sessions: readonly Session[]; stretches: [number, number][] } {
  const day = Math.floor(ms / 86_400_000)
  const sessions = calendar.sessionsBetween(isoDateOfDay(day - 20), isoDateOfDay(day + 20))
  const stretches: [number, number][] = []
  for (const { open, close } of sessions.flatMap(({ intervals }) => intervals)) {
    const previous = stretches.at(-1)
    if (previous?.[1] === open) previous[1] = close
    else stretches.push([open, close])
  }
  return { sessions, stretches }
}

describe.each(tabled.map((calendar) => [calendar.id, calendar] as const))('%s', (_id, calendar) => {
  const edged = calendar.sessionOn(calendar.addBusinessDays('2026-01-05', 0))?.intervals.length !== 0

  test('sessions are in order and never overlap', () => {
    let [dateBefore, end] = ['', Number.NEGATIVE_INFINITY]
    for (const session of calendar.sessionsBetween(calendar.from, calendar.to)) {
      if (session.date <= dateBefore) throw new Error(session.date)
      dateBefore = session.date
      for (const { open, close } of session.intervals) {
        if (open < end || close <= open) throw new Error(`${session.date}: ${open} ${close}`)
        end = close
      }
    }
    expect(end).toBeGreaterThan(Date.UTC(2035, 11, 20))
  })

  test('answers about a moment are those of a walk over the sessions', () => {
    fc.assert(
      fc.property(time, fc.constantFrom(-1, 0, 1), fc.boolean(), (random, beside, atEdge) => {
        const { sessions, stretches } = around(calendar, random)
        const edge = stretches.find(([open]) => open > random)?.[random % 2] ?? random
        const ms = atEdge ? edge + beside : random
        const inside = stretches.find(([open, close]) => open <= ms && ms < close)
        const session = sessions.find(
          ({ intervals }) => intervals.length > 0 && intervals[0]!.open <= ms && ms < intervals.at(-1)!.close,
        )
        expect(calendar.isOpen(ms)).toBe(inside !== undefined)
        expect(calendar.sessionAt(ms)).toEqual(session)
        expect(calendar.nextOpen(ms)).toBe(stretches.find(([open]) => open > ms)?.[0])
        expect(calendar.nextClose(ms)).toBe(stretches.find(([, close]) => close > ms)?.[1])
        expect(calendar.isOpen(ms)).toBe(
          session?.intervals.some(({ open, close }) => open <= ms && ms < close) ?? false,
        )
      }),
      runs(1),
    )
  })

  test('after the next close comes an open', () => {
    fc.assert(
      fc.property(time, (ms) => {
        const close = calendar.nextClose(ms)
        expect(close).toBeGreaterThan(ms)
        expect(calendar.isOpen(close)).toBe(false)
        const open = calendar.nextOpen(close)
        expect(open).toBeGreaterThan(close)
        expect(calendar.isOpen(open)).toBe(true)
      }),
      runs(2),
    )
  })

  test('business days add, subtract and count alike', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -30, max: 30 }), (from, days) => {
        const business = calendar.addBusinessDays(from, 0)
        expect(business >= from).toBe(true)
        const there = calendar.addBusinessDays(business, days)
        expect(calendar.isBusinessDay(there)).toBe(true)
        expect(calendar.addBusinessDays(there, -days)).toBe(business)
        expect(calendar.businessDaysBetween(business, there)).toBe(days)
        const count = calendar.sessionsBetween(business, there).length
        expect(days < 0 ? 0 : count).toBe(days < 0 ? 0 : days + 1)
        if (days !== 0)
          expect(calendar.addBusinessDays(from, calendar.businessDaysBetween(from, there) || days)).toBe(there)
      }),
      runs(3),
    )
  })

  test('trading minutes are the sum of the intervals', () => {
    fc.assert(
      fc.property(time, fc.integer({ min: 0, max: 15 * 86_400_000 }), (ms, length) => {
        const end = ms + length
        let open = 0
        for (const [from, to] of around(calendar, ms).stretches)
          open += Math.max(0, Math.min(to, end) - Math.max(from, ms))
        expect(calendar.tradingMinutesBetween(ms, end)).toBeCloseTo(open / 60_000, 9)
        expect(calendar.tradingMinutesBetween(end, ms)).toBeCloseTo(-open / 60_000, 9)
      }),
      runs(4),
    )
  })

  test('phases cover the session in order', () => {
    fc.assert(
      fc.property(date, (on) => {
        const phases = calendar.phasesOn(on)
        const traded = phases
          .filter(({ phase }) => phase === 'continuous')
          .reduce((sum, { open, close }) => sum + close - open, 0)
        const auctions = phases.filter(({ phase }) => phase === 'intraday-auction' || phase === 'closing-auction')
        const intervals = calendar.sessionOn(on)?.intervals ?? []
        const inside = auctions.filter(({ open }) => open < (intervals.at(-1)?.close ?? 0))
        const whole = intervals.reduce((sum, { open, close }) => sum + close - open, 0)
        expect(traded + inside.reduce((sum, { open, close }) => sum + close - open, 0)).toBe(whole)
        expect(phases.every(({ open, close }, i) => open < close && open >= (phases[i - 1]?.close ?? 0))).toBe(true)
      }),
      runs(5),
    )
  })

  test('every exception carries a source and a name', () => {
    const exceptions = calendar.exceptionsBetween(calendar.from, calendar.to)
    expect(exceptions.filter(({ name, source }) => name === '' || source === '')).toEqual([])
    expect(exceptions.length > 100).toBe(calendar !== forex)
  })

  test('past the known horizon all is projected', () => {
    for (const session of calendar.sessionsBetween(calendar.from, calendar.to))
      if (session.projected !== session.date > calendar.knownTo) throw new Error(session.date)
    expect(edged).toBe(true)
  })
})

test('a weekday without a session has an exception that says why', () => {
  for (const calendar of tabled.filter(({ id }) => !id.includes('+')))
    for (let day = 10_957; day < 24_106; day++) {
      if ((day + 3) % 7 > 4 || calendar.isBusinessDay(isoDateOfDay(day))) continue
      if (calendar.exceptionOn(isoDateOfDay(day))?.effect !== 'closed')
        throw new Error(`${calendar.id} ${isoDateOfDay(day)}`)
    }
})

describe('joint calendars', () => {
  test('their dates and moments are the intersection', () => {
    const joint = jointCalendar([nyse, lse, hongKong])
    const two = jointCalendar([nyse, lse])
    fc.assert(
      fc.property(date, time, (on, ms) => {
        expect(joint.isBusinessDay(on)).toBe([nyse, lse, hongKong].every((one) => one.isBusinessDay(on)))
        expect(two.isOpen(ms)).toBe(nyse.isOpen(ms) && lse.isOpen(ms))
      }),
      runs(6),
    )
  })
  test('markets that never overlap still have dates', () => {
    const joint = jointCalendar([nyse, tokyo])
    expect(joint.sessionOn('2026-12-18')).toMatchObject({ date: '2026-12-18', intervals: [] })
    expect(joint.nextOpen('2026-12-18')).toBe(Number.POSITIVE_INFINITY)
    expect(joint.sessionAt('2026-12-18')).toBeUndefined()
  })

  test('overlaps are the moments at which all are open, across trade dates', () => {
    const found = overlapsBetween([cmeEquity, tokyo], '2026-12-14', '2026-12-19')
    expect(found.length).toBeGreaterThan(8)
    for (const { open, close } of found)
      for (const moment of [open, (open + close) / 2, close - 1])
        expect(cmeEquity.isOpen(moment) && tokyo.isOpen(moment)).toBe(true)
    const minutes = found.reduce((sum, { open, close }) => sum + (close - open) / 60_000, 0)
    expect(minutes).toBe(tokyo.tradingMinutesBetween('2026-12-14', '2026-12-19'))
    expect(
      overlapsBetween([always, forex], '2026-12-18T20:00Z', '2026-12-20T23:00Z').map(({ open, close }) => close - open),
    ).toEqual([2 * 3_600_000, 3_600_000])
    expect(overlapsBetween([], '2026-12-18', '2026-12-19')).toEqual([])
  })

  test('none is refused', () => expect(codeOf(() => jointCalendar([]))).toBe('input/out-of-range'))
})

describe('always', () => {
  test('never closes and counts civil days', () => {
    expect(always.isOpen(0)).toBe(true)
    expect(always.nextClose('2026-12-18')).toBe(Number.POSITIVE_INFINITY)
    expect(always.addBusinessDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(always.businessDaysBetween('2026-12-31', '2026-12-30')).toBe(-1)
    expect(always.sessionsBetween('2026-12-31', '2027-01-01').map((s) => s.date)).toEqual(['2026-12-31', '2027-01-01'])
    expect(always.tradingMinutesBetween('2026-12-31', '2027-01-01')).toBe(1440)
    expect(always.sessionAt('2026-12-31T23:59Z')?.date).toBe('2026-12-31')
  })
})

describe('what cannot be answered is refused with a code', () => {
  const outside: readonly TimeLike[] = [
    first - 1,
    last + 1,
    -1,
    1e15,
    '1999-12-31T23:59Z',
    new Date(Date.UTC(2036, 0, 1)),
  ]
  const methods = ['isOpen', 'sessionAt', 'nextOpen', 'nextClose'] as const
  test.each(tabled.map((calendar) => [calendar.id, calendar] as const))('%s: outside the horizon', (_id, calendar) => {
    for (const method of methods)
      for (const ms of outside) expect(codeOf(() => calendar[method](ms))).toBe('input/out-of-range')
    for (const text of ['1999-12-31', '2036-01-01', '9999-12-31'] as const) {
      expect(codeOf(() => calendar.sessionOn(text))).toBe('input/out-of-range')
      expect(codeOf(() => calendar.sessionsBetween(text, text))).toBe('input/out-of-range')
    }
    expect(codeOf(() => calendar.addBusinessDays('2035-12-20', 10_000))).toBe('input/out-of-range')
    expect(codeOf(() => calendar.addBusinessDays('2035-12-20', 1.5))).toBe('input/out-of-range')
    expect(codeOf(() => calendar.addBusinessDays('2000-01-20', -10_000))).toBe('input/out-of-range')
    expect(codeOf(() => calendar.tradingMinutesBetween(first, last + 1))).toBe('input/out-of-range')
  })

  test('NaN, infinities and garbage', () => {
    for (const calendar of allCalendars)
      for (const method of methods) {
        for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
          expect(codeOf(() => calendar[method](bad))).toBe('input/not-finite')
        expect(codeOf(() => calendar[method]('tomorrow'))).toBe('input/parse')
        expect(codeOf(() => calendar[method]('2026-12-18T09:30'))).toBe('input/parse')
      }
  })

  test('no text is ever an untyped exception', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^\d{4}-\d\d-\d\d$/),
      fc.stringMatching(/^[-+]?\d{1,6}-\d{1,2}-\d{1,2}$/),
    )
    fc.assert(
      fc.property(text, fc.constantFrom(nyse, always, tokyo), (garbage, calendar) => {
        for (const ask of [
          () => calendar.sessionOn(garbage as IsoDate),
          () => calendar.addBusinessDays(garbage as IsoDate, 1),
          () => calendar.isOpen(garbage),
          () => calendar.exceptionOn(garbage as IsoDate),
          () => calendar.timeOn('2026-12-18', garbage as '10:00'),
        ])
          expect(['none', 'input/parse', 'input/out-of-range']).toContain(codeOf(ask))
      }),
      { seed: 7, numRuns: campaign(50_000) },
    )
  })
})

function codeOf(run: () => unknown): string {
  try {
    run()
    return 'none'
  } catch (error) {
    return isBourseError(error) ? error.code : `untyped: ${String(error)}`
  }
}
