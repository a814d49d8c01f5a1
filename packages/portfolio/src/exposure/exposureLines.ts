import { type Instrument, notionalOf, priceMovePnl } from '@bourse/assets'
import type { AccountId, Currency, InstrumentId } from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'
import type { ExposureHole } from './exposure.js'
import { type Appraiser, appraiser, noHoles, type UnitExposure, type Valuation } from './valuation.js'

/**
 * What is held of one instrument in one account, all strategies together, or one balance (`account` undefined, `of` the
 * currency; `instrument` the spot listing that stands for it). In base currency: `exposure` is the signed notional,
 * delta-adjusted; `value` what it adds to equity (of margined contracts: the profit not yet paid). NaN where `holes` or
 * `valueHoles` name something.
 */
export type ExposureLine = {
  readonly of: InstrumentId | Currency
  readonly account: AccountId | undefined
  readonly instrument: Instrument | undefined
  readonly quantity: number
  readonly exposure: number
  readonly value: number
  readonly holes: readonly ExposureHole[]
  readonly valueHoles: readonly ExposureHole[]
  readonly unit: UnitExposure | undefined
}

/**
 * Every position and balance of a book, valued once: all tables of exposures are made from these. A balance in another
 * currency is an exposure, one in the base currency is none.
 *
 * @param filter one account, one strategy
 */
export function exposureLines(book: BookView, valuation: Valuation, filter?: BookFilter): readonly ExposureLine[] {
  const worth = appraiser(book.base, book.time, valuation)
  const drafts = new Map<AccountId, Map<InstrumentId, Draft>>()
  for (const { account, instrument: id, quantity, averagePrice } of book.positions(filter)) {
    let own = drafts.get(account)
    if (own === undefined) {
      own = new Map()
      drafts.set(account, own)
    }
    let draft = own.get(id)
    if (draft === undefined) {
      draft = { instrument: valuation.instruments.find(id), quantity: 0, local: 0 }
      own.set(id, draft)
    }
    draft.quantity += quantity
    draft.local += localValue(draft.instrument, quantity, averagePrice, worth)
  }
  const lines: ExposureLine[] = []
  for (const [account, own] of drafts)
    for (const [id, draft] of own) lines.push(positionLine(account, id, draft, worth))
  if (filter?.instrument === undefined)
    for (const { currency, value } of book.cash(filter)) {
      const amount = value.toNumber()
      if (amount !== 0) lines.push(balanceLine(currency, amount, book.base, worth))
    }
  return lines
}

type Draft = { readonly instrument: Instrument | undefined; quantity: number; local: number }

/** Whether holding it costs margin instead of money: its worth is the profit not yet paid. A spot position is one on margin. */
export function isMargined({ kind }: Instrument): boolean {
  return kind === 'future' || kind === 'perpetual' || kind === 'spot'
}

function localValue(instrument: Instrument | undefined, quantity: number, average: number, worth: Appraiser): number {
  if (instrument === undefined) return Number.NaN
  const mark = worth.mark(instrument.id)
  return isMargined(instrument)
    ? priceMovePnl(instrument, quantity, average, mark)
    : notionalOf(instrument, quantity, mark)
}

function positionLine(account: AccountId, of: InstrumentId, draft: Draft, worth: Appraiser): ExposureLine {
  const { instrument, quantity } = draft
  if (instrument === undefined) {
    const holes = [{ missing: 'instrument', of } as const]
    const nothing = { exposure: Number.NaN, value: Number.NaN, holes, valueHoles: holes, unit: undefined }
    return { of, account, instrument, quantity, ...nothing }
  }
  const unit = worth.unit(instrument)
  const value = draft.local * worth.rate(instrument.currency)
  const valueHoles = Number.isNaN(value) ? missingOf(instrument, worth) : noHoles
  return {
    of,
    account,
    instrument,
    quantity,
    exposure: quantity === 0 ? 0 : quantity * unit.exposure,
    value,
    holes: unit.holes,
    valueHoles,
    unit,
  }
}

function missingOf(instrument: Instrument, worth: Appraiser): readonly ExposureHole[] {
  const holes: ExposureHole[] = []
  if (Number.isNaN(worth.mark(instrument.id))) holes.push({ missing: 'mark', of: instrument.id })
  if (Number.isNaN(worth.rate(instrument.currency))) holes.push({ missing: 'rate', of: instrument.currency })
  return holes.length > 0 ? holes : [{ missing: 'mark', of: instrument.id }]
}

function balanceLine(of: Currency, quantity: number, base: Currency, worth: Appraiser): ExposureLine {
  const value = quantity * worth.rate(of)
  const holes: readonly ExposureHole[] = Number.isNaN(value) ? [{ missing: 'rate', of }] : noHoles
  const own = of === base
  const instrument = own ? undefined : worth.listing(of)
  const exposure = own ? 0 : value
  return { of, account: undefined, instrument, quantity, exposure, value, holes, valueHoles: holes, unit: undefined }
}
