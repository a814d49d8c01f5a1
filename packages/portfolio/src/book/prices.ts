// Where a view gets its marks and rates: the market as it is, or as it was when a snapshot was taken.
import type { Currency, InstrumentId } from '@bourse/core'
import type { Setup } from '../ledger/setup.js'
import type { Row, State } from '../ledger/state.js'

/** NaN where nothing is known. */
export interface Prices {
  mark(row: Row): number
  /** Units of the base currency per unit. */
  rate(currency: Currency): number
}

/** The market and the rates of the ledger, as they are now. */
export function livePrices(setup: Setup): Prices {
  const { base, market, rates } = setup.config
  const markValue = (id: InstrumentId): number =>
    market.markValue === undefined ? (market.mark(id)?.value ?? Number.NaN) : market.markValue(id)
  const mark = (row: Row): number => markValue(row.terms.id)
  const mid = (from: Currency, to: Currency): number => (from === to ? 1 : (rates?.mid(from, to) ?? Number.NaN))
  return {
    mark,
    rate(currency) {
      const direct = mid(currency, base)
      if (!Number.isNaN(direct)) return direct
      // A coin without a rate is worth what its own listing says, where one is kept.
      for (const { terms } of setup.slots.values()) {
        if (terms.instrument.kind !== 'spot' || terms.instrument.base !== currency) continue
        const worth = markValue(terms.id) * mid(terms.currency, base)
        if (!Number.isNaN(worth)) return worth
      }
      return Number.NaN
    },
  }
}

/** What the live prices of everything in the state are now. */
export function frozenPrices(setup: Setup, state: State): Prices {
  const live = livePrices(setup)
  const marks = new Map<number, number>()
  const rates = new Map<Currency, number>()
  for (const row of state.rows) {
    if (row === undefined || row.quantity === 0n) continue
    marks.set(row.index, live.mark(row))
    rates.set(row.terms.currency, live.rate(row.terms.currency))
  }
  for (const cell of state.cells) if (cell !== undefined) rates.set(cell.currency, live.rate(cell.currency))
  return {
    mark: (row) => marks.get(row.index) ?? Number.NaN,
    rate: (currency) => rates.get(currency) ?? Number.NaN,
  }
}
