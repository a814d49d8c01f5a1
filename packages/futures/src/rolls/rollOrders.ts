// A roll as one order, so that nobody stands with one leg.
import type { Calendars, Future } from '@bourse/assets'
import { badArgument, type ComboDraft, type IsoDate, type Result, succeeded } from '@bourse/core'
import { nextContract } from '../contracts/chain.js'
import type { FutureSpec } from '../contracts/futureSpec.js'
import { type CalendarRollRule, rollDate } from './rollDate.js'

/** Contracts held, short when negative. */
export type FuturePosition = { readonly instrument: Future; readonly quantity: number }

/**
 * One order that moves a position to another contract: a long sells the old and buys the new. It buys the calendar spread
 * new minus old for a long, sells it for a short. A market order; spread another `limit` over it to wait for a price.
 *
 * @example
 * import { contractChain, ES, futuresDays, rollOrder } from '@bourse/futures'
 * const [from, to] = contractChain(ES, '2026-12-01', 2, futuresDays)
 * const order = rollOrder({ instrument: from, quantity: -3 }, to)
 * order.side // => 'sell'
 * order.legs // => [{ instrument: 'ESZ26@CME', ratio: -1 }, { instrument: 'ESH27@CME', ratio: 1 }]
 */
export function rollOrder(position: FuturePosition, to: Future): ComboDraft {
  const { instrument: from, quantity } = position
  if (!Number.isFinite(quantity) || quantity === 0)
    throw badArgument('rollOrder', 'quantity', quantity, 'a number other than 0')
  if (to.root !== from.root || to.id === from.id)
    throw badArgument('rollOrder', 'to', to.id, `another contract of ${from.root}`)
  return {
    group: 'combo',
    type: 'market',
    side: quantity > 0 ? 'buy' : 'sell',
    quantity: Math.abs(quantity),
    legs: [
      { instrument: from.id, ratio: -1 },
      { instrument: to.id, ratio: 1 },
    ],
    tag: 'roll',
  }
}

/**
 * What a rule asks of a position on a day: nothing before its roll date, one combo into the next active contract from then
 * on. Fails like `rollDate`.
 *
 * @example
 * import { contractChain, futuresDays, GC, rollOrders } from '@bourse/futures'
 * const [gold] = contractChain(GC, '2026-11-01', 2, futuresDays, { months: 'active' })
 * const held = { instrument: gold!, quantity: 2 }
 * const due = (on: `${number}-${number}-${number}`) => {
 *   const orders = rollOrders(held, GC, 'notice-safe', on, futuresDays)
 *   return orders.ok ? orders.value : []
 * }
 * due('2026-11-19') // => []
 * due('2026-11-20')[0]?.legs[1]?.instrument // => 'GCG27@COMEX'
 */
export function rollOrders(
  position: FuturePosition,
  spec: FutureSpec,
  rule: CalendarRollRule,
  on: IsoDate,
  calendars: Calendars,
): Result<readonly ComboDraft[], 'roll/past-notice'> {
  const { instrument, quantity } = position
  const due = rollDate(spec, instrument.month, rule, calendars)
  if (!due.ok) return due
  if (on < due.value || quantity === 0) return succeeded([])
  const to = rollTarget(spec, instrument, rule, on, calendars)
  return to.ok ? succeeded([rollOrder(position, to.value)]) : to
}

/** The first contract behind another that the rule will still hold after a day: a position found late skips some. */
export function rollTarget(
  spec: FutureSpec,
  contract: Future,
  rule: CalendarRollRule,
  on: IsoDate,
  calendars: Calendars,
): Result<Future, 'roll/past-notice'> {
  let to = nextContract(spec, contract, calendars, { months: 'active' })
  for (;;) {
    const until = rollDate(spec, to.month, rule, calendars)
    if (!until.ok) return until
    if (until.value > on) return succeeded(to)
    to = nextContract(spec, to, calendars, { months: 'active' })
  }
}
