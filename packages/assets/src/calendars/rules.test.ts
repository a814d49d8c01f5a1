// Facts about single exchanges that no row holds: regimes, auctions, late opens, overrides, display in other zones.
import { isBourseError, yearFraction } from '@bourse/core'
import { describe, expect, test } from 'vitest'
import { asx } from './asx.js'
import type { Calendar } from './calendar.js'
import { allCalendars, createCalendars } from './calendars.js'
import { cfe } from './cfe.js'
import { cmeEquity } from './cmeEquity.js'
import { displayHours } from './display.js'
import { usFuturesDays, usUkFuturesDays } from './futuresDays.js'
import { hongKong } from './hongKong.js'
import { jointCalendar } from './joint.js'
import { lse } from './lse.js'
import { nyse } from './nyse.js'
import { withHoliday } from './override.js'
import { type CalendarRules, createCalendar } from './rules.js'
import { tokyo } from './tokyo.js'
import { xetra } from './xetra.js'

/** `'09:30-12:00 13:00-16:00'` in the market's own wall time. */
function hoursOn(calendar: Calendar, date: `${number}-${number}-${number}`): string {
  const [hours] = displayHours(calendar.zone, date, [calendar])
  return hours!.intervals.map(({ open, close }) => `${open.at}-${close.at}`).join(' ')
}

describe('dated regimes', () => {
  test.each([
    [tokyo, '2011-11-18', '09:00-11:00 12:30-15:00'],
    [tokyo, '2024-11-01', '09:00-11:30 12:30-15:00'],
    [tokyo, '2024-11-05', '09:00-11:30 12:30-15:30'],
    [tokyo, '2009-01-05', '09:00-11:00'],
    [tokyo, '2009-12-30', '09:00-11:00 12:30-15:00'],
    [hongKong, '2011-03-04', '10:00-12:30 14:30-16:00'],
    [hongKong, '2011-03-07', '09:30-12:00 13:30-16:00'],
    [hongKong, '2003-12-24', '10:00-12:30'],
    [xetra, '2003-10-31', '09:00-20:00'],
    [cmeEquity, '2021-06-25', '17:00-15:15 15:30-16:00'],
    [cmeEquity, '2021-06-28', '17:00-16:00'],
    [cmeEquity, '2015-09-18', '17:00-15:15 15:30-16:15'],
    [cfe, '2014-06-23', '17:00-15:15'],
    [cfe, '2014-06-24', '15:30-15:15'],
    [cfe, '2013-11-05', '15:30-16:15 02:00-15:15'],
  ] as const)('%#', (calendar, date, hours) => expect(hoursOn(calendar, date)).toBe(hours))
})

describe('single dates', () => {
  test.each([
    [nyse, '2002-09-11', 'late', '12:00-16:00'],
    [nyse, '2005-06-01', 'early', '09:30-15:56'],
    [nyse, '2001-09-12', 'closed', ''],
    [cmeEquity, '2018-12-05', 'early', '17:00-08:30'],
    [hongKong, '2013-09-23', 'late', '13:00-16:00'],
    [hongKong, '2022-11-02', 'early', '09:30-12:00 13:00-13:55'],
    [hongKong, '2029-09-24', 'closed', ''],
  ] as const)('%#', (calendar, date, effect, hours) => {
    expect(calendar.exceptionOn(date)?.effect).toBe(effect)
    expect(hoursOn(calendar, date)).toBe(hours)
  })

  test('auctions are phases around and inside continuous trading', () => {
    const phases = xetra.phasesOn('2026-12-30').map(({ phase, open, close }) => [phase, (close - open) / 60_000])
    expect(phases).toEqual([
      ['opening-auction', 10],
      ['continuous', 240],
      ['intraday-auction', 2],
      ['continuous', 58],
      ['closing-auction', 5],
    ])
    const lunch = hongKong.phasesOn('2026-12-18').map(({ phase }) => phase)
    expect(lunch).toEqual(['opening-auction', 'continuous', 'break', 'continuous', 'closing-auction'])
    expect(nyse.phasesOn('2026-12-25')).toEqual([])
  })
})

describe('business days of futures', () => {
  test('count the days on which only New York was closed', () => {
    for (const date of ['2012-10-29', '2012-10-30', '2018-12-05', '2025-01-09'] as const) {
      expect([nyse.isBusinessDay(date), usFuturesDays.isBusinessDay(date)]).toEqual([false, true])
    }
    expect(usFuturesDays.isBusinessDay('2007-01-02')).toBe(false)
    expect(usUkFuturesDays.addBusinessDays('2025-12-29', -1)).toBe('2025-12-24')
  })

  test("serve core's bus/252", () => {
    expect(yearFraction('2026-01-05', '2026-01-12', 'bus/252', nyse.businessDaysBetween)).toBe(5 / 252)
  })
})

describe('overrides need no release', () => {
  const source = 'the exchange, this morning'
  test('a closure, an early close, a late open, one part, a session of its own', () => {
    const closed = withHoliday(nyse, { date: '2026-12-02', name: 'Mourning', source })
    expect(closed.isOpen('2026-12-02T15:00Z')).toBe(false)
    expect(closed.exceptionOn('2026-12-02')).toEqual({
      date: '2026-12-02',
      effect: 'closed',
      name: 'Mourning',
      source,
      projected: false,
    })
    expect(closed.nextOpen('2026-12-01T22:00Z')).toBe(Date.parse('2026-12-03T14:30Z'))
    const early = withHoliday(lse, { date: '2026-12-02', name: 'Fire', source, hours: { close: '12:30' } })
    expect(hoursOn(early, '2026-12-02')).toBe('08:00-12:30')
    expect(early.phasesOn('2026-12-02').at(-1)).toEqual({
      phase: 'closing-auction',
      open: Date.parse('2026-12-02T12:30Z'),
      close: Date.parse('2026-12-02T12:35Z'),
    })
    const late = withHoliday(tokyo, { date: '2026-12-02', name: 'Quake', source, hours: { open: '10:15' } })
    expect(late.sessionOn('2026-12-02')).toMatchObject({ late: true, early: false, source, name: 'Quake' })
    const afternoon = withHoliday(tokyo, { date: '2026-12-02', name: 'Quake', source, hours: { part: 'afternoon' } })
    expect(hoursOn(afternoon, '2026-12-02')).toBe('12:30-15:30')
    const saturday = withHoliday(asx, {
      date: '2026-12-05',
      name: 'Test',
      source,
      hours: { hours: [['10:00', '12:00']] },
    })
    expect(hoursOn(saturday, '2026-12-05')).toBe('10:00-12:00')
    expect(saturday.addBusinessDays('2026-12-04', 1)).toBe('2026-12-05')
  })

  test('later ones win, the base is left alone, and they work on joint calendars', () => {
    const holiday = { date: '2026-12-02', name: 'A', source } as const
    const twice = withHoliday(nyse, holiday, { ...holiday, name: 'B', hours: { close: '13:00' } })
    expect(twice.sessionOn('2026-12-02')?.name).toBe('B')
    expect(withHoliday(twice, holiday).isBusinessDay('2026-12-02')).toBe(false)
    expect(nyse.isBusinessDay('2026-12-02')).toBe(true)
    expect(withHoliday(jointCalendar([nyse, lse]), holiday).isBusinessDay('2026-12-02')).toBe(false)
  })

  test.each([
    ['no such date', { date: '2026-02-30' }, 'input/parse'],
    ['a date outside the horizon', { date: '2050-01-03' }, 'input/out-of-range'],
    ['nothing left', { date: '2026-12-02', hours: { close: '09:00' } }, 'input/out-of-range'],
    ['a cut of a day that is closed', { date: '2026-12-25', hours: { close: '12:00' } }, 'input/out-of-range'],
    ['no such time', { date: '2026-12-02', hours: { close: '25:00' } }, 'input/parse'],
  ] as const)('%s is refused', (_name, change, code) => {
    expect(codeOf(() => withHoliday(nyse, { name: 'A', source, ...change }))).toBe(code)
  })

  test('hours that reach into the day before are refused when asked', () => {
    const hours = { hours: [['15:00-1', '16:00']] } as const
    const wrong = withHoliday(nyse, { date: '2026-12-02', name: 'A', source, hours })
    expect(codeOf(() => wrong.isOpen('2026-12-02'))).toBe('input/out-of-range')
  })
})

describe('own rules', () => {
  const rules: CalendarRules = {
    id: 'SHOP',
    zone: { name: 'UTC', offset: 0 },
    knownTo: '2026-12-31',
    source: 'the door',
    regimes: [{ from: '2000-01-01', hours: [['09:00', '17:00']], source: 'the door' }],
    holidays: [{ name: 'Closed', on: { month: 1, day: 1 }, weekend: 'next' }],
  }
  test('a one-off opens what a rule closes', () => {
    const open = { date: '2027-01-01', name: 'Sale', source: 'a note', hours: 'regular' } as const
    expect(createCalendar(rules).isBusinessDay('2027-01-01')).toBe(false)
    expect(createCalendar({ ...rules, oneOffs: [open] }).isBusinessDay('2027-01-01')).toBe(true)
  })
  test('wall times that do not exist are refused at once', () => {
    const hours = [['9:00', '17:00']] as const
    expect(codeOf(() => createCalendar({ ...rules, regimes: [{ ...rules.regimes[0]!, hours }] }))).toBe('input/parse')
  })
})

describe('a set of calendars', () => {
  test('finds by id and alias', () => {
    const set = createCalendars(allCalendars)
    for (const [name, id] of [
      ['XNAS', 'XNYS'],
      ['CMES', 'CME_EQUITY'],
      ['24/7', 'always'],
    ] as const)
      expect(set.find(name)?.id).toBe(id)
    expect(set.find('XBUE')).toBeUndefined()
  })
  test('refuses a name claimed twice', () =>
    expect(codeOf(() => createCalendars([nyse, nyse]))).toBe('input/out-of-range'))
})

describe('hours in any display zone', () => {
  const inNewYork = (date: `${number}-${number}-${number}`): string =>
    displayHours('America/New_York', date)
      .map(({ id, intervals }) => `${id} ${intervals.map(({ open, close }) => `${open.at}-${close.at}`).join(',')}`)
      .join(' | ')

  // The ET column of the weeks in which both sides have moved their clocks, and of those in which one has.
  test.each([
    [
      '2026-01-14',
      'XLON 03:00-11:30 | XETR 03:00-11:30 | XPAR 03:00-11:30 | XTKS 19:00-21:30,22:30-01:30 | XHKG 20:30-23:00,00:00-03:00 | XASX 18:00-00:00 | XTSE 09:30-16:00',
    ],
    [
      '2026-03-10',
      'XLON 04:00-12:30 | XETR 04:00-12:30 | XPAR 04:00-12:30 | XTKS 20:00-22:30,23:30-02:30 | XHKG 21:30-00:00,01:00-04:00 | XASX 19:00-01:00 | XTSE 09:30-16:00',
    ],
    [
      '2026-07-14',
      'XLON 03:00-11:30 | XETR 03:00-11:30 | XPAR 03:00-11:30 | XTKS 20:00-22:30,23:30-02:30 | XHKG 21:30-00:00,01:00-04:00 | XASX 20:00-02:00 | XTSE 09:30-16:00',
    ],
  ] as const)('New York on %s', (date, expected) => expect(inNewYork(date)).toBe(expected))

  test('say the evening before, and why a market is closed', () => {
    const [hours] = displayHours('America/New_York', '2026-01-14', [tokyo])
    expect(hours?.intervals[0]?.open).toEqual({ at: '19:00', dayOffset: -1 })
    expect(displayHours('UTC', '2026-12-25', [lse])[0]).toMatchObject({ intervals: [], exception: 'Christmas Day' })
    expect(displayHours('UTC', '2035-12-21', [lse])[0]?.projected).toBe(true)
  })

  test('an unknown zone is refused', () =>
    expect(codeOf(() => displayHours('Mars/Base', '2026-12-18'))).toBe('input/out-of-range'))
})

function codeOf(run: () => unknown): string {
  try {
    run()
    return 'none'
  } catch (error) {
    return isBourseError(error) ? error.code : `untyped: ${String(error)}`
  }
}
