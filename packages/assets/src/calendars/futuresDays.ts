// The business days that futures expiries count, which are not the sessions of any one market.
import type { Calendar } from './calendar.js'
import { jointCalendar } from './joint.js'
import { lse } from './lse.js'
import { nyseRules } from './nyse.js'
import { createCalendar } from './rules.js'

/** New York alone was closed: futures exchanges were open, or counted the day. */
const newYorkOnly: readonly string[] = ['2012-10-29', '2012-10-30', '2018-12-05', '2025-01-09']

/**
 * Business days of US futures: the days of New York, and those four since 2012 on which only New York was closed (Hurricane
 * Sandy, two days of mourning). Meant for dates; the hours are New York's.
 *
 * @example
 * import { usFuturesDays } from '@bourse/assets'
 * usFuturesDays.isBusinessDay('2025-01-09') // => true
 * usFuturesDays.addBusinessDays('2012-10-26', 1) // => '2012-10-29'
 */
export const usFuturesDays: Calendar = /* @__PURE__ */ createCalendar({
  ...nyseRules,
  id: 'US_FUTURES',
  aliases: [],
  oneOffs: (nyseRules.oneOffs ?? []).filter(({ date }) => !newYorkOnly.includes(date)),
})

/**
 * Days that count in Chicago and in London: those of bitcoin's and ether's expiries at CME.
 *
 * @example
 * import { usUkFuturesDays } from '@bourse/assets'
 * usUkFuturesDays.isBusinessDay('2025-12-26') // => false
 */
export const usUkFuturesDays: Calendar = /* @__PURE__ */ jointCalendar([usFuturesDays, lse])
