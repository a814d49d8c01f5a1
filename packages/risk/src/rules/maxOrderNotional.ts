import { contractPayoff } from '@bourse/assets'
import { amountOf, badArgument, type MoneyText, moneyOf, type OrderTerms } from '@bourse/core'
import { isOver, passWith, refuseMissing, trimTo } from '../gate/answers.js'
import { missingIn } from '../gate/exposureSum.js'
import { type ExposureRow, rateTo } from '../gate/exposureTable.js'
import { type OrderSituation, quantityAt } from '../gate/orderSituation.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/**
 * What one order may be worth, at the mark or at its own price where that is higher; options by delta, combos by the sum
 * of their legs. Trims to what fits.
 *
 * @example
 * import { maxOrderNotional } from '@bourse/risk'
 * maxOrderNotional('500 USDC').rule // => 'maxOrderNotional'
 */
export function maxOrderNotional(limit: MoneyText): Rule {
  const { currency, value } = amountOf(moneyOf(limit))
  if (!(value > 0)) throw badArgument('maxOrderNotional', 'limit', limit, 'money above zero')
  return ruleOf('maxOrderNotional', 'exposure', (_, context, situation) => {
    const rate = rateTo(context, currency)
    if (Number.isNaN(rate)) return refuseMissing({ missing: 'rate', of: `${currency}/${context.book.base}` })
    const notional = orderNotional(situation, context)
    if (Number.isNaN(notional)) return refuseMissing(...missingIn(situation))
    const figure = { name: 'order notional', value: notional / rate, limit: value, unit: 'money' as const }
    if (!isOver(notional, value * rate)) return passWith(figure)
    return trimTo(quantityAt(situation, (value * rate) / notional), situation, 'risk/order-notional', figure)
  })
}

/** What is new of an order, in the book's base: of an OCO its largest order. */
export function orderNotional(situation: OrderSituation, context: RiskContext): number {
  let most = 0
  situation.alternatives.forEach((moves, i) => {
    let sum = 0
    for (const { row, quantity } of moves)
      sum += Math.abs(quantity) * row.unit * priceFactor(row, situation.orders[i]?.order, context)
    most = Math.max(most, sum)
  })
  return most
}

function priceFactor({ terms, instrument }: ExposureRow, order: OrderTerms | undefined, context: RiskContext): number {
  if (order === undefined || terms === undefined || terms.kind === 'option' || contractPayoff(terms) === 'inverse')
    return 1
  const mark = context.market.mark(instrument)?.value ?? Number.NaN
  const price = Math.max('limit' in order ? order.limit : mark, 'stop' in order ? order.stop : mark)
  return mark > 0 ? Math.max(1, price / mark) : 1
}
