// Options on a member, and the surface all of them are priced from: one surface, so that no two of them contradict each other.
import { type Option, roundPrice } from '@bourse/assets'
import {
  addDays,
  type Bars,
  type EpochMs,
  type IsoDate,
  type InputOf,
  type TimeLike,
  toEpochMs,
  toIsoDate,
  weekdayOf,
} from '@bourse/core'
import { black, yearsToExpiry } from '@bourse/pricing'
import type { SyntheticMember } from './syntheticSpec.js'

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

/** Strikes from 70 to 130 % of the price, about 25 of them, on a round step. */
function strikesAround(price: number): readonly number[] {
  const raw = price * 0.025
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2.5, 5, 10].find((one) => one * power >= raw) ?? 10) * power
  const first = Math.ceil((0.7 * price) / step)
  const last = Math.floor((1.3 * price) / step)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(8)))
}

// 2026-01-02 was one.
const friday = /* @__PURE__ */ weekdayOf('2026-01-02')

/** The next four Fridays and the third Fridays of the next three months after them. */
function expiriesAfter(at: EpochMs): readonly IsoDate[] {
  const dates: IsoDate[] = []
  const today = toIsoDate(at)
  for (let days = 1; dates.length < 4; days++) {
    const date = addDays(today, days)
    if (weekdayOf(date) === friday) dates.push(date)
  }
  for (let days = 29, thirds = 0; thirds < 3; days++) {
    const date = addDays(today, days)
    const dayOfMonth = Number(date.slice(8))
    if (weekdayOf(date) !== friday || dayOfMonth < 15 || dayOfMonth > 21) continue
    thirds++
    if (!dates.includes(date)) dates.push(date)
  }
  return dates
}

/** Calls and puts of all expiries and strikes that are listed on a member at a moment. */
export function listedOptions({ instrument }: SyntheticMember, price: number, at: EpochMs): readonly Option[] {
  const share = instrument.kind === 'equity' || instrument.kind === 'etf'
  const symbol = instrument.id.slice(0, instrument.id.lastIndexOf('@'))
  return expiriesAfter(at).flatMap((expiry) =>
    strikesAround(price).flatMap((strike) =>
      (['call', 'put'] as const).map((right): Option => {
        const id = `${symbol}-${expiry}-${strike}-${right === 'call' ? 'C' : 'P'}@synthetic` as const
        return {
          kind: 'option',
          id,
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
      }),
    ),
  )
}

/** Theoretical value at a moment, without rates and dividends; the payoff once it is fixed. */
export function optionValue(option: Option, vol: number, price: number, at: EpochMs): number {
  const years = Math.max(0, yearsToExpiry(option, at))
  const sign = option.right === 'call' ? 1 : -1
  const k = Math.log(option.strike / price)
  return black(price, option.strike, surfaceVol(vol, k) * Math.sqrt(years), sign)
}

/** The last close at or before a moment. */
export function closeAt(bars: Bars, at: TimeLike): number {
  const time = toEpochMs(at)
  let [low, high] = [0, bars.time.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (bars.time[middle]! <= time) low = middle + 1
    else high = middle
  }
  return low === 0 ? Number.NaN : bars.close[low - 1]!
}

/** A quote of an option, a spread of 2 % and at least two ticks around its value. */
export function optionQuote(option: Option, vol: number, price: number, at: EpochMs): InputOf<'quote'> {
  const value = optionValue(option, vol, price, at)
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
