// The interbank currency market: one long week, cut into trade dates where value dates roll.
import type { Calendar } from './calendar.js'
import { createCalendar } from './rules.js'
import { newYorkZone } from './zone.js'

/**
 * Spot currencies around the clock, five days a week: Sunday 17:00 to Friday 17:00 New York. Each trade date ends at 17:00,
 * when value dates roll, but nothing stops: `nextClose` is Friday's. No holidays: quotes go on, thinly.
 *
 * @example
 * import { forex } from '@bourse/assets'
 * forex.nextClose('2026-12-14T12:00Z') === Date.parse('2026-12-18T22:00Z') // => true
 * forex.sessionAt('2026-12-14T22:00Z')?.date // => '2026-12-15'
 */
export const forex: Calendar = /* @__PURE__ */ createCalendar({
  id: 'FX_24_5',
  aliases: ['24/5'],
  zone: newYorkZone,
  knownTo: '2035-12-31',
  source: 'market convention',
  regimes: [{ from: '2000-01-01', hours: [['17:00-1', '17:00']], source: 'market convention' }],
  holidays: [],
})
