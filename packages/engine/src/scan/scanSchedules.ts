import type { ScheduleRule } from '@bourse/core'

/**
 * When the four buckets of `byProduct` are scanned, while their markets are open: options every 30 minutes of a New York
 * session (09:30 to 15:30, and not on days it is closed), futures every 15 minutes of the 23 hours of Globex, crypto every
 * 10 minutes, prediction markets at each full hour. The calendars XNYS and CMES must be loaded.
 *
 * @example
 * import { allCalendars, createCalendars } from '@bourse/assets'
 * import { dueTimes } from '@bourse/core'
 * import { scanSchedules } from '@bourse/engine'
 * const calendars = createCalendars(allCalendars)
 * const due = dueTimes(scanSchedules.options, '2026-01-05T00:00-05:00', (id) => calendars.find(id))
 * new Date(due.next().value).toISOString() // => '2026-01-05T14:30:00.000Z'
 */
export const scanSchedules: { readonly [bucket in 'options' | 'futures' | 'crypto' | 'prediction']: ScheduleRule } = {
  options: { every: '30m', calendar: 'XNYS' },
  futures: { every: '15m', calendar: 'CMES' },
  crypto: { every: '10m' },
  prediction: { every: '1h' },
}
