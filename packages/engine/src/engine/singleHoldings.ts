// What a strategy holds, one instrument at a time.
import { type Instrument, type Instruments, notionalOf } from '@bourse/assets'
import { dayNumber, toIsoDate } from '@bourse/core'
import type { BookFilter, BookView, Holding } from '@bourse/portfolio'

export function singleHoldings(
  book: BookView,
  instruments: Instruments,
  filter: BookFilter,
  now: number,
): readonly Holding[] {
  return [...book.positions(filter)].map(({ account, strategy, instrument, quantity, averagePrice, openedAt }) => {
    const listing = instruments.find(instrument)
    const unrealized = book.unrealized({ account, strategy, instrument })
    const entryValue = listing === undefined ? Number.NaN : Math.abs(notionalOf(listing, quantity, averagePrice))
    return {
      account,
      strategy,
      legs: [{ instrument, ratio: 1 }],
      quantity,
      entry: averagePrice,
      unrealized,
      daysToExpiry: listing === undefined ? Number.POSITIVE_INFINITY : daysToExpiryOf(listing, now),
      profitShare: entryValue > 0 ? unrealized.value / entryValue : Number.NaN,
      heldMs: now - openedAt,
    }
  })
}

function daysToExpiryOf(instrument: Instrument, now: number): number {
  if (instrument.kind !== 'future' && instrument.kind !== 'option') return Number.POSITIVE_INFINITY
  return dayNumber(instrument.expiry) - dayNumber(toIsoDate(now))
}
