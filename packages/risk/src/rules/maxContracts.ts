import type { InstrumentKind } from '@bourse/assets'
import { badArgument } from '@bourse/core'
import { isOver, passWith, refuseWith, trimTo } from '../gate/answers.js'
import { shareWithin, worstSize } from '../gate/exposureSum.js'
import { type OrderSituation, quantityAt } from '../gate/orderSituation.js'
import type { Figure, Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

const contracts: readonly InstrumentKind[] = ['future', 'option', 'perpetual']

/**
 * Contracts of one instrument in one account, everything that works included. `kinds`: what it counts (default futures,
 * options and perpetuals); the rest passes. Trims to what fits.
 *
 * @example
 * import { maxContracts } from '@bourse/risk'
 * maxContracts(10).rule // => 'maxContracts'
 */
export function maxContracts(limit: number, kinds: readonly InstrumentKind[] = contracts): Rule {
  if (!(limit >= 0)) throw badArgument('maxContracts', 'limit', limit, 'a number >= 0')
  const most = (situation: OrderSituation, share: number): number => {
    let found = 0
    for (const moves of situation.alternatives)
      for (const { row, quantity } of moves)
        if (kinds.includes(row.terms!.kind)) found = Math.max(found, worstSize(row, quantity * share))
    return found
  }
  return ruleOf('maxContracts', 'exposure', (_, __, situation) => {
    const value = most(situation, 1)
    const figure: Figure = { name: 'contracts', value, limit, unit: 'contracts' }
    if (!isOver(value, limit)) return passWith(figure)
    if (isOver(most(situation, 0), limit)) return refuseWith('risk/contracts', figure)
    return trimTo(quantityAt(situation, shareWithin(situation, most, limit)), situation, 'risk/contracts', figure)
  })
}
