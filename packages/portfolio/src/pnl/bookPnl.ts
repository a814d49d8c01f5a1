import type { Currency } from '@bourse/core'
import { type Behind, behindOf } from '../book/bookState.js'
import type { BookView } from '../book/bookView.js'
import { type Parts, partsBy } from '../book/parts.js'
import { worthAt } from '../ledger/terms.js'
import { numberOfUnits } from '../ledger/units.js'

/** What profit is told by. */
export type PnlKey = 'instrument' | 'class' | 'strategy' | 'account' | 'currency'

/**
 * Profit since the ledger began, in the base currency at today's rates; NaN where a mark or a rate is missing. `fees` > 0
 * were paid. total = realized + unrealized - fees + funding + carry. What moved with exchange rates is in `dailyPnl`.
 */
export type PnlLine = {
  readonly key: string
  readonly realized: number
  readonly unrealized: number
  readonly fees: number
  readonly funding: number
  readonly carry: number
  readonly total: number
}

/**
 * Profit by instrument, asset class, strategy, account or currency. The lines add up to the whole: by instrument and class
 * a last line `''` holds what belongs to no position (interest, fees in another currency). Throws `ledger/no-lots` for a book
 * that is no ledger's.
 *
 * @example
 * import { openingBook, bookPnl } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord } from '@bourse/core'
 * const book = openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord() })
 * bookPnl(book, 'strategy') // => []
 */
export function bookPnl(book: BookView, by: PnlKey): readonly PnlLine[] {
  const behind = behindOf('bookPnl', book)
  if (by === 'instrument' || by === 'class') return byRow(behind, book.base, by)
  const parts = partsBy(
    behind,
    (cell) => cell[by],
    (row) => row[by],
  )
  return [...parts].map(([key, byCurrency]) => {
    const sum: Mutable = { realized: 0, unrealized: 0, fees: 0, funding: 0, carry: 0 }
    for (const [currency, one] of byCurrency) addParts(sum, one, rateIn(behind, book.base, currency))
    return lineOf(key, sum)
  })
}

type Mutable = { -readonly [K in Exclude<keyof PnlLine, 'key' | 'total'>]: number }
const names = ['realized', 'unrealized', 'fees', 'funding', 'carry'] as const

function byRow(behind: Behind, base: Currency, by: 'instrument' | 'class'): readonly PnlLine[] {
  const { stateNow, prices } = behind
  const state = stateNow()
  const sums = new Map<string, Mutable>()
  const rest = new Map<Currency, Parts>()
  for (const [, byCurrency] of partsBy(
    behind,
    ({ currency }) => currency,
    ({ currency }) => currency,
  ))
    for (const [currency, parts] of byCurrency) rest.set(currency, parts)
  for (const index of state.order) {
    const row = state.rows[index]!
    const { terms } = row
    const key = by === 'class' ? terms.instrument.assetClass : terms.id
    const sum = sums.get(key) ?? { realized: 0, unrealized: 0, fees: 0, funding: 0, carry: 0 }
    sums.set(key, sum)
    const open =
      row.quantity === 0n ? 0 : worthAt(terms, prices.mark(row), numberOfUnits(row.quantity)) - numberOfUnits(row.cost)
    const own: Parts = {
      flows: 0,
      realized: numberOfUnits(row.realized),
      unrealized: open,
      fees: numberOfUnits(row.fees),
      funding: numberOfUnits(row.funding),
      carry: numberOfUnits(row.carry),
    }
    addParts(sum, own, rateIn(behind, base, terms.currency))
    const left = rest.get(terms.currency)
    if (left !== undefined) for (const name of names) left[name] -= own[name]
  }
  const lines = [...sums].map(([key, sum]) => lineOf(key, sum))
  const loose: Mutable = { realized: 0, unrealized: 0, fees: 0, funding: 0, carry: 0 }
  for (const [currency, parts] of rest) addParts(loose, rounded(parts), rateIn(behind, base, currency))
  return names.every((name) => loose[name] === 0) ? lines : [...lines, lineOf('', loose)]
}

// Differences of doubles: what is below a ten-thousandth of a cent is the noise of adding in another order.
function rounded(parts: Parts): Parts {
  const clean = { ...parts, unrealized: 0 } // all of it belongs to positions
  for (const name of names) if (Math.abs(clean[name]) < 1e-6) clean[name] = 0
  return clean
}

function addParts(sum: Mutable, parts: Parts, rate: number): void {
  for (const name of names) if (parts[name] !== 0) sum[name] += parts[name] * rate
}

function lineOf(key: string, { realized, unrealized, fees, funding, carry }: Mutable): PnlLine {
  return { key, realized, unrealized, fees, funding, carry, total: realized + unrealized - fees + funding + carry }
}

/** Units of base per unit, 1 for the base itself. */
export function rateIn({ prices }: Behind, base: Currency, currency: Currency): number {
  return currency === base ? 1 : prices.rate(currency)
}
