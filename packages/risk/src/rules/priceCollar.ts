import { badArgument, type Order, type OrderTerms } from '@bourse/core'
import { isOver, passWith, refuseMissing, refuseWith } from '../gate/answers.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Figure, Rule, RuleAnswer } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'
import type { OrderSituation } from '../gate/orderSituation.js'

/**
 * Refuses prices that give money away: a buy limit more than `share` above the mark, a sell limit more than that below it;
 * of a stop-limit, its limit against its stop; of a combo, its net price against that of its legs, as a share of what the
 * legs are worth together. Reductions are judged too: a mispriced exit is a loss as well.
 *
 * @example
 * import { priceCollar } from '@bourse/risk'
 * priceCollar(0.05).scope // => 'always'
 */
export function priceCollar(share: number): Rule {
  if (!(share >= 0)) throw badArgument('priceCollar', 'share', share, 'a share >= 0')
  return ruleOf('priceCollar', 'always', (_, context, situation) => {
    const { combo } = situation
    if (combo !== undefined) return 'limit' in combo ? collarCombo(situation, combo.limit, share, context) : passWith()
    const figures: Figure[] = []
    for (const { order } of situation.orders) {
      if (!('limit' in order)) continue
      const mark = 'stop' in order ? order.stop : (context.market.mark(order.instrument)?.value ?? Number.NaN)
      if (Number.isNaN(mark)) return refuseMissing({ missing: 'mark', of: order.instrument })
      const figure = figureOf((sign(order) * (order.limit - mark)) / Math.abs(mark), share)
      if (isOver(figure.value, share)) return refuseWith('risk/price-collar', figure)
      figures.push(figure)
    }
    return passWith(...figures)
  })
}

function collarCombo(situation: OrderSituation, limit: number, share: number, context: RiskContext): RuleAnswer {
  const combo = situation.combo!
  let [net, size] = [0, 0]
  for (const { instrument, ratio } of combo.legs) {
    const mark = context.market.mark(instrument)?.value ?? Number.NaN
    if (Number.isNaN(mark)) return refuseMissing({ missing: 'mark', of: instrument })
    net += ratio * mark
    size += Math.abs(ratio * mark)
  }
  const figure = figureOf((sign(combo) * (limit - net)) / size, share)
  return isOver(figure.value, share) ? refuseWith('risk/price-collar', figure) : passWith(figure)
}

function sign({ side }: Pick<Order, 'side'> & OrderTerms): 1 | -1 {
  return side === 'buy' ? 1 : -1
}

// How much worse than the market, as a share; below zero it is better.
function figureOf(value: number, limit: number): Figure {
  return { name: 'price worse than mark', value, limit, unit: 'share' }
}
