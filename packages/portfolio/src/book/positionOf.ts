import { multiplierOf } from '@bourse/assets'
import type { Money } from '@bourse/core'
import type { Row } from '../ledger/state.js'
import { moneyOfUnits, numberOfUnits, textOfUnits } from '../ledger/units.js'
import type { Position } from './bookView.js'

/** A row as a position. */
export function positionOf(row: Row): Position {
  const { account, strategy, openedAt, terms, quantity, realized, fees, funding } = row
  const moneyIn = (units: bigint): Money => (units === 0n ? terms.none : moneyOfUnits(units, terms.currency))
  return {
    account,
    strategy,
    instrument: terms.id,
    quantity: numberOfUnits(quantity),
    quantityText: textOfUnits(quantity),
    averagePrice: averagePriceOf(row),
    openedAt,
    margined: row.style === 'contract',
    realized: moneyIn(realized),
    fees: moneyIn(fees),
    funding: moneyIn(funding),
  }
}

/** At which what is held was bought or sold, before any settlement. */
export function averagePriceOf({ terms, quantity, entry }: Row): number {
  return priceOfValue(terms.inverse, numberOfUnits(entry), numberOfUnits(quantity) * multiplierOf(terms.instrument))
}

/** The price at which `contracts` are worth `value`. */
export function priceOfValue(inverse: boolean, value: number, contracts: number): number {
  return inverse ? -contracts / value : value / contracts
}
