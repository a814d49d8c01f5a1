// CME Globex: what the five groups share. A trade date opens at 17:00 Chicago the evening before; most US holidays are
// short sessions here, and groups differ in how short.
import type { CalendarRules, HolidayRule, Regime } from './rules.js'
import { chicagoZone } from './zone.js'

export const cmeFacts: Pick<CalendarRules, 'zone' | 'knownTo' | 'hoursFrom' | 'source'> = {
  zone: chicagoZone,
  knownTo: '2026-12-31',
  hoursFrom: '2015-09-21',
  source: 'CME Group, Globex holiday calendar, as of 2026-11',
}

/** 17:00 to 16:00 with an hour of maintenance. */
export const globexDay: Regime = {
  from: '2000-01-01',
  hours: [['17:00-1', '16:00']],
  source: 'CME Group, Globex trading hours',
}

/** All groups are closed. Good Friday differs by group and year. */
export const globexClosed: readonly HolidayRule[] = [
  { name: "New Year's Day", on: { month: 1, day: 1 }, weekend: 'sunday' },
  { name: 'Christmas Day', on: { month: 12, day: 25 }, weekend: 'nearest' },
]

/** The holidays on which Globex halts early, of these years; Juneteenth among them where they reach 2022. */
export const shortHolidays = (
  close: `${number}:${number}`,
  years?: HolidayRule['years'],
  juneteenth = true,
): readonly HolidayRule[] => {
  const rule = { hours: { close }, ...(years && { years }) }
  const days: readonly HolidayRule[] = [
    { ...rule, name: 'Martin Luther King Jr. Day', on: { month: 1, day: 15, weekday: 'mon' } },
    { ...rule, name: "Presidents' Day", on: { month: 2, day: 15, weekday: 'mon' } },
    { ...rule, name: 'Memorial Day', on: { month: 5, day: 25, weekday: 'mon' } },
    { ...rule, name: 'Independence Day', on: { month: 7, day: 4 }, weekend: 'nearest' },
    { ...rule, name: 'Labor Day', on: { month: 9, day: 1, weekday: 'mon' } },
    { ...rule, name: 'Thanksgiving Day', on: { month: 11, day: 22, weekday: 'thu' } },
  ]
  const since2022: HolidayRule = { ...rule, name: 'Juneteenth', on: { month: 6, day: 19 }, weekend: 'nearest' }
  return juneteenth ? [...days, { ...since2022, years: [2022] }] : days
}

/** The evenings before Christmas and after Thanksgiving. */
export const shortEves = (close: `${number}:${number}`): readonly HolidayRule[] => [
  { name: 'Day after Thanksgiving', on: { month: 11, day: 22, weekday: 'thu', plus: 1 }, hours: { close } },
  { name: 'Christmas Eve', on: { month: 12, day: 24 }, only: ['mon', 'tue', 'wed', 'thu'], hours: { close } },
]

/** Closed on Good Friday, but for the years in which the employment report comes out on it. */
export const goodFriday = (openUntil?: `${number}:${number}`): readonly HolidayRule[] => {
  const name = 'Good Friday'
  if (openUntil === undefined) return [{ name, on: { easter: -2 } }]
  const short: HolidayRule = { name, on: { easter: -2 }, hours: { close: openUntil } }
  return [
    { name, on: { easter: -2 }, except: reportYears },
    ...reportYears.map((year) => ({ ...short, years: [year, year] as const })),
  ]
}

/** The report comes on the first Friday of a month, rarely on another. */
const reportYears: readonly number[] = [2010, 2012, 2015, 2021, 2023, 2026, 2034]
