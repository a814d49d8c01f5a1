import { type Calendars, createCalendars, usFuturesDays, usUkFuturesDays } from '@bourse/assets'

/**
 * The calendars that the expiries of this package count with, and no others. Add those of the session hours where these
 * are asked too: `createCalendars([...])`.
 *
 * @example
 * import { ES, futuresDays, lastTradeDate } from '@bourse/futures'
 * lastTradeDate(ES, '2026-06', futuresDays) // => '2026-06-18'
 */
export const futuresDays: Calendars = /* @__PURE__ */ createCalendars([usFuturesDays, usUkFuturesDays])
