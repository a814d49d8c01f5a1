import { badArgument, dayMs, type EpochMs, numberFromJson, numberToJson } from '@bourse/core'
import { passWith, refuseWith } from '../gate/answers.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Figure, GateAction, Rule } from '../gate/rule.js'

/** Positions are looked at so often: an old one that could not be closed is asked for again. */
const lookMs = 60_000

/**
 * Positions held for `days` days of 24 hours or longer are flattened, and nothing is added to them.
 *
 * @example
 * import { maxHoldingDays } from '@bourse/risk'
 * maxHoldingDays(30).rule // => 'maxHoldingDays'
 */
export function maxHoldingDays(days: number): Rule {
  if (!(days > 0)) throw badArgument('maxHoldingDays', 'days', days, 'a number > 0')
  let lookAt: EpochMs = Number.NEGATIVE_INFINITY
  const figureOf = (openedAt: EpochMs, now: EpochMs): Figure => ({
    name: 'days held',
    value: (now - openedAt) / dayMs,
    limit: days,
    unit: 'count',
  })
  return {
    rule: 'maxHoldingDays',
    scope: 'exposure',
    observe(_, context) {
      if (context.now < lookAt) return []
      lookAt = context.now + lookMs
      return tooOld(context, days * dayMs).map(
        ({ account, strategy, instrument, openedAt }): GateAction => ({
          action: 'flatten',
          account,
          strategy,
          instrument,
          why: `held for ${days} days`,
          figures: [figureOf(openedAt, context.now)],
        }),
      )
    },
    check(_, context, situation) {
      const { strategy, account } = situation
      for (const moves of situation.alternatives)
        for (const { row } of moves)
          for (const { openedAt } of context.book.positions({ account, strategy, instrument: row.instrument }))
            if (context.now - openedAt >= days * dayMs)
              return refuseWith('risk/held-too-long', figureOf(openedAt, context.now))
      return passWith()
    },
    save: () => numberToJson(lookAt),
    load(state) {
      lookAt = state === null ? Number.NEGATIVE_INFINITY : numberFromJson(state)
    },
  }
}

function tooOld({ book, now }: RiskContext, limit: number) {
  return [...book.positions()].filter(({ openedAt }) => now - openedAt >= limit)
}
