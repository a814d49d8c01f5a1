import type { Instrument } from '@bourse/assets'
import { badArgument } from '@bourse/core'
import { isOver, passWith, refuseMissing, refuseWith, trimTo } from '../gate/answers.js'
import { rateTo } from '../gate/exposureTable.js'
import { quantityAt } from '../gate/orderSituation.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/** Initial margin as a share of an instrument's exposure: 0.05 = 20 to 1. */
export type MarginShare = (instrument: Instrument) => number

/**
 * Margin of the order's account over its equity, the order's own margin included, up to `most`; 0.8 = 80 %. The order adds
 * its exposure times `share` (default 1: paid in full). An account whose margin is not known is refused. Trims to what
 * fits.
 *
 * @example
 * import { marginHeadroom } from '@bourse/risk'
 * marginHeadroom(0.8, () => 0.1).rule // => 'marginHeadroom'
 */
export function marginHeadroom(most: number, share: MarginShare = () => 1): Rule {
  if (!(most > 0)) throw badArgument('marginHeadroom', 'most', most, 'a share > 0')
  return ruleOf('marginHeadroom', 'exposure', (_, context, situation) => {
    const margin = context.margin.of(situation.account)
    if (margin === undefined || !(margin.equity.value > 0))
      return refuseMissing({ missing: 'margin', of: situation.account })
    const rate = rateTo(context, margin.equity.currency)
    let added = 0
    for (const moves of situation.alternatives) {
      let sum = 0
      for (const { row, quantity } of moves) sum += Math.abs(quantity) * row.unit * share(row.terms!)
      if (!(sum <= added)) added = sum
    }
    added /= rate
    if (Number.isNaN(added))
      return refuseMissing({ missing: 'rate', of: `${margin.equity.currency}/${context.book.base}` })
    const value = (margin.required.value + added) / margin.equity.value
    const figure = { name: 'margin use', value, limit: most, unit: 'share' as const }
    if (!isOver(value, most)) return passWith(figure)
    const room = most * margin.equity.value - margin.required.value
    if (!(room > 0 && added > 0)) return refuseWith('risk/margin', figure)
    return trimTo(quantityAt(situation, room / added), situation, 'risk/margin', figure)
  })
}
