// The set an application loads: calendars found by id or by another name.
import { BourseError, type CalendarId } from '@bourse/core'
import { always } from './always.js'
import { asx } from './asx.js'
import type { Calendar } from './calendar.js'
import { cfe } from './cfe.js'
import { cmeEnergy } from './cmeEnergy.js'
import { cmeEquity } from './cmeEquity.js'
import { cmeFx } from './cmeFx.js'
import { cmeMetals } from './cmeMetals.js'
import { cmeRates } from './cmeRates.js'
import { euronextParis } from './euronextParis.js'
import { forex } from './forex.js'
import { usFuturesDays, usUkFuturesDays } from './futuresDays.js'
import { hongKong } from './hongKong.js'
import { lse } from './lse.js'
import { nyse } from './nyse.js'
import { tokyo } from './tokyo.js'
import { toronto } from './toronto.js'
import { xetra } from './xetra.js'

/** The set an application loads. */
export interface Calendars {
  find(id: CalendarId): Calendar | undefined
}

/**
 * Calendars by id and by alias; each is an import of its own, so that only those named weigh anything. Throws where two
 * claim the same name.
 *
 * @example
 * import { createCalendars, lse, nyse } from '@bourse/assets'
 * const calendars = createCalendars([nyse, lse])
 * calendars.find('XNAS')?.id // => 'XNYS'
 * calendars.find('XTKS') // => undefined
 */
export function createCalendars(calendars: readonly Calendar[]): Calendars {
  const byName = new Map<string, Calendar>()
  for (const calendar of calendars)
    for (const name of [calendar.id, ...calendar.aliases]) {
      if (byName.has(name)) throw claimedTwice(name, byName.get(name)!, calendar)
      byName.set(name, calendar)
    }
  return { find: (id) => byName.get(id) }
}

/**
 * Every calendar of this package, for applications that trade everywhere.
 *
 * @example
 * import { allCalendars, createCalendars } from '@bourse/assets'
 * createCalendars(allCalendars).find('CMES')?.zone // => 'America/Chicago'
 */
export const allCalendars: readonly Calendar[] = [
  nyse,
  toronto,
  lse,
  xetra,
  euronextParis,
  tokyo,
  hongKong,
  asx,
  cmeEquity,
  cmeRates,
  cmeFx,
  cmeEnergy,
  cmeMetals,
  cfe,
  forex,
  always,
  usFuturesDays,
  usUkFuturesDays,
]

function claimedTwice(name: string, first: Calendar, second: Calendar): BourseError {
  return new BourseError(
    'input/out-of-range',
    `createCalendars: ${first.id} and ${second.id} are both called ${name}`,
    {
      details: { argument: 'calendars', value: name, allowed: 'one calendar per name' },
      remedy: 'leave one of them out',
    },
  )
}
