import { BourseError, badArgument, badText, type Input, type Json } from '@bourse/core'
import { approveOrder } from './approveOrder.js'
import { exposureTables } from './exposureTable.js'
import { judgeOrder } from './judgeOrder.js'
import { findWorking, quantityOf, situationOf } from './orderSituation.js'
import { reservations } from './reservations.js'
import type { RiskContext } from './riskContext.js'
import type { GateAction, Rule } from './rule.js'
import type { Gate, Verdict } from './verdict.js'

/** `rules` in the order in which they are asked; `state`: what `save` gave, or nothing. */
export type GateConfig = { readonly rules: readonly Rule[]; readonly state?: Json | undefined }

/**
 * The gate that every order passes. Rules are asked in the order given; the first refusal ends it, a trim makes the order
 * smaller and all rules are asked again about what is left. What passes is a frozen copy, reserved until it has filled or
 * is over: feed every input to `observe`, after the book has taken it. Orders that only reduce positions are not shown to
 * rules of scope `exposure`.
 *
 * Throws where one rule object is given twice, and where `state` holds memory of a rule that is not there: a latched kill
 * must not vanish with its rule.
 *
 * @example
 * import { createGate, ruleOf } from '@bourse/risk'
 * const frozen = ruleOf('frozen', 'exposure', () => ({ answer: 'refuse', code: 'desk/frozen', figures: [] }))
 * createGate({ rules: [frozen] }).save() // => { rules: [{ rule: 'frozen', state: null }], passed: [] }
 */
export function createGate({ rules, state }: GateConfig): Gate {
  for (const rule of rules as readonly unknown[])
    if (typeof (rule as Partial<Rule> | undefined)?.check !== 'function')
      throw badArgument('createGate', 'rule', typeof rule, 'what a factory gives: maxLeverage(2), not maxLeverage')
  if (new Set(rules).size !== rules.length)
    throw badArgument('createGate', 'rules', rules.length, 'each rule object once: call its factory again')
  const tables = exposureTables()
  const passed = reservations()

  const load = (saved: Json): void => {
    const { rules: memories, passed: orders } = checkedState(saved)
    const waiting = [...memories]
    for (const rule of rules) {
      const at = waiting.findIndex((memory) => memory.rule === rule.rule)
      if (at >= 0) rule.load(waiting.splice(at, 1)[0]!.state)
    }
    const orphan = waiting.find((memory) => memory.state !== null)
    if (orphan !== undefined) throw orphaned(orphan.rule)
    passed.load(orders)
  }
  if (state !== undefined && state !== null) load(state)

  return {
    checkOrder(order, context) {
      const table = tables(context)
      const judged = judgeOrder(order, rules, context, (one, asked) =>
        situationOf(one, asked, table, passed.byId(), context),
      )
      const { findings, refused, by } = judged
      if (refused !== undefined) return { pass: false, order, ...refused, findings } as Verdict<typeof order>
      const found = 'replace' in order ? findWorking(order.replace, context.working, passed.byId()) : undefined
      passed.add(judged.order, found?.order, found?.filled ?? 0)
      for (const rule of rules) rule.passed?.(judged.order, context)
      const approved = approveOrder(judged.order)
      if (by === undefined) return { pass: true, order: approved, findings }
      return {
        pass: true,
        order: approved,
        trimmed: { by, from: quantityOf(order), to: quantityOf(judged.order) },
        findings,
      }
    },
    observe(input, context) {
      passed.observe(input)
      return observeAll(rules, input, context)
    },
    save: () => ({ rules: rules.map((rule) => ({ rule: rule.rule, state: rule.save() })), passed: passed.save() }),
    load,
  }
}

const nothing: readonly GateAction[] = []

function observeAll(rules: readonly Rule[], input: Input, context: RiskContext): readonly GateAction[] {
  let actions: readonly GateAction[] | undefined
  for (const rule of rules) {
    const wanted = rule.observe(input, context)
    if (wanted.length > 0) actions = [...(actions ?? nothing), ...wanted]
  }
  return actions ?? nothing
}

type SavedGate = { readonly rules: readonly { readonly rule: string; readonly state: Json }[]; readonly passed: Json }

function checkedState(state: Json): SavedGate {
  const saved = state as unknown as SavedGate | null
  if (Array.isArray(saved?.rules) && Array.isArray(saved.passed)) return saved
  throw badText('createGate', 'state', 'an object', 'what save() gave')
}

function orphaned(rule: string): BourseError {
  return new BourseError(
    'journal/foreign',
    `createGate: the state remembers rule ${rule}, which is not among the rules`,
    {
      details: { where: 'createGate', argument: 'state', value: rule },
      remedy: 'give that rule too, or take its entry out of the state knowingly',
    },
  )
}
