import { multiplierOf } from '@bourse/assets'
import type { Money } from '@bourse/core'
import type { Row } from '../ledger/state.js'
import { moneyOfUnits, numberOfUnits, textOfUnits } from '../ledger/units.js'
import type { Position } from './bookView.js'

/** A row as a position. Text and money are made only when somebody reads it: the gate reads quantities with every order. */
export function positionOf(row: Row): Position {
  const { account, strategy, openedAt, terms, quantity, realized, fees, funding } = row
  const { currency } = terms
  let profit: Money | undefined
  let paid: Money | undefined
  let funded: Money | undefined
  let text: Position['quantityText'] | undefined
  return {
    account,
    strategy,
    instrument: terms.id,
    quantity: numberOfUnits(quantity),
    get quantityText() {
      text ??= textOfUnits(quantity)
      return text
    },
    averagePrice: averagePriceOf(row),
    openedAt,
    margined: row.style === 'contract',
    get realized() {
      profit ??= moneyOfUnits(realized, currency)
      return profit
    },
    get fees() {
      paid ??= moneyOfUnits(fees, currency)
      return paid
    },
    get funding() {
      funded ??= moneyOfUnits(funding, currency)
      return funded
    },
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
