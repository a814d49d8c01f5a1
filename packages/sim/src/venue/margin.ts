// Whether an account can carry a trade, and what carries what it holds.
import { type Instrument, multiplierOf } from '@bourse/assets'
import type { Currency, Failure, Money, Order } from '@bourse/core'
import { worthOf } from './worth.js'
import { booksOf, type Floor, heldBy } from './floor.js'
import { isPaid } from './isPaid.js'
import { markOf, type Slot } from './slot.js'

/** Why a fill cannot be carried; undefined where it can, and where it only reduces what is held. */
export function marginRoom(
  floor: Floor,
  slot: Slot,
  order: Order,
  quantity: number,
  price: number,
  fee: Money,
): Failure | undefined {
  const { options } = floor
  const { instrument } = slot
  const held = heldBy(floor, order.instrument, order.strategy)
  const signed = order.side === 'buy' ? quantity : -quantity
  if (Math.sign(held) === -Math.sign(signed) && Math.abs(signed) <= Math.abs(held)) return undefined
  if (options.buyingPower === 'cash' && isPaid(instrument, options.marginedSpot === true) && order.side === 'buy') {
    const cash = cashIn(floor, instrument.currency)
    const cost = quantity * price * multiplierOf(instrument) + fee.value.toNumber()
    // A cent in a trillion is the rounding of the estimate, not a lack of money.
    if (cost > cash + 1e-12 * Math.abs(cash)) return short('venue/no-cash', instrument, cost, cash, instrument.currency)
  }
  if (options.margin === undefined || isPaid(instrument, options.marginedSpot === true)) return undefined
  const purse = purseOf(floor, instrument.currency)
  const rate = rateInto(floor, instrument.currency, purse)
  const equity = equityOf(floor, purse)
  const used = marginOf(floor, purse, 'initial')
  const after =
    options.margin.initial(instrument, Math.abs(held + signed), price) -
    options.margin.initial(instrument, Math.abs(held), price)
  const needs = used + rate * after
  // A rate nobody knows carries nothing.
  if (!(needs <= equity - rate * fee.value.toNumber()))
    return short('venue/no-margin', instrument, needs, equity, purse)
  return undefined
}

/** The currency in which margin and what backs it are counted: that of the contract, or of the collateral where all backs all. */
export function purseOf({ options: { collateral } }: Floor, currency: Currency): Currency {
  return collateral?.currency ?? currency
}

/**
 * What backs positions: cash and positions of the purse's currency, or those of all currencies, converted, those above zero
 * less their haircut. NaN where something is owed in a currency without a rate; what is only held there counts nothing.
 */
export function equityOf(floor: Floor, purse: Currency): number {
  const { collateral } = floor.options
  if (collateral === undefined) return cashIn(floor, purse) + worthOf(floor, purse)
  const { haircuts = {} } = collateral
  const currencies = new Set<Currency>([purse])
  const ledger = booksOf(floor)
  for (const { currency } of ledger.cash({ account: floor.account })) currencies.add(currency)
  for (const { instrument } of ledger.positions({ account: floor.account })) {
    const slot = floor.slots.get(instrument)
    if (slot !== undefined) currencies.add(slot.instrument.currency)
  }
  let equity = 0
  for (const currency of currencies) {
    const sum = cashIn(floor, currency) + worthOf(floor, currency, haircuts)
    if (sum === 0) continue
    const rate = rateInto(floor, currency, purse)
    if (sum < 0) equity += sum * rate
    else if (Number.isFinite(rate)) equity += sum * rate * (1 - (haircuts[currency] ?? 0))
  }
  return equity
}

/** Margin of everything held that this purse backs, at marks. */
export function marginOf(floor: Floor, purse: Currency, what: 'initial' | 'maintenance'): number {
  let sum = 0
  for (const { instrument, quantity } of booksOf(floor).positions({ account: floor.account })) {
    const slot = floor.slots.get(instrument)
    if (slot !== undefined) sum += marginFor(floor, slot, quantity, purse, what)
  }
  return sum
}

/** Margin of so many contracts at their mark, in the purse's currency; 0 where another purse backs them, or none must. */
export function marginFor(
  floor: Floor,
  slot: Slot,
  quantity: number,
  purse: Currency,
  what: 'initial' | 'maintenance',
): number {
  const { margin, marginedSpot } = floor.options
  const { instrument } = slot
  if (margin === undefined || quantity === 0 || isPaid(instrument, marginedSpot === true)) return 0
  if (purseOf(floor, instrument.currency) !== purse) return 0
  return rateInto(floor, instrument.currency, purse) * margin[what](instrument, Math.abs(quantity), markOf(slot))
}

/** Units of the purse's currency per one of another; NaN where nobody knows. */
export function rateInto({ rates }: Floor, currency: Currency, purse: Currency): number {
  return currency === purse ? 1 : (rates?.mid(currency, purse) ?? Number.NaN)
}

function cashIn(floor: Floor, currency: Currency): number {
  const { account } = floor
  const found = booksOf(floor)
    .cash({ account })
    .find((sum) => sum.currency === currency)
  return found?.value.toNumber() ?? 0
}

function short(code: string, { id }: Instrument, needs: number, has: number, currency: Currency): Failure {
  return {
    code,
    message: `${id} needs ${needs} ${currency}, there is ${has}`,
    details: { instrument: id, needs, has, currency },
  }
}
