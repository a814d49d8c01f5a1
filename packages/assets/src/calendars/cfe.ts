// Cboe Futures Exchange, VIX futures: the days of the New York Stock Exchange, hours of its own.
import type { Calendar } from './calendar.js'
import { createCalendar, type HolidayRule } from './rules.js'
import { unitedStatesHolidays } from './unitedStates.js'
import { chicagoZone } from './zone.js'

const halfDay = { hours: { close: '12:15' } } as const
const halfDays: readonly HolidayRule[] = [
  { ...halfDay, name: 'Day after Thanksgiving', on: { month: 11, day: 22, weekday: 'thu', plus: 1 } },
  { ...halfDay, name: 'Christmas Eve', on: { month: 12, day: 24 }, only: ['mon', 'tue', 'wed', 'thu'] },
  { ...halfDay, name: 'Day before Independence Day', on: { month: 7, day: 3 }, only: ['mon', 'tue', 'wed', 'thu'] },
]

/**
 * VIX futures: 17:00 the evening before to 16:00 Chicago; nearly around the clock only since 2014-06-23. Its days are sound;
 * the hours of its half days, and the date in 2020 from which the day ends at 16:00, are as remembered.
 *
 * @example
 * import { cfe } from '@bourse/assets'
 * cfe.isBusinessDay('2025-01-09') // => false
 * cfe.sessionAt('2026-12-17T23:30Z')?.date // => '2026-12-18'
 */
export const cfe: Calendar = /* @__PURE__ */ createCalendar({
  id: 'CFE_VX',
  aliases: ['CFE', 'XCBF'],
  zone: chicagoZone,
  knownTo: '2026-12-31',
  hoursFrom: '2020-11-01',
  source: 'Cboe Futures Exchange, holiday calendar, as of 2026-11',
  regimes: [
    { from: '2000-01-01', hours: [['08:30', '15:15']], source: 'CFE, as remembered' },
    { from: '2011-09-26', hours: [['07:00', '15:15']], source: 'CFE, circular IC11-53' },
    {
      from: '2013-10-28',
      hours: [
        ['15:30-1', '16:15-1'],
        ['07:00', '15:15'],
      ],
      mondays: [['07:00', '15:15']],
      source: 'CFE, circular IC13-031, phase 1',
    },
    {
      from: '2013-11-04',
      hours: [
        ['15:30-1', '16:15-1'],
        ['02:00', '15:15'],
      ],
      mondays: [['02:00', '15:15']],
      source: 'CFE, circular IC13-031, phase 2',
    },
    {
      from: '2014-06-23',
      hours: [['15:30-1', '15:15']],
      mondays: [['17:00-1', '15:15']],
      source: 'CFE, filing CFE-2014-010',
    },
    { from: '2020-11-01', hours: [['17:00-1', '16:00']], source: 'CFE, trading hours, as of 2026-11' },
  ],
  holidays: [...unitedStatesHolidays, ...halfDays],
  oneOffs: [
    { date: '2012-10-29', name: 'Hurricane Sandy', source: 'CFE, 2012-10-28' },
    { date: '2012-10-30', name: 'Hurricane Sandy', source: 'CFE, 2012-10-29' },
    { date: '2018-12-05', name: 'Mourning for George H. W. Bush', source: 'Cboe, 2018-12-01' },
    { date: '2025-01-09', name: 'Mourning for Jimmy Carter', source: 'Cboe, 2024-12-30' },
  ],
})
