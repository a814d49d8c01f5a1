import type { Calendars } from '@bourse/assets'
import type { EpochMs } from '@bourse/core'
import { type ExpiringTerms, expiryTime } from '@bourse/pricing'

const kept = /* @__PURE__ */ new WeakMap<Calendars, (option: ExpiringTerms) => EpochMs>()

/**
 * The last moment of an option by a set of calendars, looked up once: it is the same at every tick, and asking the clocks
 * of an exchange costs more than pricing the option.
 */
export function expiryKept(calendars: Calendars): (option: ExpiringTerms) => EpochMs {
  let known = kept.get(calendars)
  if (known === undefined) {
    const moments = new Map<string, EpochMs>()
    known = (option) => {
      const key = `${option.expiry} ${option.fixing} ${option.calendar}`
      let moment = moments.get(key)
      if (moment === undefined) {
        if (moments.size > 10_000) moments.clear()
        moment = expiryTime(option, { calendarOf: (id) => calendars.find(id) })
        moments.set(key, moment)
      }
      return moment
    }
    kept.set(calendars, known)
  }
  return known
}
