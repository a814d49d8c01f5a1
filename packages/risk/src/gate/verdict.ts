import type { Approved, Checkable, Input, Saves } from '@bourse/core'
import type { RiskContext } from './riskContext.js'
import type { GateAction, RuleAnswer } from './rule.js'

/** One rule and what it said; `gate` where the order could not be judged at all. */
export type RuleFinding = { readonly rule: string; readonly answer: RuleAnswer }

/** What the gate says of an order, with every rule's figures up to the one that refused. */
export type Verdict<T extends Checkable = Checkable> =
  | {
      readonly pass: true
      readonly order: Approved<T>
      readonly trimmed?: { readonly by: string; readonly from: number; readonly to: number }
      readonly findings: readonly RuleFinding[]
    }
  | {
      readonly pass: false
      readonly order: T
      readonly code: string
      readonly rule: string
      readonly findings: readonly RuleFinding[]
    }

/** The only maker of `Approved`. Passed orders are reserved until their facts arrive through `observe`. */
export interface Gate extends Saves {
  checkOrder<T extends Checkable>(order: T, context: RiskContext): Verdict<T>
  observe(input: Input, context: RiskContext): readonly GateAction[]
}
