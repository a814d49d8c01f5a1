import { type Instrument, notionalOf, roundQuantity } from '@bourse/assets'
import { type AccountId, badArgument, type OrderDraft, type Quote, type Side } from '@bourse/core'
import { termsAt, type TargetPricing } from './orderTerms.js'

/**
 * One instrument towards a share of equity (1 = all of it, -0.5 = half of it short). `equity` in base currency, `rate`
 * base per unit of the instrument's currency (default 1), `held` the signed units now, `price` what sizes them. `band` and
 * `minTrade` (base currency) keep small moves from trading; `cost` (share of notional) is set aside, so that a whole share
 * can be paid for. `pricing` default `'market'`; `'mid'` and `'passive'` need a `quote`.
 */
export type TargetRequest = {
  readonly instrument: Instrument
  readonly share: number
  readonly equity: number
  readonly held: number
  readonly price: number
  readonly rate?: number
  readonly band?: number
  readonly minTrade?: number
  readonly cost?: number
  readonly pricing?: TargetPricing
  readonly quote?: Quote
  readonly account?: AccountId
}

/** `wanted`: units before rounding; `target`: whole lots, never more than wanted. Without an order, `why` not. */
export type TargetAnswer =
  | { readonly wanted: number; readonly target: number; readonly order: OrderDraft }
  | { readonly wanted: number; readonly target: number; readonly order: undefined; readonly why: string }

/**
 * The order that brings one instrument to a share of equity: `ctx.target` of an engine as a pure function. Contracts are
 * counted by their notional (multiplier, inverse payoff), options by their premium. The target is rounded towards zero to
 * whole lots. Leaving (share 0) and turning round always trade; a price, rate or equity that is not known trades nothing.
 *
 * @throws BourseError where `share`, `held`, `band`, `minTrade` or `cost` is out of its domain, or an index is to be traded
 * @example
 * import { targetOrder } from '@bourse/portfolio'
 * const es = { kind: 'future', id: 'ESZ26@CME', assetClass: 'equity', currency: 'USD', tick: 0.25, lot: 1, calendar: 'CME_EQUITY',
 *   root: 'ES', month: '2026-12', expiry: '2026-12-18', multiplier: 50, settlement: 'cash' } as const
 * const { wanted, target, order } = targetOrder({ instrument: es, share: 0.7, equity: 1_000_000, held: 1, price: 6000 })
 * wanted // => 2.3333333
 * target // => 2
 * order // => { instrument: 'ESZ26@CME', side: 'buy', quantity: 1, type: 'market' }
 */
export function targetOrder(request: TargetRequest): TargetAnswer {
  const { instrument, share, equity, held, price, rate = 1, band = 0, minTrade = 0, cost = 0 } = request
  checkRequest({ instrument, share, held, band, minTrade, cost })
  const unit = notionalOf(instrument, 1, price) * rate
  const wanted = share === 0 ? 0 : (share * equity) / (unit * (1 + cost))
  // Equity of a full position divides back to its quantity but for the last digits: those must not cost a lot.
  const target = share === 0 ? 0 : roundQuantity(instrument, wanted * (1 + 1e-12))
  const none = (why: string): TargetAnswer => ({ wanted, target, order: undefined, why })
  if (Number.isNaN(wanted) || !(Math.abs(unit) > 0)) return none(unknownFigure(request))
  if (share !== 0 && equity <= 0) return none(`equity is ${told(equity)}`)
  // What is held may lie between lots: leaving never sells more than there is.
  const trade = roundQuantity(instrument, target - held, share === 0 ? 'down' : 'nearest')
  if (trade === 0) return none(target === held ? 'is there' : `${told(target - held)} is less than a lot`)
  const must = share === 0 || Math.sign(target) * Math.sign(held) < 0
  const drift = (held * unit) / equity - share
  if (!must && Math.abs(drift) <= band) return none(`${percent(drift)} off is within the band of ${percent(band)}`)
  const value = Math.abs(trade * unit)
  if (!must && value < minTrade) return none(`a trade of ${told(value)} is below ${told(minTrade)}`)
  const side: Side = trade > 0 ? 'buy' : 'sell'
  const terms = termsAt(instrument, side, request.pricing ?? 'market', request.quote)
  if (terms === undefined) return none('no quote to price the order by')
  const route = request.account === undefined ? {} : { account: request.account }
  return { wanted, target, order: { instrument: instrument.id, ...route, side, quantity: Math.abs(trade), ...terms } }
}

type Checked = Required<Pick<TargetRequest, 'instrument' | 'share' | 'held' | 'band' | 'minTrade' | 'cost'>>

function checkRequest({ instrument, share, held, band, minTrade, cost }: Checked): void {
  if (instrument.kind === 'index')
    throw badArgument('targetOrder', 'instrument', instrument.id, 'one that can be traded')
  for (const [name, value] of Object.entries({ share, held }))
    if (!Number.isFinite(value)) throw badArgument('targetOrder', name, value, 'a finite number')
  for (const [name, value] of Object.entries({ band, minTrade, cost }))
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw badArgument('targetOrder', name, value, 'a number >= 0')
}

function unknownFigure({ price, equity, rate = 1, instrument }: TargetRequest): string {
  if (!Number.isFinite(equity)) return 'equity is not known'
  return Number.isFinite(rate) ? `no price of ${instrument.id}: ${price}` : `no rate of ${instrument.currency}`
}

/** A figure in a sentence: five digits. */
export function told(value: number): string {
  return `${Number(value.toPrecision(5))}`
}

/** A share in a sentence. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}
