// Value dates: the days on which both currencies are paid. Spot from the trade date, all other tenors from spot.
import type { Calendar } from '@bourse/assets'
import {
  addDays,
  addMonths,
  badText,
  type Currency,
  civilOf,
  dayNumber,
  daysInMonth,
  failed,
  type IsoDate,
  type Result,
  succeeded,
  weekdayOf,
} from '@bourse/core'
import type { CurrencyPair } from '../rates/fxRate.js'
import type { SettlementDays } from './bankDays.js'
import { currencyFacts } from './currencyFacts.js'
import { addGoodDays, goodDay } from './goodDays.js'
import { pairConvention } from './pairConvention.js'

/** Overnight, tom-next, spot-next, spot-week, or so many weeks, months or years from spot. */
export type FxTenor = 'ON' | 'TN' | 'SN' | 'SW' | `${number}W` | `${number}M` | `${number}Y`

/** `no-convention`: the pair's spot lag is not known. `no-calendar`: the settlement days of a currency are not. */
export type ValueDateFailure = 'no-convention' | 'no-calendar'

/** `projected`: beyond what the payment systems have published. */
export type ValueDate = { readonly date: IsoDate; readonly projected: boolean }

/** The days of a swap: `near` is the trade date for ON, the day after for TN, else spot. An outright pays on `far`. */
export type SwapDates = { readonly near: IsoDate; readonly far: IsoDate; readonly projected: boolean }

/**
 * The spot date of a pair: its lag counted on the days of each currency but the dollar, then moved on until both, and New
 * York, pay. A US holiday in between delays nothing, except against Latin American currencies. The order of the pair does
 * not matter. Throws for dates that do not exist or lie outside the calendars (2000-2035).
 *
 * @example
 * import { majorSettlementDays, spotDate } from '@bourse/fx'
 * spotDate(['EUR', 'USD'], '2026-12-22', majorSettlementDays) // => { ok: true, value: { date: '2026-12-24', projected: false } }
 * spotDate(['USD', 'CAD'], '2026-12-22', majorSettlementDays) // => { ok: true, value: { date: '2026-12-23', projected: false } }
 * const none = spotDate(['USD', 'NOK'], '2026-12-22', majorSettlementDays)
 * none.ok ? '' : none.failure.message // => 'no settlement days are known for NOK'
 */
export function spotDate(
  pair: CurrencyPair,
  trade: IsoDate,
  days: SettlementDays,
): Result<ValueDate, ValueDateFailure> {
  const found = payableDays(pair, days)
  if (!found.ok) return found
  return succeeded(dated(found.value, spotOf(found.value, trade)))
}

/**
 * Both value dates of a tenor. Weeks go on to the next good day; months and years too, unless that is in another month:
 * then back. From a spot date that is the last good day of its month they go to the last good day of theirs. Throws where
 * the tenor cannot be read.
 *
 * @example
 * import { majorSettlementDays, swapDates } from '@bourse/fx'
 * swapDates(['EUR', 'USD'], '2026-02-25', '1M', majorSettlementDays) // => { ok: true, value: { near: '2026-02-27', far: '2026-03-31', projected: false } }
 * swapDates(['EUR', 'USD'], '2026-12-22', 'TN', majorSettlementDays) // => { ok: true, value: { near: '2026-12-23', far: '2026-12-24', projected: false } }
 */
export function swapDates(
  pair: CurrencyPair,
  trade: IsoDate,
  tenor: FxTenor,
  days: SettlementDays,
): Result<SwapDates, ValueDateFailure> {
  const length = readTenor(tenor)
  const found = payableDays(pair, days)
  if (!found.ok) return found
  const [near, far] = datesOf(found.value, trade, length)
  return succeeded({ near, far, projected: dated(found.value, far).projected })
}

/**
 * The day on which a non-deliverable forward fixes, so many good days before it pays. A pair that is delivered fails with
 * `delivered`.
 *
 * @example
 * import { nyse } from '@bourse/assets'
 * import { fixingDate, settlementDays } from '@bourse/fx'
 * const days = settlementDays({ BRL: nyse }) // for want of a calendar of São Paulo
 * fixingDate(['USD', 'BRL'], '2026-12-18', days) // => { ok: true, value: { date: '2026-12-16', projected: false } }
 */
export function fixingDate(
  pair: CurrencyPair,
  valueDate: IsoDate,
  days: SettlementDays,
): Result<ValueDate, ValueDateFailure | 'delivered'> {
  const convention = pairConvention(...pair)
  if (!convention.ok) return convention
  const { fixingLag } = convention.value
  if (fixingLag === undefined) return failed('delivered', `${pair.join('/')} is delivered: it has no fixing`)
  const found = payableDays(pair, days)
  if (!found.ok) return found
  return succeeded(dated(found.value, addGoodDays(found.value.all, valueDate, -fixingLag)))
}

/**
 * Calendar days for which a position is financed when it is held over the end of a trade date: from its spot date to the
 * next trade date's. Three on most Wednesdays, none before some holidays.
 *
 * @example
 * import { majorSettlementDays, rolloverDays } from '@bourse/fx'
 * rolloverDays(['EUR', 'USD'], '2026-06-10', majorSettlementDays) // => { ok: true, value: 3 }
 */
export function rolloverDays(
  pair: CurrencyPair,
  trade: IsoDate,
  days: SettlementDays,
): Result<number, ValueDateFailure> {
  const found = payableDays(pair, days)
  if (!found.ok) return found
  // Trade dates are weekdays: on a bank holiday dealers elsewhere still trade.
  const weekday = weekdayOf(trade)
  const next = addDays(trade, weekday === 'fri' ? 3 : weekday === 'sat' ? 2 : 1)
  return succeeded(dayNumber(spotOf(found.value, next)) - dayNumber(spotOf(found.value, trade)))
}

/** Calendars that must all be open on a value date, and those on which each side's way to spot is counted. */
type Payable = {
  readonly all: readonly Calendar[]
  readonly counted: readonly { readonly on: readonly Calendar[]; readonly lag: number }[]
}

function payableDays(pair: CurrencyPair, days: SettlementDays): Result<Payable, ValueDateFailure> {
  const convention = pairConvention(...pair)
  if (!convention.ok) return convention
  const needed: readonly Currency[] = [...new Set([...pair, 'USD'])]
  const missing = needed.filter((currency) => days.find(currency) === undefined)
  if (missing.length > 0)
    return failed('no-calendar', `no settlement days are known for ${missing.join(' and ')}`, { missing })
  const dollar = days.find('USD')!
  const counted = pair
    .filter((currency) => currency !== 'USD')
    .map((currency) => {
      const own = days.find(currency)!
      const { spotLag, usDelays } = currencyFacts(currency)!
      return { on: usDelays ? [own, dollar] : [own], lag: spotLag }
    })
  return succeeded({ all: needed.map((currency) => days.find(currency)!), counted })
}

function spotOf({ all, counted }: Payable, trade: IsoDate): IsoDate {
  const earliest = counted.map(({ on, lag }) => addGoodDays(on, trade, lag)).sort()
  return goodDay(all, earliest.at(-1)!)
}

type TenorLength = { readonly kind: 'ON' | 'TN' | 'SN' | 'weeks' | 'months'; readonly count: number }

function readTenor(tenor: string): TenorLength {
  if (tenor === 'ON' || tenor === 'TN' || tenor === 'SN') return { kind: tenor, count: 1 }
  const parts = /^([1-9]\d{0,2})([WMY])$/.exec(tenor === 'SW' ? '1W' : tenor)
  if (parts === null) throw badText('swapDates', 'tenor', tenor, "'ON', 'TN', 'SN', 'SW', '2W', '3M', '1Y'")
  const count = Number(parts[1])
  return parts[2] === 'W' ? { kind: 'weeks', count } : { kind: 'months', count: parts[2] === 'Y' ? 12 * count : count }
}

function datesOf(
  payable: Payable,
  trade: IsoDate,
  { kind, count }: TenorLength,
): readonly [near: IsoDate, far: IsoDate] {
  const { all } = payable
  const tom = addGoodDays(all, trade, 1)
  if (kind === 'ON') return [trade, tom]
  if (kind === 'TN') return [tom, addGoodDays(all, tom, 1)]
  const spot = spotOf(payable, trade)
  if (kind === 'SN') return [spot, addGoodDays(all, spot, 1)]
  if (kind === 'weeks') return [spot, goodDay(all, addDays(spot, 7 * count))]
  const target = addMonths(spot, count)
  if (spot === lastGoodDay(all, spot)) return [spot, lastGoodDay(all, target)]
  const following = goodDay(all, target)
  return [spot, following.slice(0, 7) === target.slice(0, 7) ? following : lastGoodDay(all, target)]
}

function lastGoodDay(all: readonly Calendar[], date: IsoDate): IsoDate {
  const { year, month, day } = civilOf(date)
  return goodDay(all, addDays(date, daysInMonth(year, month) - day), -1)
}

function dated({ all }: Payable, date: IsoDate): ValueDate {
  return { date, projected: all.some(({ knownTo }) => date > knownTo) }
}
