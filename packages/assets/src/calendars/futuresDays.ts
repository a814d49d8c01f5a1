// The business days that futures expiries count, which are not the sessions of any one market.
import type { Calendar } from './calendar.js'
import { jointCalendar } from './joint.js'
import { lse } from './lse.js'
import { nyse } from './nyse.js'
import { withHoliday } from './override.js'

const openInChicago = {
  source: 'CME Group: open, or counted, while New York was closed',
  hours: { hours: [['09:30', '16:00']] },
} as const

/**
 * Business days of US futures: the days of New York, and those four on which only New York was closed. Meant for dates; the
 * hours are New York's.
 *
 * @example
 * import { usFuturesDays } from '@bourse/assets'
 * usFuturesDays.isBusinessDay('2025-01-09') // => true
 * usFuturesDays.addBusinessDays('2012-10-26', 1) // => '2012-10-29'
 */
export const usFuturesDays: Calendar = /* @__PURE__ */ withHoliday(
  { ...nyse, id: 'US_FUTURES', aliases: [] },
  { ...openInChicago, date: '2012-10-29', name: 'Hurricane Sandy, futures days' },
  { ...openInChicago, date: '2012-10-30', name: 'Hurricane Sandy, futures days' },
  { ...openInChicago, date: '2018-12-05', name: 'Mourning for George H. W. Bush, futures days' },
  { ...openInChicago, date: '2025-01-09', name: 'Mourning for Jimmy Carter, futures days' },
)

/**
 * Days that count in Chicago and in London: those of bitcoin's and ether's expiries at CME.
 *
 * @example
 * import { usUkFuturesDays } from '@bourse/assets'
 * usUkFuturesDays.isBusinessDay('2025-12-26') // => false
 */
export const usUkFuturesDays: Calendar = /* @__PURE__ */ jointCalendar([usFuturesDays, lse])
