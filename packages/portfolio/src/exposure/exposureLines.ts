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
 */
export function exposureLines(book: BookView, valuation: Valuation, filter?: BookFilter): readonly ExposureLine[] {
  const worth = appraiser(book.base, book.time, valuation)
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
