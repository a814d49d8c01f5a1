// What options are worth as the market stands, ready to be asked again under other prices.
import type { Option } from '@bourse/assets'
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

/** Today's market and price, and the price per unit under another one. */
export type OptionQuote = {
  readonly market: OptionMarket
  readonly price: number
  /** After the underlying moved by a share, volatility by points (not below a tenth of a point), and time passed. */
  after(move: number, volMove: number): number
}

/**
 * A function from an option to its quote, or to what is not known of it. Ages are the affair of other rules.
 */
export function optionQuotes(
  context: RiskContext,
  repricing: Repricing = {},
): (option: Option) => OptionQuote | { readonly missing: readonly string[] } {
  const expiryOf = expiryKept(context.calendars)
  const anyAge = Number.POSITIVE_INFINITY
  return (option) => {
    const kind = context.instruments.find(option.underlying)?.kind
    const found = marketAt(option, context.now, context.market, {
      underlying: kind === 'future' || kind === 'perpetual' ? 'future' : 'spot',
      maxAge: { spot: anyAge, vol: anyAge, rate: anyAge },
      expiryOf,
    })
    if (!found.ok) {
      const { missing } = found.failure.details
      return { missing: Array.isArray(missing) ? (missing as string[]) : [`${found.failure.code}/${option.id}`] }
    }
    const market = found.value
    const priceAt = pricerOf(option, market, repricing.modelOf?.(option))
    const left = Math.max(0, market.years - (repricing.years ?? 0))
    const floor = Math.min(market.vol, 0.001)
    return {
      market,
      price: priceAt(market.spot, market.vol, market.years),
      after: (move, volMove) => priceAt(market.spot * (1 + move), Math.max(market.vol + volMove, floor), left),
    }
  }
}

/** The kernel itself where nothing but spot, volatility and time matters: paths ask it millions of times. */
function pricerOf(
  option: Option,
  market: OptionMarket,
  model: PricingModel | undefined,
): (spot: number, vol: number, years: number) => number {
  const { strike, right } = option
  const { rate, yield: carry = 0, dividends } = market
  if (model === undefined && dividends === undefined) {
    const sign = right === 'call' ? 1 : -1
    return (spot, vol, years) =>
      spot > 0 ? bsm(spot, strike, years, rate, carry, vol, sign) : sign === 1 ? 0 : strike * Math.exp(-rate * years)
  }
  const exercise = model === undefined ? 'european' : option.exercise
  const terms = { right, strike, exercise } as const
  const by = model ?? blackScholes
  return (spot, vol, years) => by.price(terms, { ...market, spot, vol, years })
}
