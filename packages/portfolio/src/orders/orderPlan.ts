import type { Amount, Draft, InstrumentId } from '@bourse/core'

/** From targets to orders. Costs and rounding decide what is worth trading; `skipped` says what was not, and why. */
export type OrderPlan = {
  readonly orders: readonly Draft[]
  readonly skipped: readonly { readonly instrument: InstrumentId; readonly why: string }[]
  readonly residualCash: Amount
}
