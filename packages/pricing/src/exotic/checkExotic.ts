import { checkTerms, refusal } from '../refuse.js'
import type { OptionMarket } from '../terms.js'

/** Throws unless strike and market lie in the domain of the lognormal closed forms; then 1 for a call, -1 for a put. */
export function checkExotic(right: 'call' | 'put', strike: number, market: OptionMarket): 1 | -1 {
  checkTerms({ right, strike, exercise: 'european' }, market, true)
  if (!(market.vol >= 0 && market.vol < Infinity)) throw refusal('market.vol', market.vol, 'a finite number >= 0')
  if (market.dividends !== undefined) throw refusal('market.dividends', 'given', 'absent: exotics take a yield only')
  return right === 'call' ? 1 : -1
}

/** Throws unless `value` is a finite number above 0. */
export function checkPositive(argument: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw refusal(argument, value, 'a finite number > 0')
}
