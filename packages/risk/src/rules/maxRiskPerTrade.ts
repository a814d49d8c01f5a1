import { badArgument } from '@bourse/core'
import { isOver, passWith, refuseMissing, refuseWith, trimTo } from '../gate/answers.js'
import { missingIn } from '../gate/exposureSum.js'
import { type OrderSituation, quantityAt } from '../gate/orderSituation.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'
import { lossAtStop } from './stopDistance.js'

/**
 * What an order may lose until its stop, as a share of equity; 0.02 = 2 %. The stop is that of its bracket; without one
 * the whole exposure is at risk, of options and outcomes that are bought the premium. Of a combo the sum of its legs'
 * exposure. Trims to what fits.
 *
 * @example
 * import { maxRiskPerTrade } from '@bourse/risk'
 * maxRiskPerTrade(0.02).rule // => 'maxRiskPerTrade'
 */
export function maxRiskPerTrade(share: number): Rule {
  if (!(share > 0)) throw badArgument('maxRiskPerTrade', 'share', share, 'a share > 0')
  return ruleOf('maxRiskPerTrade', 'exposure', (_, context, situation) => {
    const { equity } = situation
    if (!(equity > 0)) return refuseMissing({ missing: 'equity', of: 'the book' })
    const loss = tradeRisk(situation, context)
    if (Number.isNaN(loss)) return refuseMissing(...missingIn(situation))
    const figure = { name: 'risk of the trade', value: loss / equity, limit: share, unit: 'share' as const }
    if (!isOver(loss, share * equity)) return passWith(figure)
    if (!(situation.adds > 0)) return refuseWith('risk/trade-risk', figure)
    return trimTo(quantityAt(situation, (share * equity) / loss), situation, 'risk/trade-risk', figure)
  })
}

/** What is lost until the stop by what is new of an order, in base; of an OCO the larger. */
export function tradeRisk(situation: OrderSituation, context: RiskContext): number {
  let most = 0
  situation.alternatives.forEach((moves, i) => {
    const judged = situation.orders[i]
    let loss = 0
    for (const { row, quantity } of moves)
      loss += judged === undefined ? Math.abs(quantity) * row.unit : lossAtStop(judged, Math.abs(quantity), context)
    if (!(loss <= most)) most = loss
  })
  return most
}
