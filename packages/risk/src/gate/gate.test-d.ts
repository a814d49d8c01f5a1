// What must not compile: orders that skipped the gate, copies changed after it, rules that answer half.
import type { Approved, BracketGroup, Command, Order, Replace, Venue } from '@bourse/core'
import { createGate, type Gate, type RiskContext, type Rule, reviewOrder, ruleOf } from '../index.js'

declare const order: Order
declare const change: Replace
declare const group: BracketGroup
declare const gate: Gate
declare const context: RiskContext
declare const venue: Venue<'bracket'>

// @ts-expect-error an order that nobody judged
venue.submit(order)
// @ts-expect-error a change that nobody judged
venue.replace(change)
// @ts-expect-error a command holds approved orders only
const command: Command = { do: 'submit', order, cause: 1, strategy: 's' }

const verdict = gate.checkOrder(order, context)
// @ts-expect-error not before `pass` is known
venue.submit(verdict.order)
if (verdict.pass) {
  venue.submit(verdict.order)
  // @ts-expect-error a copy changed after the gate
  venue.submit({ ...verdict.order, quantity: 5 })
  // @ts-expect-error what was judged does not change
  verdict.order.quantity = 5
  const kept: Approved<Order> = verdict.order
  void kept
}
const judged = gate.checkOrder(group, context)
// The kind of what was asked is the kind of what is answered.
if (judged.pass) venue.submit(judged.order)
const changed = gate.checkOrder(change, context)
if (changed.pass) venue.replace(changed.order)
// @ts-expect-error a replacement is no order
if (changed.pass) venue.submit(changed.order)

// @ts-expect-error a review approves nothing
venue.submit(reviewOrder(order, context, [])[0].order)
// @ts-expect-error a refusal has a code
ruleOf('mine', 'exposure', () => ({ answer: 'refuse', figures: [] }))
// @ts-expect-error a trim says to what
ruleOf('mine', 'exposure', () => ({ answer: 'trim', figures: [] }))
// @ts-expect-error rules are of two scopes
ruleOf('mine', 'sometimes', () => ({ answer: 'pass', figures: [] }))
// @ts-expect-error a gate without rules is written as one
createGate({})
const rules: readonly Rule[] = []
createGate({ rules, state: undefined })
void command
