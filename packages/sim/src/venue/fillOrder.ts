// One fill: how much, at which price, what it costs, and what follows for the order.
import { notionalOf, roundQuantity } from '@bourse/assets'
import type { Failure, Liquidity, Money, Order } from '@bourse/core'
import type { FeeQuestion } from './fees.js'
import { booksOf, type Floor, heldBy, noFee } from './floor.js'
import { marginRoom } from './margin.js'
import { lotParts, noteLots } from './lots.js'
import { leftOf, plainQuantity, removeOrder, tellOrder } from './restingOrders.js'
import type { Resting, Slot } from './slot.js'
import { grossOf, worthOf } from './worth.js'

/** Trades what can be traded of an order at a price. `most`: more is not there (default: the budget of the fact at work). */
export function fillOrder(
  floor: Floor,
  slot: Slot,
  one: Resting,
  price: number,
  liquidity: Liquidity,
  most: number = slot.budget,
): void {
  if (slot.eventAt === floor.now) return
  const { order } = one
  const { options } = floor
  const worse = liquidity === 'taker' || options.slippageOnLimits === true ? slipped(floor, slot, one, price) : price
  if (!one.sized) {
    one.sized = true
    if (!decideSize(floor, slot, one, worse)) return
  }
  let quantity = leftOf(slot, one)
  if (order.reduceOnly === true) {
    const open = closing(floor, order)
    if (!(open > 0)) {
      dropOrder(floor, slot, one, 'canceled')
      return
    }
    quantity = Math.min(quantity, open)
  }
  if (quantity > most) {
    if (order.tif === 'fok') return
    quantity = roundQuantity(slot.instrument, most)
  }
  quantity = plainQuantity(quantity)
  if (!(quantity > 0)) return
  const exact = worse !== price && options.slippageOn === 'entries'
  if (!exact && options.exits !== 'lot') {
    trade(floor, slot, one, quantity, worse, liquidity)
    return
  }
  // What closes is traded before what opens.
  const parts =
    options.exits === 'lot' ? lotParts(floor, slot, one, quantity) : [Math.min(quantity, closing(floor, order))]
  let left = quantity
  for (const part of parts) {
    if (!(part > 0) || !slot.orders.includes(one)) continue
    trade(floor, slot, one, part, exact ? price : worse, liquidity)
    left = roundQuantity(slot.instrument, left - part, 'nearest')
  }
  if (!(left > 0) || !slot.orders.includes(one)) return
  left = Math.min(leftOf(slot, one), left)
  if (left < quantity && !mayOpen(floor, slot, one, worse, left)) dropOrder(floor, slot, one, 'canceled')
  else trade(floor, slot, one, left, worse, liquidity)
}

/** What of an opposite position an order would take away. */
export function closing(floor: Floor, order: Pick<Order, 'instrument' | 'side' | 'strategy'>): number {
  const held = heldBy(floor, order.instrument, order.strategy)
  return Math.max(0, order.side === 'buy' ? -held : held)
}

function trade(floor: Floor, slot: Slot, one: Resting, quantity: number, at: number, liquidity: Liquidity): void {
  const { options } = floor
  const { order } = one
  const fee = feeOf(floor, slot, one, quantity, at, liquidity)
  const refusal =
    options.buyingPower === undefined && options.margin === undefined
      ? undefined
      : marginRoom(floor, [{ slot, order, quantity, price: at, fee }])
  if (refusal !== undefined) {
    dropOrder(floor, slot, one, 'canceled', refusal)
    return
  }
  slot.budget -= quantity
  book(floor, slot, one, quantity, at, liquidity, fee)
}

function book(
  floor: Floor,
  slot: Slot,
  one: Resting,
  quantity: number,
  price: number,
  liquidity: Liquidity,
  fee: Money,
): void {
  const { order } = one
  one.filled = one.filled === 0 ? quantity : roundQuantity(slot.instrument, one.filled + quantity, 'nearest')
  one.turnover += price * quantity
  one.paid = one.paid === undefined ? fee : { currency: fee.currency, value: one.paid.value.add(fee.value) }
  floor.counts.fills++
  if (floor.trial === undefined) addTraded(floor, slot, quantity, price)
  if (floor.trial !== undefined) {
    const key = `${order.strategy} ${order.instrument}`
    floor.trial.set(key, (floor.trial.get(key) ?? 0) + (order.side === 'buy' ? quantity : -quantity))
  }
  if (!(leftOf(slot, one) > 0)) removeOrder(slot, one)
  tellOrder(
    floor,
    {
      kind: 'fill',
      account: floor.account,
      orderId: order.orderId,
      venueOrderId: one.venueOrderId,
      strategy: order.strategy,
      tradeId: `${floor.source}-t${++floor.trades}`,
      instrument: order.instrument,
      side: order.side,
      quantity,
      price,
      quantityText: String(quantity),
      priceText: String(price),
      liquidity,
      fee,
      at: floor.now,
      source: floor.source,
      seq: 0,
      time: floor.now,
      ...(one.groupId === undefined ? {} : { groupId: one.groupId }),
    },
    one.groupId,
  )
  if (floor.options.exits === 'lot') noteLots(floor, slot, one, quantity)
}

// The price after slippage: never past a limit, and within the bar where that is asked.
function slipped(floor: Floor, slot: Slot, { order }: Resting, price: number): number {
  if ((order.type === 'limit' || order.type === 'stopLimit') && floor.options.slippageOnLimits !== true) return price
  return slippedBy(floor, slot, order, price)
}

/** The price after slippage, whatever the order is. */
export function slippedBy(floor: Floor, slot: Slot, order: Order, price: number): number {
  const { slippage, slippageWithinBar } = floor.options
  if (slippage === undefined) return price
  const by = slippage(order, slot.instrument, price, floor.rng, slot)
  const buy = order.side === 'buy'
  // Ticks added to a price on the grid leave stray digits behind; no market has fifteen of its own.
  const worse = Number((buy ? price + by : price - by).toPrecision(15))
  if (slippageWithinBar !== true) return worse
  return buy ? Math.min(worse, Math.max(slot.high, price)) : Math.max(worse, Math.min(slot.low, price))
}

function feeOf(
  floor: Floor,
  slot: Slot,
  { order, filled, paid }: Resting,
  quantity: number,
  price: number,
  liquidity: Liquidity,
): Money {
  if (floor.options.fees === undefined) return noFee(floor, slot.instrument.currency)
  return feeOfTrade(floor, slot, { quantity, price, liquidity, filled, paid, side: order.side })
}

/** Counts for fees that go by what has been traded. */
export function addTraded({ options, traded }: Floor, { instrument }: Slot, quantity: number, price: number): void {
  if (options.fees === undefined) return
  const { currency } = instrument
  traded.set(currency, (traded.get(currency) ?? 0) + Math.abs(notionalOf(instrument, quantity, price)))
}

/** What a fill costs by the venue's fees. */
export function feeOfTrade(
  floor: Floor,
  { instrument }: Slot,
  trade: Omit<FeeQuestion, 'instrument' | 'traded'>,
): Money {
  const { currency } = instrument
  const { fees } = floor.options
  if (fees === undefined) return noFee(floor, currency)
  return fees({ ...trade, instrument, traded: floor.traded.get(currency) ?? 0 })
}

// An order's quantity, where the venue decides it. False where nothing is left to trade.
function decideSize(floor: Floor, slot: Slot, one: Resting, price: number): boolean {
  const { order } = one
  if (floor.options.size === undefined || order.reduceOnly === true) return true
  const { account } = floor
  const units = sizeOf(floor, slot, one, price, undefined)
  if (!(units > 0) || units === Number.POSITIVE_INFINITY) {
    dropOrder(floor, slot, one, 'canceled', undefined)
    return false
  }
  if (units === one.quantity) return true
  one.quantity = plainQuantity(units)
  tellOrder(
    floor,
    { kind: 'replaced', account, orderId: order.orderId, change: { replace: order.orderId, account, quantity: units } },
    one.groupId,
  )
  return true
}

/** Whether what is left after closing may open, where the venue decides sizes. */
function mayOpen(floor: Floor, slot: Slot, one: Resting, price: number, opens: number): boolean {
  if (floor.options.size === undefined || one.order.reduceOnly === true) return true
  return sizeOf(floor, slot, one, price, opens) >= opens
}

function sizeOf(floor: Floor, slot: Slot, { order }: Resting, price: number, opens: number | undefined): number {
  const { size, fees, exits, slippageOn } = floor.options
  const { instrument } = slot
  const cash =
    booksOf(floor)
      .cash({ account: floor.account })
      .find(({ currency }) => currency === instrument.currency)
      ?.value.toNumber() ?? 0
  return size!({
    order,
    instrument,
    price,
    opens,
    asksAgain: exits === 'lot' || slippageOn === 'entries',
    held: heldBy(floor, order.instrument, order.strategy),
    cash,
    equity: cash + worthOf(floor, instrument.currency),
    gross: grossOf(floor, instrument.currency),
    cost: (quantity) =>
      fees?.({
        instrument,
        quantity,
        price,
        liquidity: 'taker',
        filled: 0,
        paid: undefined,
        side: order.side,
        traded: floor.traded.get(instrument.currency) ?? 0,
      }).value.toNumber() ?? 0,
  })
}

/** The rest of an order is over. */
export function dropOrder(floor: Floor, slot: Slot, one: Resting, how: 'canceled' | 'expired', reason?: Failure): void {
  const { account } = floor
  const { orderId } = one.order
  removeOrder(slot, one)
  const ended =
    reason === undefined
      ? ({ kind: how, account, orderId } as const)
      : ({ kind: 'rejected', account, orderId, reason } as const)
  tellOrder(floor, ended, one.groupId)
}
