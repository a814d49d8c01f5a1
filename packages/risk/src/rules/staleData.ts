import { badArgument } from '@bourse/core'
import { passWith, refuseMissing, refuseWith } from '../gate/answers.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/**
 * Refuses what would be judged by an old price: the mark of each instrument (of an option, of its underlying too) and the
 * rate of its currency may be at most `limitMs` old.
 *
 * @example
 * import { staleData } from '@bourse/risk'
 * staleData(5_000).rule // => 'staleData'
 */
export function staleData(limitMs: number): Rule {
  if (!(limitMs >= 0)) throw badArgument('staleData', 'limitMs', limitMs, 'milliseconds >= 0')
  return ruleOf('staleData', 'exposure', (_, context, situation) => {
    let oldest = 0
    let what = 'mark'
    for (const moves of situation.alternatives)
      for (const { row } of moves) {
        const under = row.terms?.kind === 'option' ? row.terms.underlying : row.instrument
        for (let id = row.instrument; ; id = under) {
          const mark = context.market.mark(id)
          if (mark === undefined) return refuseMissing({ missing: 'mark', of: id })
          if (context.now - mark.at > oldest) {
            oldest = context.now - mark.at
            what = id
          }
          if (id === under) break
        }
        const pair = `${row.terms?.currency}/${context.book.base}`
        const at = rateTime(context, row.terms?.currency ?? '')
        if (Number.isNaN(at)) return refuseMissing({ missing: 'rate', of: pair })
        if (context.now - at > oldest) {
          oldest = context.now - at
          what = pair
        }
      }
    const figure = { name: `age of ${what}`, value: oldest, limit: limitMs, unit: 'ms' as const }
    return oldest > limitMs ? refuseWith('risk/stale-data', figure) : passWith(figure)
  })
}

function rateTime({ rates, book }: RiskContext, currency: string): number {
  if (currency === book.base) return Number.POSITIVE_INFINITY
  const rate = rates.rate(currency, book.base)
  return rate.ok ? rate.value.asOf : Number.NaN
}
