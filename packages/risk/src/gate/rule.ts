import type { AccountId, Checkable, Input, InstrumentId, Saves } from '@bourse/core'
import type { OrderSituation } from './orderSituation.js'
import type { RiskContext } from './riskContext.js'

/** `unit` of both numbers: share 0.15 = 15 %. What could not be told is NaN, and `name` says what is missing. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly limit: number
  readonly unit: 'share' | 'money' | 'contracts' | 'ms' | 'count' | 'price'
}

/** What one rule says of one order. `quantity`: of the entry, the first order, the combo; of a replacement the new total. */
export type RuleAnswer =
  | { readonly answer: 'pass'; readonly figures: readonly Figure[] }
  | { readonly answer: 'trim'; readonly quantity: number; readonly figures: readonly Figure[] }
  | { readonly answer: 'refuse'; readonly code: string; readonly figures: readonly Figure[] }

/** What the gate itself wants done, to everything that all named fields match; none named is the whole book. */
export type GateAction = {
  readonly action: 'cancelAll' | 'flatten'
  readonly account?: AccountId
  readonly strategy?: string
  readonly instrument?: InstrumentId
  readonly why: string
  readonly figures: readonly Figure[]
}

/**
 * A factory's product: one per gate. `scope: 'exposure'` is not asked about reductions of risk. `check` changes nothing
 * in the rule: what it remembers comes through `observe` (every input) and `passed` (orders that all rules let through).
 */
export interface Rule extends Saves {
  readonly rule: string
  readonly scope: 'exposure' | 'always'
  observe(input: Input, context: RiskContext): readonly GateAction[]
  check(order: Checkable, context: RiskContext, situation: OrderSituation): RuleAnswer
  passed?(order: Checkable, context: RiskContext): void
}
