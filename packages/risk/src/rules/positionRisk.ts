// What a position still risks: down to the stops that work for it, and all of it where none does.
import { priceMovePnl } from '@bourse/assets'
import { isOpenOrder, type Order } from '@bourse/core'
import { type ExposureRow, rateTo } from '../gate/exposureTable.js'
import type { RiskContext } from '../gate/riskContext.js'

/** In base, >= 0: from the mark to each stop for what it covers, the exposure of what no stop covers. NaN without a mark. */
export function positionRisk(row: ExposureRow, context: RiskContext): number {
  const { terms, held, instrument, account } = row
  const mark = context.market.mark(instrument)?.value ?? Number.NaN
  if (terms === undefined) return Number.NaN
  const rate = rateTo(context, terms.currency)
  let bare = Math.abs(held)
  let risk = 0
  for (const { order, state, filled } of context.working) {
    const closes = order.side === (held > 0 ? 'sell' : 'buy')
    if (!closes || order.instrument !== instrument || order.account !== account || !isOpenOrder(state)) continue
    const stop = stopPrice(order, mark)
    if (stop === undefined) continue
    const covered = Math.min(bare, Math.max(0, order.quantity - filled))
    bare -= covered
    risk += Math.max(0, -priceMovePnl(terms, Math.sign(held) * covered, mark, stop) * rate)
  }
  return risk + riskWithoutStop(row, bare, mark, rate)
}

function riskWithoutStop(row: ExposureRow, bare: number, mark: number, rate: number): number {
  if (bare === 0) return 0
  const paid = (row.terms?.kind === 'option' || row.terms?.kind === 'outcome') && row.held > 0
  return paid ? priceMovePnl(row.terms, bare, 0, mark) * rate : bare * row.unit
}

function stopPrice(order: Order, mark: number): number | undefined {
  if ('stop' in order) return order.stop
  if (order.type !== 'trailing') return undefined
  const away = 'amount' in order.trail ? order.trail.amount : (Math.abs(mark) * order.trail.percent) / 100
  return order.side === 'sell' ? mark - away : mark + away
}
