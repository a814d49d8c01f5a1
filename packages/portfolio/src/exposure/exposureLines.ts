import type { Instrument } from '@bourse/assets'
import type { AccountId, Currency, InstrumentId } from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'
import type { ExposureHole } from './exposure.js'
import { looseCash } from './looseCash.js'
import { type Appraiser, appraiser, noHoles, type UnitExposure, type Valuation } from './valuation.js'

/**
 * What is held of one instrument in one account, all strategies together, or one balance (`account` undefined, `of` the
 * currency; `instrument` the spot listing that stands for it). `exposure`: the signed notional in base currency,
 * delta-adjusted; NaN where `holes` name something.
 */
export type ExposureLine = {
  readonly of: InstrumentId | Currency
  readonly account: AccountId | undefined
  readonly instrument: Instrument | undefined
  readonly quantity: number
  readonly margined: boolean
  readonly exposure: number
  readonly holes: readonly ExposureHole[]
  readonly unit: UnitExposure | undefined
}

/**
 * Every position and balance of a book, valued once: all tables of exposures are made from these. A balance in another
 * currency is an exposure, one in the base currency is none; coins that were bought are counted once, as a position.
 *
 * @param filter one account, one strategy
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { createLedger, exposureLines } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * exposureLines(book, { instruments, market }).map(({ of, exposure }) => `${of} ${exposure}`) // => ['SPY@ARCX 6000', 'USD 0']
 */
export function exposureLines(book: BookView, valuation: Valuation, filter?: BookFilter): readonly ExposureLine[] {
  const worth = appraiser(book, valuation)
  const nets = new Map<AccountId, Map<InstrumentId, { quantity: number; readonly margined: boolean }>>()
  for (const { account, instrument, quantity, margined = false } of book.positions(filter)) {
    let own = nets.get(account)
    if (own === undefined) {
      own = new Map()
      nets.set(account, own)
    }
    const net = own.get(instrument)
    if (net === undefined) own.set(instrument, { quantity, margined })
    else net.quantity += quantity
  }
  const lines: ExposureLine[] = []
  for (const [account, own] of nets)
    for (const [of, { quantity, margined }] of own) {
      const instrument = valuation.instruments.find(of)
      const unit = instrument === undefined ? undefined : worth.unit(instrument)
      const exposure = quantity === 0 ? 0 : quantity * (unit?.exposure ?? Number.NaN)
      const holes = unit === undefined ? [{ missing: 'instrument', of } as const] : unit.holes
      lines.push({ of, account, instrument, quantity, margined, exposure, holes, unit })
    }
  if (filter?.instrument === undefined)
    for (const [currency, amount] of looseCash(book, valuation.instruments, filter))
      if (amount !== 0) lines.push(balanceLine(currency, amount, book.base, worth))
  return lines
}

function balanceLine(of: Currency, quantity: number, base: Currency, worth: Appraiser): ExposureLine {
  const own = of === base
  const exposure = own ? 0 : quantity * worth.rate(of)
  const holes: readonly ExposureHole[] = Number.isNaN(exposure) ? [{ missing: 'rate', of }] : noHoles
  const instrument = own ? undefined : worth.listing(of)
  return { of, account: undefined, instrument, quantity, margined: false, exposure, holes, unit: undefined }
}
