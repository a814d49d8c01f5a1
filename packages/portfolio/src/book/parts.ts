// What a book consists of, per currency: the columns of every P&L report. Their sum at today's rates is the equity.
import type { Currency } from '@bourse/core'
import { worthAt } from '../ledger/terms.js'
import { numberOfUnits } from '../ledger/units.js'
import type { Behind } from './bookState.js'

/** In one currency. `fees` > 0 were paid. */
export type Parts = {
  flows: number
  realized: number
  unrealized: number
  fees: number
  funding: number
  carry: number
}

export function noParts(): Parts {
  return { flows: 0, realized: 0, unrealized: 0, fees: 0, funding: 0, carry: 0 }
}

/** The parts of all cells and rows, by a key of each and by currency. `undefined` leaves one out. */
export function partsBy(
  { stateNow, prices }: Behind,
  keyOfCell: (cell: { account: string; strategy: string; currency: Currency }) => string,
  keyOfRow: (row: { account: string; strategy: string; currency: Currency }) => string,
): Map<string, Map<Currency, Parts>> {
  const state = stateNow()
  const all = new Map<string, Map<Currency, Parts>>()
  const partsAt = (key: string, currency: Currency): Parts => {
    const byCurrency = all.get(key) ?? new Map<Currency, Parts>()
    all.set(key, byCurrency)
    const parts = byCurrency.get(currency) ?? noParts()
    byCurrency.set(currency, parts)
    return parts
  }
  for (const index of state.cellOrder) {
    const cell = state.cells[index]!
    const parts = partsAt(keyOfCell(cell), cell.currency)
    for (const name of ['flows', 'realized', 'fees', 'funding', 'carry'] as const)
      parts[name] += numberOfUnits(cell[name])
  }
  for (const index of state.order) {
    const row = state.rows[index]!
    if (row.quantity === 0n) continue
    const { account, strategy, terms } = row
    const profit = worthAt(terms, prices.mark(row), numberOfUnits(row.quantity)) - numberOfUnits(row.cost)
    partsAt(keyOfRow({ account, strategy, currency: terms.currency }), terms.currency).unrealized += profit
  }
  return all
}
