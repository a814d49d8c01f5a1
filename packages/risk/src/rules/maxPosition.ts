import { amountOf, badArgument, type MoneyText, moneyOf } from '@bourse/core'
import { passWith, refuseMissing } from '../gate/answers.js'
import { exposureSum, judgeCap } from '../gate/exposureSum.js'
import { rateTo } from '../gate/exposureTable.js'
import type { Figure, Rule, RuleAnswer } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/** At least one of the two; both hold where both are given. */
export type PositionLimit = { readonly share?: number; readonly money?: MoneyText }

/**
 * What one instrument may come to over all accounts, everything that works included: as a share of equity, in money, or
 * both. Options by delta. Trims to what fits.
 *
 * @example
 * import { maxPosition } from '@bourse/risk'
 * maxPosition({ share: 0.1 }).rule // => 'maxPosition'
 */
export function maxPosition({ share, money }: PositionLimit): Rule {
  if (share === undefined && money === undefined)
    throw badArgument('maxPosition', 'limit', 'empty', 'a share, money or both')
  if (share !== undefined && !(share >= 0)) throw badArgument('maxPosition', 'share', share, 'a share >= 0')
  const most = money === undefined ? undefined : amountOf(moneyOf(money))
  return ruleOf('maxPosition', 'exposure', (_, context, situation) => {
    const { equity } = situation
    if (share !== undefined && !(equity > 0)) return refuseMissing({ missing: 'equity', of: 'the book' })
    const rate = most === undefined ? 1 : rateTo(context, most.currency)
    if (most !== undefined && Number.isNaN(rate))
      return refuseMissing({ missing: 'rate', of: `${most.currency}/${context.book.base}` })
    const answers: RuleAnswer[] = []
    for (const moves of situation.alternatives)
      for (const { row } of moves) {
        const id = row.instrument
        const sum = exposureSum(({ instrument }) => instrument === id)
        if (share !== undefined) {
          const terms = { name: `position in ${id}`, code: 'risk/position', unit: 'share', per: equity } as const
          answers.push(judgeCap(situation, sum, share * equity, terms))
        }
        if (most !== undefined) {
          const terms = { name: `position in ${id}`, code: 'risk/position', unit: 'money', per: rate } as const
          answers.push(judgeCap(situation, sum, most.value * rate, terms))
        }
      }
    return strictest(answers)
  })
}

/** The first refusal, else the smallest trim, with the figures of all that passed or trimmed. */
export function strictest(answers: readonly RuleAnswer[]): RuleAnswer {
  const figures: Figure[] = []
  let trim: Extract<RuleAnswer, { readonly answer: 'trim' }> | undefined
  for (const answer of answers) {
    if (answer.answer === 'refuse') return answer
    figures.push(...answer.figures)
    if (answer.answer === 'trim' && !(trim !== undefined && trim.quantity <= answer.quantity)) trim = answer
  }
  return trim === undefined ? passWith(...figures) : { ...trim, figures }
}
