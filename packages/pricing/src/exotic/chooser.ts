import { bsm } from '../kernel/bsm.js'
import { refusal } from '../refuse.js'
import type { OptionMarket } from '../terms.js'
import { checkExotic } from './checkExotic.js'

/** After `chooseYears` the holder says whether it is a call or a put, of the same strike and expiry. */
export type ChooserTerms = { readonly strike: number; readonly chooseYears: number }

/**
 * Price of one unit of a simple chooser: a call to expiry, and a put to the day of choice, by put-call parity on that
 * day.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @see M. Rubinstein, Options for the undecided, Risk 4 (1991), p. 43
 * @example
 * import { priceChooser } from '@bourse/pricing'
 * priceChooser({ strike: 50, chooseYears: 0.25 }, { spot: 50, vol: 0.25, rate: 0.08, years: 0.5 }) // => 6.1071
 */
export function priceChooser(option: ChooserTerms, market: OptionMarket): number {
  const { strike, chooseYears } = option
  checkExotic('call', strike, market)
  const { spot, rate, years, vol } = market
  if (!(chooseYears >= 0 && chooseYears <= years))
    throw refusal('option.chooseYears', chooseYears, `between 0 and market.years = ${years}`)
  const carryYield = market.yield ?? 0
  const later = years - chooseYears
  const put = bsm(spot, strike * Math.exp((carryYield - rate) * later), chooseYears, rate, carryYield, vol, -1)
  return bsm(spot, strike, years, rate, carryYield, vol, 1) + Math.exp(-carryYield * later) * put
}
