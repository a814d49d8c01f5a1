// How much of an account's margin is used, and what that calls for.
import type { AccountId, Amount, Result } from '@bourse/core'
import { succeeded } from '@bourse/core'
import type { MarginView, RiskContext } from '../gate/riskContext.js'
import type { MarginAnswer, MarginModel } from './marginModel.js'
import { missingMargin } from './marginRules.js'

/** Reached from 80, 90, 100 and 110 % on (>=). `unknown`: of a use that is NaN, which is no reason to be calm. */
export type MarginLevel = 'ok' | 'alert80' | 'alert90' | 'alert100' | 'liquidate' | 'unknown'

const levels: readonly (readonly [from: number, level: MarginLevel])[] = [
  [0.8, 'alert80'],
  [0.9, 'alert90'],
  [1, 'alert100'],
  [1.1, 'liquidate'],
]

/**
 * The level of a use of margin; 1 = all of it.
 *
 * @example
 * import { marginLevel } from '@bourse/risk/margin'
 * marginLevel(0.8) // => 'alert80'
 * marginLevel(0.7999) // => 'ok'
 * marginLevel(Number.NaN) // => 'unknown'
 */
export function marginLevel(use: number): MarginLevel {
  if (Number.isNaN(use)) return 'unknown'
  let found: MarginLevel = 'ok'
  for (const [from, level] of levels) if (use >= from) found = level
  return found
}

/** `use`: maintenance over equity, Infinity where nothing is left to stand for it. */
export type MarginUse = {
  readonly account: AccountId
  readonly use: number
  readonly level: MarginLevel
  readonly equity: Amount
  readonly answer: MarginAnswer
}

/**
 * What a model asks of an account beside what is there.
 *
 * @returns the model's failure, where it has no answer; `margin/missing` with the marks and rates that the account's equity
 *   waits for
 *
 * @example
 * import type { RiskContext } from '@bourse/risk'
 * import { cashRules, marginModel, marginUseOf } from '@bourse/risk/margin'
 * const use = (context: RiskContext) => marginUseOf(context, marginModel([cashRules()]), 'paper')
 * typeof use // => 'function'
 */
export function marginUseOf(context: RiskContext, model: MarginModel, account: AccountId): Result<MarginUse> {
  const answer = model.margin(context.book, context, account)
  if (!answer.ok) return answer
  const equity = context.book.equity({ account })
  const asked = answer.value.maintenance.value
  if (Number.isNaN(equity.value)) return missingMargin(account, holesIn(context, account))
  const use = asked === 0 ? 0 : equity.value > 0 ? asked / equity.value : Number.POSITIVE_INFINITY
  return succeeded({ account, use, level: marginLevel(use), equity, answer: answer.value })
}

function holesIn({ book }: RiskContext, account: AccountId): ReadonlySet<string> {
  const names = book.holes().map(({ missing, of }) => `${missing}/${of}`)
  return new Set(names.length > 0 ? names : [`equity/${account}`])
}

/**
 * The `margin` of a `RiskContext`: what models ask of accounts, each asked once per version of the book. `undefined` for an
 * account without a model, and where its model has no answer.
 *
 * @example
 * import type { RiskContext } from '@bourse/risk'
 * import { cashRules, marginModel, marginViewOf } from '@bourse/risk/margin'
 * const withMargin = (context: RiskContext): RiskContext =>
 *   ({ ...context, margin: marginViewOf(context, new Map([['paper', marginModel([cashRules()])]])) })
 * typeof withMargin // => 'function'
 */
export function marginViewOf(context: RiskContext, models: ReadonlyMap<AccountId, MarginModel>): MarginView {
  const known = new Map<AccountId, ReturnType<MarginView['of']>>()
  let version = context.book.version
  return {
    of(account) {
      if (context.book.version !== version) {
        known.clear()
        version = context.book.version
      }
      if (known.has(account)) return known.get(account)
      const model = models.get(account)
      const found = model === undefined ? undefined : marginUseOf(context, model, account)
      const view =
        found?.ok === true
          ? { required: found.value.answer.maintenance, equity: found.value.equity, use: found.value.use }
          : undefined
      known.set(account, view)
      return view
    },
  }
}
