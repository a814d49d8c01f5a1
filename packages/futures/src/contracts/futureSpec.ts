// What an exchange publishes about one root, as data: a new root is a new object, not new code.
import type { AssetClass } from '@bourse/assets'
import type { CalendarId, Currency, IsoDate } from '@bourse/core'
import type { DateRule } from './dateRule.js'

/** The named month of a contract, `'2026-12'`. */
export type ContractMonth = `${number}-${number}`

/** Dates that stand above the rules: an exchange that moved an expiry, or kept one as it was first listed. */
export type DateOverride = { readonly lastTrade?: IsoDate; readonly firstNotice?: IsoDate; readonly source: string }

/**
 * One root. `multiplier`: units per contract (`unit` says of what); `tickValue` = tick x multiplier, in `currency`.
 * `deferredTick`: the wider tick of contracts behind the nearest one, or with more than so many months to their last
 * trade. `formerTicks`: ticks until a day, that day included, oldest first. `spreadTick`: of the net price of spreads.
 * `months`: letters of the listed months; `active` of those that are traded, where these are fewer. `launched`: first day
 * and first month ever. `hours`, `delivery`, `listing`, `quotation` in words. `calendar`: id of the session hours, which
 * are not the days that expiries count: those are `businessDays`. No calendar of hours ships for `CME_GRAINS`,
 * `CME_LIVESTOCK` and `CME_CRYPTO`.
 */
export type FutureSpec = {
  readonly root: string
  readonly venue: string
  readonly mic: string
  readonly name: string
  readonly assetClass: AssetClass
  readonly currency: Currency
  readonly multiplier: number
  readonly unit: string
  readonly tick: number
  readonly tickValue: number
  readonly deferredTick?: {
    readonly tick: number
    readonly tickValue: number
    readonly from: 'second' | { readonly months: number }
  }
  readonly formerTicks?: readonly { readonly until: IsoDate; readonly tick: number; readonly tickValue: number }[]
  readonly spreadTick?: number
  readonly months: string
  readonly active?: string
  readonly listing?: string
  readonly launched?: { readonly on: IsoDate; readonly month: ContractMonth }
  readonly hours: string
  readonly calendar: CalendarId
  readonly settlement: 'cash' | 'physical'
  readonly delivery: string
  readonly businessDays: CalendarId
  readonly lastTrade: DateRule
  readonly lastTradeTime: { readonly at: `${number}:${number}`; readonly zone: string }
  readonly firstNotice?: DateRule
  readonly quotation?: string
  readonly overrides?: { readonly [month: ContractMonth]: DateOverride }
}
