import { type AccountId, type Draft, type Result, succeeded } from '@bourse/core'
import type { BookView } from '@bourse/portfolio'
import type { RiskContext } from '../gate/riskContext.js'
import { type LiquidityOf, liquidationPlan, quotedLiquidity } from './liquidation.js'
import type { MarginAnswer, MarginModel } from './marginModel.js'
import {
  holdingsOfAccount,
  type MarginFailure,
  type MarginHolding,
  type MarginRules,
  requirementOf,
  sumOfParts,
} from './marginRules.js'

/**
 * `liquidateAt`: maintenance over equity from which (>=) a plan is made, default 1.1; it returns to 1. `liquidityOf` says
 * what is left first, default the tightest quoted spread.
 */
export type MarginModelOptions = {
  readonly name?: string
  readonly liquidateAt?: number
  readonly liquidityOf?: LiquidityOf
}

/**
 * A margin model out of rules, the first that covers an instrument has it. Amounts in the book's base. Every position must
 * be covered: one that is not fails the answer.
 *
 * @returns from `margin`: failure `margin/missing` or `margin/stale` with what is not known, `margin/not-covered` with the
 * instrument that no rules cover
 *
 * @example
 * import { cashRules, futuresRules, marginModel, regTRules } from '@bourse/risk/margin'
 * const model = marginModel([futuresRules({ margins: [] }), regTRules(), cashRules()])
 * model.model // => 'futures table + Regulation T + paid in full'
 */
export function marginModel(rules: readonly MarginRules[], options: MarginModelOptions = {}): MarginModel {
  const { liquidateAt = 1.1, liquidityOf = quotedLiquidity } = options
  return {
    model: options.name ?? rules.map((one) => one.rules).join(' + '),
    margin(book: BookView, context: RiskContext, account: AccountId): Result<MarginAnswer, MarginFailure> {
      const situation = book === context.book ? context : { ...context, book }
      const holdings = holdingsOfAccount(situation, account)
      if (!holdings.ok) return holdings
      const parts = requirementOf(rules, holdings.value, situation)
      if (!parts.ok) return parts
      const { base } = book
      const maintenance = sumOfParts(parts.value, 'maintenance')
      const equity = book.equity({ account }).value
      return succeeded({
        initial: { currency: base, value: sumOfParts(parts.value, 'initial') },
        maintenance: { currency: base, value: maintenance },
        parts: parts.value.map(({ of, initial }) => ({ of, initial })),
        liquidation: maintenance >= liquidateAt * Math.max(0, equity) && maintenance > 0 ? plan(holdings.value) : [],
      })

      function plan(held: readonly MarginHolding[]): readonly Draft[] {
        const need = (left: readonly MarginHolding[]): number => {
          const answer = requirementOf(rules, left, situation)
          return answer.ok ? sumOfParts(answer.value, 'maintenance') : Number.POSITIVE_INFINITY
        }
        return liquidationPlan(held, need, Math.max(0, equity), situation, account, liquidityOf)
      }
    },
  }
}
