import { badArgument, type InstrumentId } from '@bourse/core'
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
    let name = 'age of mark'
    const look = (what: string, at: number): void => {
      const age = context.now - at
      if (age > oldest) {
        oldest = age
        name = `age of ${what}`
      }
    }
    for (const moves of situation.alternatives)
      for (const { row } of moves) {
        const ids: readonly InstrumentId[] =
          row.terms?.kind === 'option' ? [row.instrument, row.terms.underlying] : [row.instrument]
        for (const id of ids) {
          const mark = context.market.mark(id)
          if (mark === undefined) return refuseMissing({ missing: 'mark', of: id })
          look(id, mark.at)
        }
        const at = rateTime(context, row.terms?.currency ?? '')
        if (Number.isNaN(at))
          return refuseMissing({ missing: 'rate', of: `${row.terms?.currency}/${context.book.base}` })
        look(`${row.terms?.currency}/${context.book.base}`, at)
      }
    const figure = { name, value: oldest, limit: limitMs, unit: 'ms' as const }
    return oldest > limitMs ? refuseWith('risk/stale-data', figure) : passWith(figure)
  })
}

function rateTime({ rates, book }: RiskContext, currency: string): number {
  if (currency === book.base) return Number.POSITIVE_INFINITY
  const rate = rates.rate(currency, book.base)
  return rate.ok ? rate.value.asOf : Number.NaN
}
