import { amountOf, badArgument, type MoneyText, moneyOf } from '@bourse/core'
import { passWith, refuseMissing, refuseWith } from '../gate/answers.js'
import { missingIn, worstSize } from '../gate/exposureSum.js'
import { rateTo } from '../gate/exposureTable.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/**
 * Refuses orders that would leave a position too small to be worth its costs, also where another rule has trimmed them to
 * that. Of a combo each leg counts.
 *
 * @example
 * import { minPosition } from '@bourse/risk'
 * minPosition('100 USD').rule // => 'minPosition'
 */
export function minPosition(least: MoneyText): Rule {
  const { currency, value } = amountOf(moneyOf(least))
  if (!(value > 0)) throw badArgument('minPosition', 'least', least, 'money above zero')
  return ruleOf('minPosition', 'exposure', (_, context, situation) => {
    const rate = rateTo(context, currency)
    if (Number.isNaN(rate)) return refuseMissing({ missing: 'rate', of: `${currency}/${context.book.base}` })
    let smallest = Number.POSITIVE_INFINITY
    for (const moves of situation.alternatives)
      for (const { row, quantity } of moves) {
        const worth = (worstSize(row, quantity) * row.unit) / rate
        if (Number.isNaN(worth)) return refuseMissing(...missingIn(situation))
        smallest = Math.min(smallest, worth)
      }
    const figure = { name: 'smallest position', value: smallest, limit: value, unit: 'money' as const }
    return smallest < value ? refuseWith('risk/position-too-small', figure) : passWith(figure)
  })
}
