import { badArgument, type InstrumentId } from '@bourse/core'
import { passWith, refuseMissing } from '../gate/answers.js'
import { exposureSum, judgeCap } from '../gate/exposureSum.js'
import type { MissingFact } from '../gate/exposureTable.js'
import type { OrderSituation } from '../gate/orderSituation.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Rule, RuleAnswer } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'
import { strictest } from './maxPosition.js'

/**
 * Exposure that moves together: what is held of, and works in, everything whose correlation with the order's instrument is
 * above `above` (default 0.7, which itself does not count), and the order, over equity. A correlation that is not known
 * refuses. Trims to what fits.
 *
 * @example
 * import { maxCorrelatedExposure } from '@bourse/risk'
 * maxCorrelatedExposure(0.25).rule // => 'maxCorrelatedExposure'
 */
export function maxCorrelatedExposure(share: number, { above = 0.7 }: { readonly above?: number } = {}): Rule {
  if (!(share >= 0)) throw badArgument('maxCorrelatedExposure', 'share', share, 'a share >= 0')
  return ruleOf('maxCorrelatedExposure', 'exposure', (_, context, situation) => {
    const { equity } = situation
    if (!(equity > 0)) return refuseMissing({ missing: 'equity', of: 'the book' })
    const answers: RuleAnswer[] = []
    for (const moves of situation.alternatives)
      for (const { row } of moves) {
        const unknown = unknownTo(row.instrument, situation, context)
        if (unknown.length > 0) return refuseMissing(...unknown)
        const sum = exposureSum(
          ({ instrument }) => instrument === row.instrument || context.correlation(row.instrument, instrument) > above,
        )
        const terms = {
          name: `exposure correlated with ${row.instrument}`,
          code: 'risk/correlated-exposure',
          unit: 'share',
          per: equity,
        } as const
        answers.push(judgeCap(situation, sum, share * equity, terms))
      }
    return answers.length === 0 ? passWith() : strictest(answers)
  })
}

function unknownTo(id: InstrumentId, situation: OrderSituation, context: RiskContext): readonly MissingFact[] {
  const missing: MissingFact[] = []
  for (const rows of [situation.table.rows, situation.touched])
    for (const { instrument, held, buys, sells } of rows)
      if (
        instrument !== id &&
        (held !== 0 || buys !== 0 || sells !== 0) &&
        Number.isNaN(context.correlation(id, instrument))
      )
        missing.push({ missing: 'correlation', of: `${id} with ${instrument}` })
  return missing
}
