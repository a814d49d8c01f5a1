import type { Input } from '@bourse/core'
import { rateTo } from '../gate/exposureTable.js'
import type { RiskContext } from '../gate/riskContext.js'

/** Money that its owner put in or took out, in base: no profit and no loss. 0 for every other input, NaN without a rate. */
export function capitalMoved(input: Input, context: RiskContext): number {
  if (input.kind !== 'cashMove') return 0
  const { reason, amount } = input
  if (reason !== 'deposit' && reason !== 'withdrawal' && reason !== 'transfer') return 0
  return amount.value.toNumber() * rateTo(context, amount.currency)
}
