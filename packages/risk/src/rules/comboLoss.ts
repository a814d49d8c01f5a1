// The most that an option structure can lose, where that is bounded.
import type { Option } from '@bourse/assets'
import { rateTo } from '../gate/exposureTable.js'
import type { OrderSituation } from '../gate/orderSituation.js'
import type { RiskContext } from '../gate/riskContext.js'
import { worstPayoff } from '../margin/worstPayoff.js'

/**
 * What a combo of options on one underlying and of one expiry loses at the worst price at expiry, in base: worst payoff and
 * what is paid for it, at the combo's limit or else at the marks of its legs. `undefined` of everything else: other legs,
 * calls or puts that are short on balance, options paid in the coin they are on, whose payoff in it has no worst corner.
 */
export function comboLoss({ combo, alternatives }: OrderSituation, context: RiskContext): number | undefined {
  const moves = alternatives[0]
  if (combo === undefined || moves === undefined) return undefined
  const legs: { readonly option: Option; readonly quantity: number }[] = []
  for (const { row, quantity } of moves) {
    if (row.terms?.kind !== 'option') return undefined
    legs.push({ option: row.terms, quantity })
  }
  const first = legs[0]?.option
  if (first === undefined || !legs.every(({ option }) => isAlike(option, first)) || isInCoin(first, context))
    return undefined
  const worst = worstPayoff(
    legs.map(({ option: { right, strike, multiplier }, quantity }) => ({ type: right, strike, quantity, multiplier })),
  )
  if (worst === undefined) return undefined
  let paid = 0
  if ('limit' in combo) paid = combo.limit * (combo.side === 'buy' ? combo.quantity : -combo.quantity)
  else for (const { option, quantity } of legs) paid += quantity * (context.market.mark(option.id)?.value ?? Number.NaN)
  return Math.max(0, worst + paid * first.multiplier) * rateTo(context, first.currency)
}

function isAlike(a: Option, b: Option): boolean {
  return (
    a.underlying === b.underlying &&
    a.expiry === b.expiry &&
    a.multiplier === b.multiplier &&
    a.currency === b.currency &&
    a.fixing === b.fixing
  )
}

function isInCoin({ underlying, currency }: Option, { instruments }: RiskContext): boolean {
  const under = instruments.find(underlying)
  return under !== undefined && 'base' in under && under.base === currency
}
