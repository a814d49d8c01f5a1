import type { IsoDate } from './civil.js'
import type { Currency, InstrumentId } from './ids.js'
import type { Quote } from './marketFacts.js'
import type { Amount } from './amount.js'
import type { EpochMs } from './time.js'

/** A value with its age and where it came from. */
export type Known<T> = { readonly value: T; readonly at: EpochMs; readonly source: string }
/** A dividend that was announced. */
export type DividendInput = { readonly exDate: IsoDate; readonly perShare: Amount }

/** The last that is known; `undefined` when nothing is. */
export interface MarketView {
  quote(id: InstrumentId): Known<Quote> | undefined
  /** Mark price, else mid, else last: `source` says which, `'mark/binance'`, `'mid/binance'`, `'last/binance'`. */
  mark(id: InstrumentId): Known<number> | undefined
  /** `mark(id).value`, NaN where there is none, without allocation: for loops over a book. A view need not have it. */
  markValue?(id: InstrumentId): number
  /** Continuous, per year. */
  rate(currency: Currency, years: number): Known<number> | undefined
  /** 0.2 = 20 %. */
  vol(id: InstrumentId): Known<number> | undefined
  /** Ex-date and money per share, from the newest input's date on, by ex-date. */
  dividends(id: InstrumentId): readonly Known<DividendInput>[]
}
