// Everything that can be traded, what it is called everywhere, and when its market is open.

// instruments

// registry

// symbology

// calendars
export { always } from './calendars/always.js'
export { asx } from './calendars/asx.js'
export type {
  Calendar,
  CalendarDays,
  CalendarException,
  DayMark,
  Interval,
  Session,
  SessionPhase,
  WallTime,
} from './calendars/calendar.js'
export { allCalendars, type Calendars, createCalendars } from './calendars/calendars.js'
export { cfe } from './calendars/cfe.js'
export { cmeEnergy } from './calendars/cmeEnergy.js'
export { cmeEquity } from './calendars/cmeEquity.js'
export { cmeFx } from './calendars/cmeFx.js'
export { cmeMetals } from './calendars/cmeMetals.js'
export { cmeRates } from './calendars/cmeRates.js'
export { type DisplayHours, displayHours, type DisplayTime, internationalMarkets } from './calendars/display.js'
export { euronextParis } from './calendars/euronextParis.js'
export { forex } from './calendars/forex.js'
export { usFuturesDays, usUkFuturesDays } from './calendars/futuresDays.js'
export { hongKong } from './calendars/hongKong.js'
export type { DayHours, OneOff, RegularHours } from './calendars/hours.js'
export { jointCalendar, overlapsBetween } from './calendars/joint.js'
export { lse } from './calendars/lse.js'
export { nyse, nyseRules } from './calendars/nyse.js'
export { type HolidayOverride, withHoliday } from './calendars/override.js'
export type { PhaseRule } from './calendars/phases.js'
export { type CalendarRules, createCalendar, type HolidayRule, type Regime } from './calendars/rules.js'
export type { DayPlan } from './calendars/timetable.js'
export { tokyo } from './calendars/tokyo.js'
export { toronto } from './calendars/toronto.js'
export { xetra } from './calendars/xetra.js'
export type { YearDay } from './calendars/yearDay.js'
export type { SummerTime, Switch, Zone } from './calendars/zone.js'
