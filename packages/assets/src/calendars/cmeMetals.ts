// COMEX metal futures: GC, MGC, SI, SIL, HG, PL.
import type { Calendar } from './calendar.js'
import { cmeFacts } from './cme.js'
import { nymexHolidays, nymexRegimes } from './cmeEnergy.js'
import { createCalendar } from './rules.js'

/**
 * COMEX metal futures: 17:00 the evening before to 16:00 Chicago; holidays as in energy. Christmas Eve is a full session in
 * the sources this calendar was checked against, though energy's is short: treat that evening with care.
 *
 * @example
 * import { cmeMetals } from '@bourse/assets'
 * cmeMetals.sessionOn('2026-11-26')?.early // => true
 */
export const cmeMetals: Calendar = /* @__PURE__ */ createCalendar({
  ...cmeFacts,
  id: 'CME_METALS',
  aliases: ['XCEC'],
  regimes: nymexRegimes,
  holidays: [
    ...nymexHolidays,
    { name: 'Day after Thanksgiving', on: { month: 11, day: 22, weekday: 'thu', plus: 1 }, hours: { close: '12:45' } },
  ],
})
