// Asks all rules about one order, and asks again about what is left of it where one of them trims.
import { type Checkable, groupIdOf, type OrderGroup, trimGroup } from '@bourse/core'
import { type OrderSituation, quantityOf, type UnfitOrder } from './orderSituation.js'
import type { RiskContext } from './riskContext.js'
import type { Rule, RuleAnswer } from './rule.js'
import type { RuleFinding } from './verdict.js'

/** What the rules together say. `by`: the last that trimmed. */
export type Judgement<T extends Checkable> = {
  readonly order: T
  readonly situation: OrderSituation | undefined
  readonly findings: readonly RuleFinding[]
  readonly by: string | undefined
  readonly refused: { readonly code: string; readonly rule: string } | undefined
}

const nothingSaid: RuleAnswer = { answer: 'pass', figures: [] }

/** `look` makes the situation of an order, whose quantity was `asked` before any trimming. */
export function judgeOrder<T extends Checkable>(
  order: T,
  rules: readonly Rule[],
  context: RiskContext,
  look: (order: Checkable, asked: number) => OrderSituation | UnfitOrder,
): Judgement<T> {
  const seen = look(order, quantityOf(order))
  if ('unfit' in seen) return unfitJudgement(order, seen)
  let current = order
  let situation: OrderSituation = seen
  let by: string | undefined
  const trims: (RuleAnswer | undefined)[] = []
  // Every round but the last trims at least one step; a rule that never has enough is refused.
  for (let round = 0; round <= rules.length; round++) {
    const findings: RuleFinding[] = []
    let trimmed = false
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i]!
      const skipped = situation.reduces && rule.scope === 'exposure'
      const answer = skipped ? nothingSaid : rule.check(current, context, situation)
      findings.push({ rule: rule.rule, answer: trims[i] ?? answer })
      if (answer.answer === 'pass') continue
      if (answer.answer === 'refuse')
        return {
          order,
          situation,
          findings: [...findings.slice(0, -1), { rule: rule.rule, answer }],
          by,
          refused: { code: answer.code, rule: rule.rule },
        }
      const quantity = wholeSteps(answer.quantity, situation.step)
      if (quantity >= situation.quantity) continue
      const smaller = trimOrder(current, quantity)
      const next = smaller === undefined ? undefined : look(smaller, situation.asked)
      if (smaller === undefined || next === undefined || 'unfit' in next)
        return { order, situation, findings, by, refused: { code: 'risk/trimmed-to-nothing', rule: rule.rule } }
      current = smaller
      situation = next
      by = rule.rule
      trims[i] = answer
      trimmed = true
    }
    if (!trimmed) return { order: current, situation, findings, by, refused: undefined }
  }
  return { order, situation, findings: [], by, refused: { code: 'risk/unsettled', rule: by ?? 'gate' } }
}

function unfitJudgement<T extends Checkable>(order: T, { unfit, of, value }: UnfitOrder): Judgement<T> {
  const code = `risk/unfit-${unfit}`
  const figures = [{ name: `${unfit} of ${of}`, value, limit: Number.NaN, unit: 'count' as const }]
  const answer: RuleAnswer = { answer: 'refuse', code, figures }
  return {
    order,
    situation: undefined,
    findings: [{ rule: 'gate', answer }],
    by: undefined,
    refused: { code, rule: 'gate' },
  }
}

// The tiny share undoes the rounding of a quotient that should be whole.
function wholeSteps(quantity: number, step: number): number {
  const steps = Math.floor(quantity / step + 1e-9)
  const decimals = Math.max(0, Math.ceil(-Math.log10(step)) + 2)
  return steps > 0 ? Number((steps * step).toFixed(Math.min(20, decimals))) : 0
}

function trimOrder<T extends Checkable>(order: T, quantity: number): T | undefined {
  if (!(quantity > 0)) return undefined
  if (!('group' in order)) return { ...order, quantity }
  try {
    return trimGroup<OrderGroup>(order, quantity) as T
  } catch {
    return undefined // an order of an OCO would be cut to nothing
  }
}

/** The name an order goes by, for messages. */
export function orderName(order: Checkable): string {
  if ('replace' in order) return order.replace
  return 'group' in order ? groupIdOf(order) : order.orderId
}
