// What an option is worth as the market stands, ready to be asked again under other prices.
import type { Option } from '@bourse/assets'
import type { EpochMs } from '@bourse/core'
import { blackScholes, marketAt, type OptionMarket, type PricingModel } from '@bourse/pricing'
import type { RiskContext } from '../gate/riskContext.js'

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
    calendarOf: (id) => context.calendars.find(id),
  })
  if (!found.ok) {
    const { missing } = found.failure.details
    return { missing: Array.isArray(missing) ? (missing as string[]) : [`${found.failure.code}/${option.id}`] }
  }
  const model = repricing.modelOf?.(option)
  const terms = { right: option.right, strike: option.strike, exercise: option.exercise } as const
  const european = { ...terms, exercise: 'european' } as const
  return {
    option,
    market: found.value,
    price:
      model === undefined ? (market) => blackScholes.price(european, market) : (market) => model.price(terms, market),
  }
}

/** The market after a shock: the underlying moves by a share, volatility by points (not below a point's tenth), time passes. */
export function shocked(market: OptionMarket, price: number, vol: number, years: number): OptionMarket {
  return {
    ...market,
    spot: market.spot * (1 + price),
    vol: Math.max(market.vol + vol, Math.min(market.vol, 0.001)),
    years: Math.max(0, market.years - years),
  }
}
