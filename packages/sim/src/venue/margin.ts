// Whether an account can carry a trade, and what carries what it holds.
import { type Instrument, multiplierOf, priceMovePnl } from '@bourse/assets'
import type { Currency, Failure, Money, Order } from '@bourse/core'
import type { MarginModel } from '@bourse/risk'
import type { MarginTerms } from './marginTerms.js'
import type { SimOptions } from './simOptions.js'
import { modelMargin } from './modelMargin.js'
import { worthOf } from './worth.js'
import { booksOf, type Floor, heldBy } from './floor.js'
import { isPaid } from './isPaid.js'
import { lockedAfter } from './lockedCapital.js'
import { markOf, type Slot } from './slot.js'

/** What is about to trade of one instrument; of a combo one for each leg. */
export type TradeLeg = {
  readonly slot: Slot
  readonly order: Pick<Order, 'instrument' | 'strategy' | 'side'>
  readonly quantity: number
  readonly price: number
  readonly fee: Money
}

/** Why a trade cannot be carried; undefined where it can, and where all of it only reduces what is held. */
export function marginRoom(floor: Floor, legs: readonly TradeLeg[]): Failure | undefined {
  const { buyingPower, margin } = floor.options
  if (buyingPower === undefined && margin === undefined) return undefined
  if (legs.every((leg) => reduces(floor, leg))) return undefined
  return (buyingPower === 'cash' ? cashRoom(floor, legs) : undefined) ?? backingRoom(floor, legs)
}

function reduces(floor: Floor, leg: TradeLeg): boolean {
  const held = heldBy(floor, leg.order.instrument, leg.order.strategy)
  const signed = signedOf(leg)
  return Math.sign(held) === -Math.sign(signed) && Math.abs(signed) <= Math.abs(held)
}

function signedOf({ order, quantity }: TradeLeg): number {
  return order.side === 'buy' ? quantity : -quantity
}

// What is paid for, net of what is sold at the same time.
function cashRoom(floor: Floor, legs: readonly TradeLeg[]): Failure | undefined {
  const costs = new Map<Currency, { cost: number; buys: Instrument | undefined }>()
  for (const leg of legs) {
    const { instrument } = leg.slot
    if (!isPaid(instrument, floor.options.marginedSpot === true)) continue
    const due = costs.get(instrument.currency) ?? { cost: 0, buys: undefined }
    due.cost += signedOf(leg) * leg.price * multiplierOf(instrument) + leg.fee.value.toNumber()
    if (leg.order.side === 'buy') due.buys ??= instrument
    costs.set(instrument.currency, due)
  }
  for (const [currency, { cost, buys }] of costs) {
    const cash = cashIn(floor, currency)
    // A cent in a trillion is the rounding of the estimate, not a lack of money.
    if (buys !== undefined && cost > 0 && cost > cash + 1e-12 * Math.abs(cash))
      return short('venue/no-cash', buys, cost, cash, currency)
    const sold = legs.find(({ slot, order }) => slot.instrument.kind === 'outcome' && order.side === 'sell')
    if (sold === undefined || sold.slot.instrument.currency !== currency) continue
    const locked = lockedAfter(floor, currency, legs)
    if (locked + cost > cash + 1e-12 * Math.abs(cash))
      return short('venue/no-cash', sold.slot.instrument, locked + cost, cash, currency)
  }
  return undefined
}

// What positions must be backed by afterwards.
function backingRoom(floor: Floor, legs: readonly TradeLeg[]): Failure | undefined {
  const { margin, marginedSpot } = floor.options
  if (margin === undefined) return undefined
  if (isModel(margin)) return modelRoom(floor, margin, legs)
  const asked = new Map<Currency, { more: number; fees: number; first: Instrument }>()
  for (const leg of legs) {
    const { instrument } = leg.slot
    if (isPaid(instrument, marginedSpot === true)) continue
    const purse = purseOf(floor, instrument.currency)
    const rate = rateInto(floor, instrument.currency, purse)
    const held = heldBy(floor, leg.order.instrument, leg.order.strategy)
    const due = asked.get(purse) ?? { more: 0, fees: 0, first: instrument }
    due.more +=
      rate *
      (margin.initial(instrument, Math.abs(held + signedOf(leg)), leg.price) -
        margin.initial(instrument, Math.abs(held), leg.price))
    due.fees += rate * leg.fee.value.toNumber()
    asked.set(purse, due)
  }
  for (const [purse, { more, fees, first }] of asked) {
    const equity = equityOf(floor, purse)
    const needs = marginOf(floor, purse, 'initial') + more
    // A rate nobody knows carries nothing.
    if (!(needs <= equity - fees)) return short('venue/no-margin', first, needs, equity, purse)
  }
  return undefined
}

// A model sees the account as it would be: what is paid for counts at its mark, and so does what a worse price costs.
function modelRoom(floor: Floor, model: MarginModel, legs: readonly TradeLeg[]): Failure | undefined {
  const [first] = legs
  if (first === undefined) return undefined
  const purse = purseOf(floor, first.slot.instrument.currency)
  let equity = equityOf(floor, purse)
  const changes = legs.map((leg) => {
    const { instrument } = leg.slot
    const rate = rateInto(floor, instrument.currency, purse)
    const mark = markOf(leg.slot)
    const gains = Number.isFinite(mark) ? priceMovePnl(instrument, signedOf(leg), leg.price, mark) : 0
    equity += rate * (gains - leg.fee.value.toNumber())
    return { ...leg.order, quantity: signedOf(leg), price: leg.price }
  })
  const needs = modelMargin(floor, model, 'initial', changes)
  if (!(needs <= equity)) return short('venue/no-margin', first.slot.instrument, needs, equity, purse)
  return undefined
}

/**
 * The currency in which margin and what backs it are counted: that of the contract, or that of the collateral, or the first of the
 * account, where all backs all.
 */
export function purseOf({ options, ledger }: Floor, currency: Currency): Currency {
  if (options.collateral !== undefined) return options.collateral.currency
  return isModel(options.margin) ? ledger.base : currency
}

/**
 * What backs positions: cash and positions of the purse's currency, or those of all currencies, converted, those above zero
 * less their haircut. NaN where something is owed in a currency without a rate; what is only held there counts nothing.
 */
export function equityOf(floor: Floor, purse: Currency): number {
  const { collateral } = floor.options
  if (!isWhole(floor)) return cashIn(floor, purse) + worthOf(floor, purse)
  const { haircuts = {} } = collateral ?? {}
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
  const { margin } = floor.options
  if (margin === undefined) return 0
  if (isModel(margin)) return modelMargin(floor, margin, what)
  let sum = 0
  for (const { instrument, quantity } of booksOf(floor).positions({ account: floor.account })) {
    const slot = floor.slots.get(instrument)
    if (slot !== undefined) sum += termsFor(floor, margin, slot, quantity, purse, what)
  }
  return sum
}

/** A position of one strategy. */
export type MarginRow = { readonly slot: Slot; readonly strategy: string; readonly quantity: number }

/** Maintenance margin that so many of a position free when they are closed at their mark; `all`: of everything held, as it is. */
export function marginFreed(floor: Floor, row: MarginRow, closed: number, purse: Currency, all: number): number {
  const { margin } = floor.options
  const { slot, strategy, quantity } = row
  if (margin === undefined) return 0
  if (isModel(margin)) {
    const change = {
      instrument: slot.instrument.id,
      strategy,
      quantity: -Math.sign(quantity) * closed,
      price: markOf(slot),
    }
    return all - modelMargin(floor, margin, 'maintenance', [change])
  }
  const left = Math.abs(quantity) - closed
  return (
    termsFor(floor, margin, slot, quantity, purse, 'maintenance') -
    termsFor(floor, margin, slot, left, purse, 'maintenance')
  )
}

// Margin of so many contracts at their mark, in the purse's currency; 0 where another purse backs them, or none must.
function termsFor(
  floor: Floor,
  terms: MarginTerms,
  slot: Slot,
  quantity: number,
  purse: Currency,
  what: 'initial' | 'maintenance',
): number {
  const { instrument } = slot
  if (quantity === 0 || isPaid(instrument, floor.options.marginedSpot === true)) return 0
  if (purseOf(floor, instrument.currency) !== purse) return 0
  return rateInto(floor, instrument.currency, purse) * terms[what](instrument, Math.abs(quantity), markOf(slot))
}

/** Whether everything backs everything: a price of what is paid for matters then, too. */
export function isWhole({ options: { collateral, margin } }: { readonly options: SimOptions }): boolean {
  return collateral !== undefined || isModel(margin)
}

function isModel(margin: MarginTerms | MarginModel | undefined): margin is MarginModel {
  return margin !== undefined && 'model' in margin
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
