import { badArgument, formatMoney, type Money, money, type RoundingRule } from '@bourse/core'
import { type DecimalLike, difference, fractionOf, product, quotient, toDecimalText } from '../rates/fraction.js'

/**
 * What a non-deliverable forward pays its buyer in the base currency, N (fixing - agreed) / fixing, exact and rounded once;
 * negative: the buyer pays. A sold forward has a negative notional. Throws where a rate is not > 0.
 *
 * @example
 * import { formatMoney, money } from '@bourse/core'
 * import { ndfSettlement } from '@bourse/fx'
 * const paid = ndfSettlement(money('1000000', 'USD'), '5.40', '5.52', { decimals: 2, rounding: 'half-even' })
 * formatMoney(paid) // => '21739.13 USD'
 */
export function ndfSettlement(notional: Money, agreed: DecimalLike, fixing: DecimalLike, rule: RoundingRule): Money {
  const [at, fixed] = [fractionOf('ndfSettlement', 'agreed', agreed), fractionOf('ndfSettlement', 'fixing', fixing)]
  if (at.n <= 0n) throw badArgument('ndfSettlement', 'agreed', agreed, '> 0')
  if (fixed.n <= 0n) throw badArgument('ndfSettlement', 'fixing', fixing, '> 0')
  const whole = fractionOf('ndfSettlement', 'notional', formatMoney(notional).split(' ')[0] as `${number}`)
  return money(toDecimalText(product(whole, quotient(difference(fixed, at), fixed)), rule), notional.currency)
}
