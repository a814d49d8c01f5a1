import type { AccountId, Checkable, Input, Saves } from '@bourse/core'
import type { RiskContext } from './riskContext.js'

/** `unit` of both numbers: share 0.15 = 15 %. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly limit: number
  readonly unit: 'share' | 'money' | 'contracts' | 'ms' | 'count' | 'price'
}

/** What one rule says of one order. */
export type RuleAnswer =
  | { readonly answer: 'pass'; readonly figures: readonly Figure[] }
  | { readonly answer: 'trim'; readonly quantity: number; readonly figures: readonly Figure[] }
  | { readonly answer: 'refuse'; readonly code: string; readonly figures: readonly Figure[] }

/** What the gate itself wants done. */
export type GateAction = {
  readonly action: 'cancelAll' | 'flatten'
  readonly account?: AccountId
  readonly strategy?: string
  readonly why: string
  readonly figures: readonly Figure[]
}

/** A factory's product: one per gate. `scope: 'exposure'` is not asked about reductions of risk. */
export interface Rule extends Saves {
  readonly rule: string
  readonly scope: 'exposure' | 'always'
  observe(input: Input, context: RiskContext): readonly GateAction[]
  check(order: Checkable, context: RiskContext): RuleAnswer
}
