import { bsmFullGreeks, FULL_GREEK_NAMES } from '../kernel/greeks.js'
import { checkEuropean, refusal } from '../refuse.js'
import type { FullGreeks, OptionMarket, OptionTerms } from '../terms.js'

const out = /* @__PURE__ */ new Float64Array(18)

/**
 * Price and seventeen Greeks of Black-Scholes-Merton. Without cash dividends (the higher orders of the escrowed model
 * have no agreed meaning).
 *
 * @throws BourseError naming the argument outside its domain
 * @see E. G. Haug, The Complete Guide to Option Pricing Formulas (2007), ch. 2
 * @example
 * import { fullGreeks } from '@bourse/pricing'
 * const call = { right: 'call', strike: 105, exercise: 'european' } as const
 * fullGreeks(call, { spot: 100, vol: 0.2, rate: 0.03, yield: 0.01, years: 0.5 }).volga // => 9.6547
 */
export function fullGreeks(option: OptionTerms, market: OptionMarket): FullGreeks {
  const sign = checkEuropean(option, market, true)
  if (market.dividends !== undefined) throw refusal('market.dividends', 'given', 'absent: use optionGreeks')
  const { spot, years, rate, vol } = market
  bsmFullGreeks(spot, option.strike, years, rate, market.yield ?? 0, vol, sign, out)
  const full = {} as { -readonly [K in keyof FullGreeks]: number }
  for (let i = 0; i < 18; i++) full[FULL_GREEK_NAMES[i]!] = out[i]!
  return full
}
