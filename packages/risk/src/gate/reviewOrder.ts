import type { Checkable } from '@bourse/core'
import { exposureTables } from './exposureTable.js'
import { judgeOrder } from './judgeOrder.js'
import { situationOf } from './orderSituation.js'
import type { RiskContext } from './riskContext.js'
import type { Rule } from './rule.js'
import type { RuleFinding } from './verdict.js'

/**
 * What rules would say of an order, without a gate: nothing is reserved, remembered or approved. For tests, forms and
 * what-ifs. Rules with memory answer from what they have seen so far.
 *
 * @example
 * import { reviewOrder } from '@bourse/risk'
 * reviewOrder.length // => 3
 */
export function reviewOrder(order: Checkable, context: RiskContext, rules: readonly Rule[]): readonly RuleFinding[] {
  const table = exposureTables()(context)
  const none = new Map()
  return judgeOrder(order, rules, context, (one, asked) => situationOf(one, asked, table, none, context)).findings
}
