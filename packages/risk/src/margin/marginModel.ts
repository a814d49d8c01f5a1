import type { AccountId, Amount, Draft, Result } from '@bourse/core'
import type { BookView } from '@bourse/portfolio'
import type { RiskContext } from '../gate/riskContext.js'

/** In the book's base. `liquidation`: the orders that bring it back under its limit, empty while it is. */
export type MarginAnswer = {
  readonly initial: Amount
  readonly maintenance: Amount
  readonly parts: readonly { readonly of: string; readonly initial: number }[]
  readonly liquidation: readonly Draft[]
}

/** How one venue or broker asks for margin. */
export interface MarginModel {
  readonly model: string
  margin(book: BookView, context: RiskContext, account: AccountId): Result<MarginAnswer>
}
