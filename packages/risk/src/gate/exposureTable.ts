// What is held, line by line and valued once per version of the book: the part of a judgement that many orders share.
import { type Instrument, type Instruments, notionalOf } from '@bourse/assets'
import type { AccountId, Currency, InstrumentId, MarketView } from '@bourse/core'
import type { FxRates } from '@bourse/fx'
import type { BookView } from '@bourse/portfolio'
import { rateToBase } from '../scenario/currencies.js'
import { optionExposure } from './optionExposure.js'
import type { RiskContext } from './riskContext.js'

/** What a rule needs to know and nobody has told. */
export type MissingFact = {
  readonly missing:
    | 'mark'
    | 'rate'
    | 'instrument'
    | 'equity'
    | 'correlation'
    | 'volume'
    | 'margin'
    | 'calendar'
    | 'stop'
  readonly of: string
}

/**
 * One instrument in one account. Quantities in units of the instrument; `held` is signed. `buys` and `sells`: what works
 * and could still fill. `unit`: what one unit exposes, >= 0, in the book's base; NaN where `missing` says why.
 */
export type ExposureRow = {
  readonly account: AccountId
  readonly instrument: InstrumentId
  readonly terms: Instrument | undefined
  readonly unit: number
  readonly missing: MissingFact | undefined
  readonly held: number
  readonly buys: number
  readonly sells: number
}

/** A row while it is made. */
export type OpenRow = { -readonly [K in keyof ExposureRow]: ExposureRow[K] }

/** All held rows of a version of the book. */
export type ExposureTable = {
  readonly rows: readonly OpenRow[]
  readonly byInstrument: ReadonlyMap<InstrumentId, readonly OpenRow[]>
  readonly equity: number
  /** Rows whose `buys` and `sells` are of the last order judged. */
  dirty: readonly OpenRow[]
}

/** Keeps the table of a book until the book, its version or what values it is another. */
export function exposureTables(): (context: RiskContext) => ExposureTable {
  let table: ExposureTable | undefined
  let book: BookView | undefined
  let version = Number.NaN
  let market: MarketView | undefined
  let rates: FxRates | undefined
  let asOf = Number.NaN
  let instruments: Instruments | undefined
  return (context) => {
    if (
      table === undefined ||
      book !== context.book ||
      version !== context.book.version ||
      market !== context.market ||
      rates !== context.rates ||
      asOf !== context.rates.asOf ||
      instruments !== context.instruments
    ) {
      table = tableOf(context)
      ;({ book, market, rates, instruments } = context)
      version = book.version
      asOf = rates.asOf
    }
    return table
  }
}

function tableOf(context: RiskContext): ExposureTable {
  const rows: OpenRow[] = []
  const byInstrument = new Map<InstrumentId, OpenRow[]>()
  for (const { account, instrument, quantity } of context.book.positions()) {
    const known = byInstrument.get(instrument)
    const same = known?.find((row) => row.account === account)
    // Strategies that share an account share its position: the venue knows one.
    if (same !== undefined) same.held += quantity
    else {
      const row = rowOf(context, account, instrument, quantity)
      rows.push(row)
      if (known === undefined) byInstrument.set(instrument, [row])
      else known.push(row)
    }
  }
  return { rows, byInstrument, equity: context.book.equity().value, dirty: [] }
}

/** A row of its own, valued now. */
export function rowOf(context: RiskContext, account: AccountId, instrument: InstrumentId, held: number): OpenRow {
  const terms = context.instruments.find(instrument)
  const row: OpenRow = {
    account,
    instrument,
    terms,
    unit: Number.NaN,
    missing: undefined,
    held,
    buys: 0,
    sells: 0,
  }
  if (terms === undefined) row.missing = { missing: 'instrument', of: instrument }
  else value(row, terms, context)
  return row
}

function value(row: OpenRow, terms: Instrument, context: RiskContext): void {
  const mark = context.market.mark(terms.id)
  if (mark === undefined || !Number.isFinite(mark.value)) {
    row.missing = { missing: 'mark', of: terms.id }
    return
  }
  const rate = rateTo(context, terms.currency)
  if (Number.isNaN(rate)) {
    row.missing = { missing: 'rate', of: `${terms.currency}/${context.book.base}` }
    return
  }
  if (terms.kind === 'option') {
    const own = optionExposure(terms, mark.value, context)
    if (Number.isNaN(own)) row.missing = { missing: 'mark', of: terms.underlying }
    row.unit = own * rate
  } else {
    row.unit = Math.abs(notionalOf(terms, 1, mark.value)) * rate
    if (Number.isNaN(row.unit)) row.missing = { missing: 'mark', of: terms.id }
  }
}

/** Units of the book's base per one of a currency; NaN where no chain of quotes joins them and no listing of it has a mark. */
export function rateTo(context: RiskContext, currency: Currency): number {
  if (currency === context.book.base) return 1
  const rate = context.rates.mid(currency, context.book.base)
  return Number.isNaN(rate) ? rateToBase(currency, context, new Set()) : rate
}
