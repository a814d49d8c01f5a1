import type { AccountId, Amount, InstrumentId, OrderDraft } from '@bourse/core'

/** What was not traded, or not in full, and why. */
export type SkippedTrade = { readonly instrument: InstrumentId; readonly account?: AccountId; readonly why: string }

/**
 * From targets to orders, in base currency. Costs and rounding decide what is worth trading; `skipped` says what was not,
 * and why. `costs`: fees and half spreads of the orders, `taxes` as told. `residualCash`: what is left once all have filled.
 */
export type OrderPlan = {
  readonly orders: readonly OrderDraft[]
  readonly skipped: readonly SkippedTrade[]
  readonly costs: Amount
  readonly taxes: Amount
  readonly residualCash: Amount
}
