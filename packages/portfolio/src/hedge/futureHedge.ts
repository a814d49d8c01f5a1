import { type Instrument, notionalOf } from '@bourse/assets'
import { type AccountId, type Amount, badArgument, type OrderDraft } from '@bourse/core'
import { betaHedge } from '@bourse/futures'
import type { BookFilter, BookView } from '../book/bookView.js'
import type { ExposureHole } from '../exposure/exposure.js'
import { type ExposureLine, exposureLines } from '../exposure/exposureLines.js'
import type { Valuation } from '../exposure/valuation.js'

/**
 * What is to be hedged with what. `exposure` signed; `ratio`: hedge per unit of exposure (a beta, a minimum-variance ratio;
 * default 1). `rate`: units of the exposure's currency per unit of the hedge's (default 1). `held`: contracts of the hedge
 * that are held already, outside the exposure.
 */
export type FutureHedgeRequest = {
  readonly exposure: Amount
  readonly hedge: Instrument
  readonly price: number
  readonly ratio?: number
  readonly rate?: number
  readonly held?: number
  readonly account?: AccountId
}

/** `contracts`: exact, signed, what the hedge should hold; `whole`: rounded; `residual`: what whole contracts leave open of ratio times exposure. */
export type FutureHedge = {
  readonly contracts: number
  readonly whole: number
  readonly order: OrderDraft | undefined
  readonly residual: Amount
}

/**
 * Contracts against an exposure, nearest whole ones, and what they leave open.
 *
 * @throws BourseError where a figure is not finite, or price and rate are not above zero
 * @example
 * import { futureHedge } from '@bourse/portfolio'
 * const es = { kind: 'future', id: 'ESZ26@CME', assetClass: 'equity', currency: 'USD', tick: 0.25, lot: 1, calendar: 'CME_EQUITY',
 *   root: 'ES', month: '2026-12', expiry: '2026-12-18', multiplier: 50, settlement: 'cash' } as const
 * const { contracts, order, residual } = futureHedge({ exposure: { currency: 'USD', value: 1e6 }, ratio: 1.1, hedge: es, price: 6000 })
 * contracts // => -3.6666667
 * order // => { instrument: 'ESZ26@CME', side: 'sell', quantity: 4, type: 'market' }
 * residual // => { currency: 'USD', value: -100000 }
 */
export function futureHedge(request: FutureHedgeRequest): FutureHedge {
  const { exposure, hedge, price, ratio = 1, rate = 1, held = 0, account } = request
  if (!Number.isFinite(held)) throw badArgument('futureHedge', 'held', held, 'a finite number')
  if (!Number.isFinite(ratio)) throw badArgument('futureHedge', 'ratio', ratio, 'a finite number')
  if (!Number.isFinite(exposure.value)) throw badArgument('futureHedge', 'exposure', exposure.value, 'a finite number')
  const unit = notionalOf(hedge, 1, price) * rate
  if (!(unit > 0 && unit < Number.POSITIVE_INFINITY))
    throw badArgument('futureHedge', `value of ${hedge.id}`, unit, '> 0, from a price and rate > 0')
  const sized = betaHedge(1, { price: exposure.value, multiplier: 1 }, { price: unit, multiplier: 1 }, ratio)
  const whole = 0 - sized.contracts
  const trade = whole - held
  const order: OrderDraft | undefined =
    trade === 0
      ? undefined
      : {
          instrument: hedge.id,
          ...(account === undefined ? {} : { account }),
          side: trade > 0 ? 'buy' : 'sell',
          quantity: Math.abs(trade),
          type: 'market',
        }
  const residual = ratio * exposure.value + whole * unit
  return { contracts: 0 - sized.ratio, whole, order, residual: { currency: exposure.currency, value: residual } }
}

/**
 * The book in units of an index: exposure times beta, added up, in base currency, for `futureHedge` with the index future. Leave out (beta 0)
 * what the hedge itself holds. NaN where a beta or an exposure is missing: `holes` and `unknown` name them.
 *
 * @param betaOf beta of what a line holds to the index; undefined where not known
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { betaExposure, createLedger } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * betaExposure(book, ({ of }) => (of === 'SPY@ARCX' ? 1.1 : 0), { instruments, market }).value // => 6600
 */
export function betaExposure(
  book: BookView,
  betaOf: (line: ExposureLine) => number | undefined,
  valuation: Valuation,
  filter?: BookFilter,
): Amount & { readonly holes: readonly ExposureHole[]; readonly unknown: readonly string[] } {
  let value = 0
  const holes: ExposureHole[] = []
  const unknown: string[] = []
  for (const line of exposureLines(book, valuation, filter)) {
    if (line.exposure === 0) continue
    const beta = betaOf(line)
    if (beta === 0) continue
    if (beta === undefined || Number.isNaN(beta)) unknown.push(line.of)
    holes.push(...line.holes)
    value += (beta ?? Number.NaN) * line.exposure
  }
  return { currency: book.base, value, holes, unknown }
}
