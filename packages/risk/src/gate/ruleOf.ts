import type { Checkable } from '@bourse/core'
import type { OrderSituation } from './orderSituation.js'
import type { RiskContext } from './riskContext.js'
import type { Rule, RuleAnswer } from './rule.js'

/**
 * A plain function as a rule without memory. The same order in the same situation must get the same answer.
 *
 * @example
 * import { ruleOf } from '@bourse/risk'
 * const longOnly = ruleOf('longOnly', 'exposure', (order) =>
 *   'side' in order && order.side === 'sell'
 *     ? { answer: 'refuse', code: 'desk/long-only', figures: [] }
 *     : { answer: 'pass', figures: [] })
 * longOnly.rule // => 'longOnly'
 */
export function ruleOf(
  rule: string,
  scope: Rule['scope'],
  check: (order: Checkable, context: RiskContext, situation: OrderSituation) => RuleAnswer,
): Rule {
  return { rule, scope, check, observe: () => [], save: () => null, load: () => {} }
}
