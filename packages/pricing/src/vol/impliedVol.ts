import type { Result } from '@bourse/core'
import { EXPIRED, INVALID_INPUT, ROW_STATUS } from '../columns/columns.js'
import { blackScholes } from '../model/blackScholes.js'
import type { OptionLegs, OptionMarket, OptionTerms, PricingModel } from '../terms.js'
import { lognormalVol, normalVol } from './legsVol.js'
import { searchVol } from './searchVol.js'

/** Why a premium has no volatility. */
export type ImpliedVolFailure = 'belowIntrinsic' | 'aboveMaximum' | 'expired' | 'invalidInput'

/**
 * The volatility at which `model` gives `premium`. Closed European forms are inverted to the last digits that the
 * premium holds, other models by bracketing their price. A volatility of zero is an answer: the premium is exactly the
 * intrinsic value. Never throws for bad numbers: chains are full of them.
 *
 * @param premium of one unit, paid today
 * @param model `blackScholes` when absent
 * @returns `belowIntrinsic`: no volatility is low enough; `aboveMaximum`: none is high enough (the premium is worth the
 * underlying or the discounted strike itself); `expired`: years <= 0; `invalidInput`: anything not finite, a spot or
 * strike that the model does not know
 * @example
 * import { impliedVol } from '@bourse/pricing'
 * const call = { right: 'call', strike: 105, exercise: 'european' } as const
 * const market = { spot: 100, rate: 0.03, yield: 0.01, years: 0.5 }
 * const found = impliedVol(call, market, 3.9657)
 * found.ok && found.value // => 0.2000
 */
export function impliedVol(
  option: OptionTerms,
  market: Omit<OptionMarket, 'vol'>,
  premium: number,
  model: PricingModel = blackScholes,
): Result<number, ImpliedVolFailure> {
  const vol = rawVol(option, market, premium, model)
  if (vol >= 0) return { ok: true, value: vol }
  const code = ROW_STATUS[-vol] as ImpliedVolFailure
  const { spot, rate, years } = market
  return {
    ok: false,
    failure: {
      code,
      message: `no volatility of ${model.model} gives ${premium}: ${reasons[code](option, market, premium, model)}`,
      details: {
        premium: told(premium),
        spot: told(spot),
        strike: told(option.strike),
        rate: told(rate),
        years: told(years),
      },
    },
  }
}

type Ask = (option: OptionTerms, market: Omit<OptionMarket, 'vol'>, premium: number, model: PricingModel) => string

const reasons: { readonly [code in ImpliedVolFailure]: Ask } = {
  belowIntrinsic: () => 'it is less than the option is worth without any',
  aboveMaximum: () => 'it is more than the option is worth at any',
  expired: (_, { years }) => `${years} years are left`,
  invalidInput: refusedBy,
}

// What the model itself says of the arguments.
function refusedBy(...[option, market, premium, model]: Parameters<Ask>): string {
  if (!Number.isFinite(premium)) return 'the premium is no finite number'
  try {
    model.price(option, { ...market, vol: 0.2 })
  } catch (error) {
    return (error as Error).message
  }
  return 'an argument is outside what the model knows'
}

function rawVol(option: OptionTerms, market: Omit<OptionMarket, 'vol'>, premium: number, model: PricingModel): number {
  const { years } = market
  if (!Number.isFinite(years)) return -INVALID_INPUT
  if (years <= 0) return -EXPIRED
  if (!Number.isFinite(premium)) return -INVALID_INPUT
  const sign = option.right === 'call' ? 1 : -1
  if (model.legs === undefined) return searchVol(option, market, premium, model)
  let legs: OptionLegs
  try {
    legs = model.legs(option, market)
  } catch {
    return -INVALID_INPUT
  }
  const { asset, cash, difference, moneyness, discount } = legs
  const stdDev =
    legs.distribution === 'lognormal'
      ? lognormalVol(premium, asset, cash, difference, moneyness, sign)
      : normalVol(premium / discount, difference / discount, sign)
  return stdDev > 0 ? stdDev / Math.sqrt(years) : stdDev
}

// JSON has no NaN.
function told(x: number): number | string {
  return Number.isFinite(x) ? x : String(x)
}
