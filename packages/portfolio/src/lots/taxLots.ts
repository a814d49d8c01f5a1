import {
  type AccountId,
  badArgument,
  dayNumber,
  type EpochMs,
  type InstrumentId,
  type IsoDate,
  type Money,
  toIsoDate,
} from '@bourse/core'
import { behindOf } from '../book/bookState.js'
import type { BookView } from '../book/bookView.js'
import { moneyOfUnits, numberOfUnits } from '../ledger/units.js'

/** What is still held of one purchase. `quantity` signed; `cost` what it was traded for; `term` as if it were sold on the day. */
export type TaxLot = {
  readonly account: AccountId
  readonly strategy: string
  readonly instrument: InstrumentId
  readonly opened: EpochMs
  readonly quantity: number
  readonly cost: Money
  readonly term: TaxTerm
}
/** How long a lot was held, as taxes see it. */
export type TaxTerm = 'short' | 'long'
/** `longAfterDays`: held for more days than this is long term (default 365, US; pass what your country says). */
export type TaxTermOptions = { readonly longAfterDays?: number }

/**
 * The open lots as they would be taxed on a day. Days are civil days in UTC. Throws `ledger/no-lots` for a book that is no
 * ledger's.
 *
 * @example
 * import { openingBook, taxLots } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord } from '@bourse/core'
 * const book = openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord() })
 * taxLots(book, '2026-12-31').length // => 0
 */
export function taxLots(book: BookView, on: IsoDate, options: TaxTermOptions = {}): readonly TaxLot[] {
  const { rows, order } = behindOf('taxLots', book).stateNow()
  return order.flatMap((index) => {
    const { account, strategy, terms, lots, head } = rows[index]!
    return lots.slice(head).map(
      (lot): TaxLot => ({
        account,
        strategy,
        instrument: terms.id,
        opened: lot.openedAt,
        quantity: numberOfUnits(lot.quantity),
        cost: moneyOfUnits(lot.entry, terms.currency),
        term: taxTerm(lot.openedAt, on, options),
      }),
    )
  })
}

/**
 * Short or long, for something opened at a moment and closed on a day.
 *
 * @example
 * import { taxTerm } from '@bourse/portfolio'
 * taxTerm(Date.parse('2025-03-01T15:00Z'), '2026-03-01') // => 'short'
 * taxTerm(Date.parse('2025-03-01T15:00Z'), '2026-03-02') // => 'long'
 */
export function taxTerm(opened: EpochMs, on: IsoDate, { longAfterDays = 365 }: TaxTermOptions = {}): TaxTerm {
  if (!(longAfterDays >= 0)) throw badArgument('taxTerm', 'longAfterDays', longAfterDays, '>= 0')
  return dayNumber(on) - dayNumber(toIsoDate(opened)) > longAfterDays ? 'long' : 'short'
}
