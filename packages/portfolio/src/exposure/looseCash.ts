import type { Instruments } from '@bourse/assets'
import type { Currency } from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'

/**
 * Balances less the coins that are counted as positions: bought spot is in a book twice, as a position with a price and as
 * a balance.
 */
export function looseCash(book: BookView, instruments: Instruments, filter?: BookFilter): Map<Currency, number> {
  const loose = new Map<Currency, number>()
  for (const { currency, value } of book.cash(filter)) loose.set(currency, value.toNumber())
  for (const { instrument: id, quantity, margined } of book.positions(filter)) {
    const instrument = instruments.find(id)
    if (instrument?.kind !== 'spot' || margined === true) continue
    const left = (loose.get(instrument.base) ?? 0) - quantity
    // Two decimals subtracted in doubles: what is below their last digits is nothing.
    loose.set(instrument.base, Math.abs(left) <= 1e-12 * Math.abs(quantity) ? 0 : left)
  }
  return loose
}
