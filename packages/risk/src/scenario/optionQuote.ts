// What an option is worth as the market stands, ready to be asked again under other prices.
import type { Option } from '@bourse/assets'
import type { EpochMs } from '@bourse/core'
import { blackScholes, bsm, marketAt, type OptionMarket, type PricingModel } from '@bourse/pricing'
import type { RiskContext } from '../gate/riskContext.js'
import { expiryKept } from './expiryKept.js'

/**
 * How options are priced. Without a model of one's own American ones are taken as European ones: P&L is a difference of
 * two such prices, in which most of the early-exercise premium cancels.
 */
export type Repricing = {
  readonly modelOf?: (option: Option) => PricingModel
  /** Years that pass until the scenario is over, default 0: at once. */
  readonly years?: number
}

/** What it takes to price an option anywhere. */
export type OptionQuote = {
  readonly option: Option
  readonly market: OptionMarket
  readonly price: (market: OptionMarket) => number
  /** After a shock, as `shocked` says: asked once per path, so that it makes nothing. */
  readonly priceAfter: (move: number, vol: number, years: number) => number
}

/** The option under today's market, or what is not known of it. Ages are the affair of other rules. */
export function optionQuote(
  option: Option,
  context: RiskContext,
  repricing: Repricing,
): OptionQuote | { readonly missing: readonly string[] } {
  const kind = context.instruments.find(option.underlying)?.kind
  const found = marketAt(option, context.now as EpochMs, context.market, {
    underlying: kind === 'future' || kind === 'perpetual' ? 'future' : 'spot',
    maxAge: { spot: Number.POSITIVE_INFINITY, vol: Number.POSITIVE_INFINITY, rate: Number.POSITIVE_INFINITY },
    expiryOf: expiryKept(context.calendars),
  })
  if (!found.ok) {
    const { missing } = found.failure.details
    return { missing: Array.isArray(missing) ? (missing as string[]) : [`${found.failure.code}/${option.id}`] }
  }
  const model = repricing.modelOf?.(option)
  const { value: market } = found
  const terms = { right: option.right, strike: option.strike, exercise: option.exercise } as const
  const european = { ...terms, exercise: 'european' } as const
  const price = (at: OptionMarket): number =>
    model === undefined ? blackScholes.price(european, at) : model.price(terms, at)
  if (model !== undefined || market.dividends !== undefined)
    return { option, market, price, priceAfter: (move, vol, years) => price(shocked(market, move, vol, years)) }
  const { spot, rate, vol, years, yield: carry = 0 } = market
  const sign = option.right === 'call' ? 1 : -1
  return {
    option,
    market,
    price,
    priceAfter: (move, more, passed) =>
      bsm(spot * (1 + move), option.strike, Math.max(0, years - passed), rate, carry, shockedVol(vol, more), sign),
  }
}

/** The market after a shock: the underlying moves by a share, volatility by points (not below a point's tenth), time passes. */
export function shocked(market: OptionMarket, price: number, vol: number, years: number): OptionMarket {
  return {
    ...market,
    spot: market.spot * (1 + price),
    vol: shockedVol(market.vol, vol),
    years: Math.max(0, market.years - years),
  }
}

function shockedVol(vol: number, more: number): number {
  return Math.max(vol + more, Math.min(vol, 0.001))
}
