import { BourseError } from '@bourse/core'
import type { OptionMarket, OptionTerms } from './terms.js'

/** The error for an argument of the named API outside its domain. */
export function refusal(argument: string, value: unknown, allowed: string): BourseError {
  const told = typeof value === 'number' && Number.isFinite(value) ? value : String(value)
  const code = typeof value === 'number' && typeof told !== 'number' ? 'input/not-finite' : 'input/out-of-range'
  return new BourseError(code, `${argument} is ${told}, allowed is ${allowed}`, {
    details: { argument, value: told, allowed },
    remedy: `pass ${argument} as ${allowed}`,
  })
}

const finite = Number.isFinite

/** Throws unless contract and market (but for the volatility) lie in the domain; `positive`: prices must be > 0. */
export function checkTerms(option: OptionTerms, market: Omit<OptionMarket, 'vol'>, positive: boolean): void {
  const { right, strike } = option
  const { spot, rate, years } = market
  if (right !== 'call' && right !== 'put') throw refusal('option.right', right, "'call' or 'put'")
  const priced = positive ? 'a finite number > 0' : 'a finite number'
  if (!(finite(strike) && (strike > 0 || !positive))) throw refusal('option.strike', strike, priced)
  if (!(finite(spot) && (spot > 0 || !positive))) throw refusal('market.spot', spot, priced)
  if (!finite(rate)) throw refusal('market.rate', rate, 'a finite number')
  if (!finite(market.yield ?? 0)) throw refusal('market.yield', market.yield, 'a finite number')
  if (!(years >= 0 && years < Infinity)) throw refusal('market.years', years, 'a finite number >= 0')
}

/**
 * `checkTerms`, the volatility, and that the contract can be exercised at expiry only; then 1 for a call, -1 for a put.
 * One look for the many good ones, short enough that the engine inlines it together with the kernel behind it; who fails
 * it is asked argument by argument.
 */
export function checkEuropean(option: OptionTerms, market: OptionMarket, positive: boolean): 1 | -1 {
  const { right, strike } = option
  const { spot, years, vol } = market
  const sum = strike + spot + market.rate + years + vol + (market.yield ?? 0)
  if (sum - sum === 0 && years >= 0 && vol >= 0 && (!positive || (spot > 0 && strike > 0)))
    if (option.exercise === 'european') {
      if (right === 'call') return 1
      if (right === 'put') return -1
    }
  return refuseEuropean(option, market, positive)
}

function refuseEuropean(option: OptionTerms, market: OptionMarket, positive: boolean): 1 | -1 {
  checkTerms(option, market, positive)
  if (!(market.vol >= 0 && market.vol < Infinity)) throw refusal('market.vol', market.vol, 'a finite number >= 0')
  checkExercise(option)
  return option.right === 'call' ? 1 : -1 // numbers so large that only their sum overflows
}

/** A closed form has no early exercise: an American option would come out too cheap, silently. */
export function checkExercise(option: OptionTerms): void {
  if (option.exercise === 'european') return
  throw refusal(
    'option.exercise',
    option.exercise,
    "'european' under this model; of American options take andersenLake",
  )
}

/** `checkEuropean` for models that know early exercise too. */
export function checkOption(option: OptionTerms, market: OptionMarket): 1 | -1 {
  checkTerms(option, market, true)
  if (!(market.vol >= 0 && market.vol < Infinity)) throw refusal('market.vol', market.vol, 'a finite number >= 0')
  if (option.exercise !== 'european' && option.exercise !== 'american')
    throw refusal('option.exercise', option.exercise, "'european' or 'american'")
  return option.right === 'call' ? 1 : -1
}
