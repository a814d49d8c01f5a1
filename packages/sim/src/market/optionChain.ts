// Options on a member, and the surface all of them are priced from: one surface, so that no two of them contradict each other.
import { type Instrument, type Option, roundPrice } from '@bourse/assets'
import { addDays, type Bars, dayMs, dayNumber, type EpochMs, type IsoDate, type InputOf, toIsoDate } from '@bourse/core'
import { black, expiryTime } from '@bourse/pricing'

/**
 * The surface: total variance of the log-strike k after SVI (Gatheral and Jacquier, Quantitative Finance 14, 2014), in the
 * slope-free form a + b (rho k + sqrt(k^2 + s^2)) scaled by years. Its parameters keep it free of butterflies, and one shape
 * for all years of calendars. Skewed for shares, as index options are.
 */
const shape = { rho: -0.5, b: 0.35, s: 0.25 } as const

/** Volatility per year at a log-strike k = ln(K / F), of a member whose own is `vol`. */
export function surfaceVol(vol: number, k: number): number {
  const { rho, b, s } = shape
  const at = (x: number): number => 1 + b * (rho * x + Math.sqrt(x * x + s * s) - s)
  return vol * Math.sqrt(at(k / vol) / at(0))
}

/** The round number next above: 1, 2.5, 5 or 10 times a power of ten. */
export function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  return ([1, 2.5, 5, 10].find((one) => one * power >= raw) ?? 10) * power
}

/** Strikes from 70 to 130 % of the price, about 25 of them, on a round step. */
function strikesAround(price: number): readonly number[] {
  const step = roundStep(price * 0.025)
  const first = Math.ceil((0.7 * price) / step)
  const last = Math.floor((1.3 * price) / step)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(8)))
}

// Days from 1970-01-01, a Thursday; Friday is 1 there.
const friday = 1

function weekdayNumber(date: IsoDate): number {
  return dayNumber(date) % 7
}

/** The Fridays of the next `days`, or the third ones of their months. */
export function fridaysAfter(at: EpochMs, days: number, which: 'weekly' | 'monthly'): readonly IsoDate[] {
  const dates: IsoDate[] = []
  const today = toIsoDate(at)
  const away = (friday - weekdayNumber(today) + 7) % 7
  for (let ahead = away === 0 ? 7 : away; ahead <= days; ahead += 7) {
    const date = addDays(today, ahead)
    const dayOfMonth = Number(date.slice(8))
    if (which === 'weekly' || (dayOfMonth >= 15 && dayOfMonth <= 21)) dates.push(date)
  }
  return dates
}

/** The next four Fridays and the third Fridays of the next three months after them. */
function expiriesAfter(at: EpochMs): readonly IsoDate[] {
  const weeklies = fridaysAfter(at, 28, 'weekly')
  const monthlies = fridaysAfter(at, 150, 'monthly').filter((date) => date > weeklies.at(-1)!)
  return [...weeklies, ...monthlies.slice(0, 3)]
}

/** Calls and puts of all expiries and strikes that are listed on a member at a moment. */
export function listedOptions(instrument: Instrument, price: number, at: EpochMs): readonly Option[] {
  return expiriesAfter(at).flatMap((expiry) =>
    strikesAround(price).flatMap((strike) =>
      (['call', 'put'] as const).map((right) => optionOn(instrument, expiry, strike, right)),
    ),
  )
}

/** American on a hundred shares, else European, on one unit, and paid in cash. */
export function optionOn(instrument: Instrument, expiry: IsoDate, strike: number, right: 'call' | 'put'): Option {
  const share = instrument.kind === 'equity' || instrument.kind === 'etf'
  const symbol = instrument.id.slice(0, instrument.id.lastIndexOf('@'))
  return {
    kind: 'option',
    id: `${symbol}-${expiry}-${strike}-${right === 'call' ? 'C' : 'P'}@synthetic`,
    assetClass: instrument.assetClass,
    currency: instrument.currency,
    tick: 0.01,
    lot: 1,
    calendar: instrument.calendar,
    underlying: instrument.id,
    right,
    strike,
    expiry,
    exercise: share ? 'american' : 'european',
    multiplier: share ? 100 : 1,
    settlement: share ? 'physical' : 'cash',
    fixing: 'pm',
  }
}

/** Theoretical value, without rates and dividends; the payoff once it is fixed. */
function optionValue(option: Option, vol: number, price: number, years: number): number {
  const sign = option.right === 'call' ? 1 : -1
  const k = Math.log(option.strike / price)
  return black(price, option.strike, surfaceVol(vol, k) * Math.sqrt(years), sign)
}

/** The row of the last bar at or before a moment; -1 before there is one. */
export function rowAt({ time }: Bars, at: EpochMs): number {
  let [low, high] = [0, time.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (time[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** A quote of an option, a spread of 2 % and at least two ticks around its value. */
export function optionQuote(option: Option, vol: number, price: number, at: EpochMs): InputOf<'quote'> {
  return quoteAt(option, vol, price, at, expiryTime(option))
}

/** The same, where the moment it ends is known. */
export function quoteAt(option: Option, vol: number, price: number, at: EpochMs, ends: EpochMs): InputOf<'quote'> {
  const value = optionValue(option, vol, price, Math.max(0, ends - at) / (365 * dayMs))
  const half = Math.max(0.01 * value, 0.01)
  const bid = roundPrice(option, Math.max(0, value - half), { mode: 'passive', side: 'buy' })
  const ask = roundPrice(option, value + half, { mode: 'passive', side: 'sell' })
  return {
    kind: 'quote',
    id: option.id,
    bid,
    ask,
    bidSize: bid > 0 ? 10 : 0,
    askSize: 10,
    seq: 0,
    time: at,
    at,
    source: 'synthetic',
  }
}
