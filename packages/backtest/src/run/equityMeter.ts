// Equity after every input. As long as only paid prices in the base currency are held, it is the same two operations the book
// does, without asking it; what the book holds is read again whenever something other than a price has come.
import { type Instruments, multiplierOf } from '@bourse/assets'
import type { Input, InstrumentId } from '@bourse/core'
import type { Engine } from '@bourse/engine'

type Held = { readonly id: InstrumentId; readonly contracts: number }

/** The book's equity, to the last bit; call it after each input's step. */
export function equityMeter({ book, market }: Engine, instruments: Instruments): (input: Input) => number {
  const markOf = (id: InstrumentId): number => market.markValue?.(id) ?? market.mark(id)?.value ?? Number.NaN
  let held: readonly Held[] = []
  let cash = Number.NaN
  let simple = false
  // What is owed on a later day is not in the balances: from the first such promise on the book is asked.
  let promises = false
  const read = (): void => {
    simple = !promises
    const all: Held[] = []
    for (const { instrument: id, quantity } of book.positions()) {
      const instrument = instruments.find(id)
      if (instrument === undefined || instrument.currency !== book.base || !isPaid(instrument.kind)) simple = false
      else all.push({ id, contracts: quantity * multiplierOf(instrument) })
    }
    held = all
    cash = 0
    for (const { currency, value } of book.cash()) {
      if (currency === book.base) cash = value.toNumber()
      else if (!value.isZero()) simple = false
    }
  }
  return (input) => {
    if (!isPrice(input.kind)) {
      if (input.kind === 'corporateAction') promises = true
      read()
    }
    if (!simple) return book.equity().value
    if (held.length === 0) return cash
    let worth = 0
    for (let i = 0; i < held.length; i++) worth += held[i]!.contracts * markOf(held[i]!.id)
    return worth + cash
  }
}

function isPaid(kind: string): boolean {
  return kind === 'equity' || kind === 'etf' || kind === 'bond' || kind === 'outcome'
}

/** Facts that move prices alone. */
export function isPrice(kind: Input['kind']): boolean {
  return kind === 'bar' || kind === 'quote' || kind === 'trade' || kind === 'mark' || kind === 'book'
}
