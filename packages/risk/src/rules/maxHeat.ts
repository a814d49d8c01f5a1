import { badArgument, type Input, isOpenOrder, type OrderId } from '@bourse/core'
import { isOver, passWith, refuseMissing, refuseWith, trimTo } from '../gate/answers.js'
import { missingIn } from '../gate/exposureSum.js'
import { rowOf } from '../gate/exposureTable.js'
import { quantityAt } from '../gate/orderSituation.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Rule } from '../gate/rule.js'
import { tradeRisk } from './maxRiskPerTrade.js'
import { positionRisk } from './positionRisk.js'
import { lossAtStop } from './stopDistance.js'

/**
 * Heat: what is lost when every stop is hit, as a share of equity; 0.25 = 25 %. Positions count down to the stops that work
 * for them, and in full where none does; orders that would open or add count to the stop of their bracket. Trims to what
 * fits.
 *
 * @example
 * import { maxHeat } from '@bourse/risk'
 * maxHeat(0.25).rule // => 'maxHeat'
 */
export function maxHeat(share: number): Rule {
  if (!(share > 0)) throw badArgument('maxHeat', 'share', share, 'a share > 0')
  /** Stops of brackets whose entry still works: the venue's list does not carry them. */
  let stops = new Map<OrderId, number>()
  return {
    rule: 'maxHeat',
    scope: 'exposure',
    observe(input) {
      if (stops.size > 0 && endsOrder(input)) stops.delete(input.orderId)
      return []
    },
    check(_, context, situation) {
      const { equity } = situation
      if (!(equity > 0)) return refuseMissing({ missing: 'equity', of: 'the book' })
      let before = workingRisk(context, stops)
      for (const row of situation.table.rows) before += positionRisk(row, context)
      const added = tradeRisk(situation, context)
      const figure = { name: 'heat', value: (before + added) / equity, limit: share, unit: 'share' as const }
      if (Number.isNaN(figure.value)) return refuseMissing(...missingIn(situation))
      if (!isOver(before + added, share * equity)) return passWith(figure)
      const room = share * equity - before
      if (!(room > 0 && added > 0)) return refuseWith('risk/heat', figure)
      return trimTo(quantityAt(situation, room / added), situation, 'risk/heat', figure)
    },
    passed(order) {
      if ('group' in order && order.group === 'bracket' && order.stopLoss !== undefined)
        stops.set(order.entry.orderId, order.stopLoss)
    },
    save: () => [...stops],
    load(state) {
      stops = new Map(state as unknown as readonly (readonly [OrderId, number])[])
    },
  }
}

// Orders that work and could open or add; those that close are stops and targets of what is held.
function workingRisk(context: RiskContext, stops: ReadonlyMap<OrderId, number>): number {
  let risk = 0
  for (const { order, state, filled } of context.working) {
    if (!isOpenOrder(state) || order.reduceOnly === true) continue
    const { account, instrument, side, quantity, orderId } = order
    const held = context.book.quantity(instrument, { account })
    const left = Math.max(0, quantity - filled)
    const opens = held * (side === 'buy' ? 1 : -1) >= 0 ? left : Math.max(0, left - Math.abs(held))
    if (opens === 0) continue
    const row = rowOf(context, account, instrument, held)
    risk += lossAtStop({ order, row, stopLoss: stops.get(orderId) }, opens, context)
  }
  return risk
}

function endsOrder(input: Input): input is Input & { readonly orderId: OrderId } {
  const { kind } = input
  return kind === 'canceled' || kind === 'expired' || kind === 'rejected' || kind === 'refused'
}
