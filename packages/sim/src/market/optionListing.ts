// Options as an exchange lists them: expiries come into view, strikes are added where the price goes, what is listed stays.
import type { Calendars, Option } from '@bourse/assets'
import { badArgument, type Bars, dayMs, type EpochMs, type Input, type IsoDate, toIsoDate } from '@bourse/core'
import { expiryTime } from '@bourse/pricing'
import { fridaysAfter, optionOn, quoteAt, roundStep } from './optionChain.js'
import type { Member } from './member.js'
import type { OptionListing } from './syntheticSpec.js'

/** `row`: the bar of the underlying with which it was listed. */
type Listed = { readonly option: Option; readonly row: number; readonly at: EpochMs; readonly ends: EpochMs }
type Expiry = { readonly date: IsoDate; readonly ends: EpochMs; readonly strikes: Set<number> }

/** In the order in which they were listed. */
export function listOptions(member: Member, bars: Bars, calendars: Calendars | undefined): readonly Listed[] {
  const { id } = member.instrument
  const asked: OptionListing = member.options === true ? {} : (member.options ?? {})
  const { expiries: which = 'monthly', days = 70, strikes = 12, step } = asked
  for (const [name, value] of Object.entries({ days, strikes, step: step ?? 1, vol: asked.vol ?? 1 }))
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw badArgument('syntheticMarket', `options.${name} of ${id}`, value, 'a finite number > 0')
  const settings = calendars === undefined ? {} : { calendarOf: (one: string) => calendars.find(one) }
  const listed: Listed[] = []
  let alive: Expiry[] = []
  let today = Number.NaN
  for (let row = 0; row < bars.time.length; row++) {
    const at = bars.time[row]!
    // Once a day: with its last bar where bars are daily, else with its first.
    if (Math.floor((at - 1) / dayMs) === today) continue
    today = Math.floor((at - 1) / dayMs)
    alive = alive.filter(({ ends }) => ends > at)
    for (const date of fridaysAfter(at, days, which)) {
      if (alive.some((one) => one.date === date)) continue
      const ends = expiryTime({ ...member.instrument, expiry: date, fixing: 'pm' }, settings)
      if (ends > at) alive.push({ date, ends, strikes: new Set() })
    }
    const price = bars.close[row]!
    const apart = step ?? roundStep(0.015 * price)
    const middle = Math.round(price / apart)
    for (const { date, ends, strikes: known } of alive)
      for (let k = middle - strikes; k <= middle + strikes; k++) {
        const strike = Number((k * apart).toFixed(8))
        if (!(strike > 0) || known.has(strike)) continue
        known.add(strike)
        for (const right of ['call', 'put'] as const)
          listed.push({
            option: { ...optionOn(member.instrument, date, strike, right), validFrom: toIsoDate(at) },
            row,
            at,
            ends,
          })
      }
  }
  return listed
}

/** A quote of every option that is alive, with every bar of its underlying. */
export function* listedQuotes(
  volAt: (row: number) => number,
  { time, close }: Bars,
  listed: readonly Listed[],
): Iterable<Input> {
  let alive: Listed[] = []
  let next = 0
  let first = Number.POSITIVE_INFINITY
  for (let row = 0; row < time.length; row++) {
    const at = time[row]!
    for (; next < listed.length && listed[next]!.row <= row; next++) {
      alive.push(listed[next]!)
      first = Math.min(first, listed[next]!.ends)
    }
    if (first < at) {
      alive = alive.filter(({ ends }) => ends >= at)
      first = alive.reduce((least, { ends }) => Math.min(least, ends), Number.POSITIVE_INFINITY)
    }
    const vol = volAt(row)
    for (const { option, ends } of alive) yield quoteAt(option, vol, close[row]!, at, ends)
  }
}
