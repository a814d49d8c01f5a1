// Every calendar against the reference rows, and the rules behind them against each exchange's list of closed days.
import { dayNumber, type IsoDate, isoDateOfDay } from '@bourse/core'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { allCalendars, createCalendars } from './calendars.js'

type Row =
  | readonly [day: number]
  | readonly [day: number, open: 1]
  | readonly [day: number, open: number, close: number, breakStart?: number, breakEnd?: number]
type Rows = { readonly rows: { readonly [id: string]: readonly Row[] | 'rule' } }
type Holidays = { readonly [id: string]: { readonly closedWeekdays: readonly number[] } }

/** Where the rows are wrong, and what says so. */
const disputed: { readonly [key: string]: string } = {
  // Reuters, 2012-07-24: the No. 8 signal stays until after 10:00, the market is closed for the morning.
  'XHKG 2012-07-24': '13:00-16:00 in Hong Kong: Typhoon Vicente',
  // FNArena, 2022-12-23: "The ASX will close at 2.10pm today"; the row's source leaves out 2022 alone of all years.
  'XASX 2022-12-23': '10:00-14:10 in Sydney: last business day before Christmas',
  // Variety, 2002-09-11: the exchange waited until noon; ABC News of that day: delayed by 2 1/2 hours.
  'XNYS 2002-09-11': '12:00-16:00 in New York: anniversary of September 11',
  // CME Group, press release of 2024-12-30: equity markets until 8:30 a.m. CT, interest rates until 12:15 p.m. CT.
  'CME_EQUITY 2025-01-09': '17:00-08:30 in Chicago: mourning for Jimmy Carter',
  'CME_RATES 2025-01-09': '17:00-12:15 in Chicago: mourning for Jimmy Carter',
}

const calendars = createCalendars(allCalendars)
const file = golden<Rows>('futures/calendars.dev.json')
const holidays = golden<Holidays>('futures/holidays.json')

describe.skipIf(!file.rows)(file.title, () => {
  test.each(Object.entries(file.rows?.rows ?? {}).filter(([, rows]) => rows !== 'rule'))('%s', (id, rows) => {
    const calendar = calendars.find(id)!
    const wrong = (rows as readonly Row[]).flatMap((row) => {
      const date = isoDate(row[0])
      const midnight = dayNumber(date) * 86_400_000
      const session = calendar.sessionOn(date)
      const edges = session?.intervals.flatMap(({ open, close }) => [open, close]).map((ms) => (ms - midnight) / 60_000)
      return said(row) === (row.length === 2 ? open(edges) : String(edges ?? 'closed')) ? [] : [`${id} ${date}`]
    })
    expect(wrong).toEqual(Object.keys(disputed).filter((key) => key.startsWith(`${id} `)))
  })

  test('around the clock is a rule', () => {
    expect(calendars.find('CRYPTO_24_7')?.id).toBe('always')
    const forex = calendars.find('FX_24_5')!
    expect(forex.sessionOn('2026-01-12')?.intervals[0]?.open).toBe(Date.parse('2026-01-11T22:00Z'))
    expect(forex.nextClose('2026-07-15')).toBe(Date.parse('2026-07-17T21:00Z'))
  })
})

describe.skipIf(!holidays.rows)(holidays.title, () => {
  // Day after Mid-Autumn Festival, a Sunday: by the ordinance the Monday is a general holiday; the list has it open.
  const openInList = ['XHKG 2029-09-24']
  const complete = Object.entries(holidays.rows ?? {}).filter(([id]) => !id.startsWith('CME') && id !== 'CFE_VX')
  test.each(complete)('%s closes on these weekdays from 2000 to 2030 and on no other', (id, { closedWeekdays }) => {
    const calendar = calendars.find(id)!
    const closed = new Set(closedWeekdays)
    const differ: string[] = []
    for (let day = dayNumber('2000-01-01'); day <= dayNumber('2030-12-31'); day++) {
      if ((day + 3) % 7 > 4) continue
      const date = isoDateOfDay(day)
      if (calendar.isBusinessDay(date) === closed.has(Number(date.replaceAll('-', '')))) differ.push(`${id} ${date}`)
    }
    expect(differ).toEqual(openInList.filter((key) => key.startsWith(`${id} `)))
  })
})

function isoDate(day: number): IsoDate {
  const text = String(day)
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` as IsoDate
}

function open(edges: readonly number[] | undefined): string {
  return edges === undefined ? 'closed' : 'open'
}

function said(row: Row): string {
  if (row.length === 1) return 'closed'
  if (row.length === 2) return 'open'
  const [, open, close, breakStart, breakEnd] = row
  return String(breakStart === undefined ? [open, close] : [open, breakStart, breakEnd, close])
}
