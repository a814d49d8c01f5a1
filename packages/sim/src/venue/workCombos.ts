// Combos: all legs at once, or none.
import { type ComboGroup, dayMs, type EpochMs, type Failure, type Order, type Side } from '@bourse/core'
import { addTraded, closing, feeOfTrade, slippedBy } from './fillOrder.js'
import { type Floor, slotOf } from './floor.js'
import { marginRoom, type TradeLeg } from './margin.js'
import { plainQuantity, tellOrder } from './restingOrders.js'
import type { Resting, Slot } from './slot.js'
import { hasPrice, lastSide } from './workQuote.js'

/** Trades the combos of which every leg has had a price since they came; `id` is the leg whose price is new. */
export function workCombos(floor: Floor, id: string, at: EpochMs): void {
  for (const one of floor.combos) {
    if (!one.order.legs.some((leg) => leg.instrument === id)) continue
    if (isOver(one, at)) end(floor, one, 'expired')
    else workCombo(floor, one, pricesOf(floor, one))
  }
}

/** By the rule of closes a combo at the market, or one whose limit is good enough, trades at once, at the last prices of its legs. */
export function tradeComboNow(floor: Floor, one: Resting<ComboGroup>): void {
  const { order } = one
  const prices = order.legs.map(({ instrument, ratio }) => {
    const slot = slotOf(floor, instrument)!
    const age = floor.now - Math.max(slot.quoteAt, slot.lastAt)
    if (!(age <= floor.stale) || slot.moneyAt === floor.now || slot.eventAt === floor.now) return Number.NaN
    return slot.quoteAt >= slot.lastAt ? lastSide(slot, legSide(order, ratio)) : slot.last
  })
  if (prices.every((price) => Number.isFinite(price))) workCombo(floor, one, prices)
}

function workCombo(floor: Floor, one: Resting<ComboGroup>, prices: readonly number[] | undefined): void {
  if (prices === undefined) return
  const { order } = one
  if (order.type === 'limit') {
    const net = order.legs.reduce((sum, leg, i) => sum + leg.ratio * prices[i]!, 0)
    // Prices on a grid add up to dust beside it.
    const worse = Number((order.side === 'buy' ? net - order.limit : order.limit - net).toFixed(12))
    if (worse > 0) {
      if (order.tif === 'ioc' || order.tif === 'fok') end(floor, one, 'canceled')
      return
    }
  }
  trade(floor, one, prices)
}

function isOver(one: Resting<ComboGroup>, at: EpochMs): boolean {
  if (one.expiresAt < at) return true
  if (one.order.tif !== 'day' || one.expiresAt < Number.POSITIVE_INFINITY || !(one.activeAt < at)) return false
  const today = Math.floor(at / dayMs)
  if (Number.isNaN(one.day)) one.day = today
  return one.day < today
}

function pricesOf(floor: Floor, { order, activeAt }: Resting<ComboGroup>): readonly number[] | undefined {
  const prices: number[] = []
  for (const { instrument, ratio } of order.legs) {
    const slot = slotOf(floor, instrument)!
    if (slot.eventAt === floor.now) return undefined
    const buy = legSide(order, ratio) === 'buy'
    const price = legPrice(slot, buy, floor.options.fill?.fills === 'close', activeAt)
    if (price === undefined) return undefined
    prices.push(price)
  }
  return prices
}

function legSide(order: ComboGroup, ratio: number): Side {
  return ratio > 0 === (order.side === 'buy') ? 'buy' : 'sell'
}

// The side it needs where one is quoted, else the open of a bar that began after it came (its close by the rule of closes).
function legPrice(slot: Slot, buy: boolean, atClose: boolean, activeAt: EpochMs): number | undefined {
  if (slot.quoteAt >= activeAt && slot.quoteAt >= slot.lastAt) {
    const price = buy ? slot.ask : slot.bid
    return hasPrice(price, buy ? slot.askSize : slot.bidSize) ? price : undefined
  }
  if (!(slot.lastAt > activeAt)) return undefined
  const price = atClose || Number.isNaN(slot.open) ? slot.last : slot.open
  return Number.isFinite(price) ? price : undefined
}

function trade(floor: Floor, one: Resting<ComboGroup>, prices: readonly number[]): void {
  const { order } = one
  const { account } = floor
  const legs = order.legs.map(({ instrument, ratio }, i): TradeLeg => {
    const slot = slotOf(floor, instrument)!
    const quantity = plainQuantity(Math.abs(ratio) * one.quantity)
    const { orderId, strategy, tif } = order
    const side = legSide(order, ratio)
    const leg: Order = { type: 'market', orderId, account, strategy, instrument, side, quantity, tif }
    // A limit is a limit: at the market alone prices get worse.
    const price = order.type === 'market' ? slippedBy(floor, slot, leg, prices[i]!) : prices[i]!
    const fee = feeOfTrade(floor, slot, { quantity, price, liquidity: 'taker', side, filled: 0, paid: undefined })
    return { slot, order: leg, quantity, price, fee }
  })
  // What it was to close is gone already, by an assignment perhaps: the rest of it would open something.
  if (order.reduceOnly === true && legs.some((leg) => closing(floor, leg.order) < leg.quantity)) {
    end(floor, one, 'canceled')
    return
  }
  const refusal = marginRoom(floor, legs)
  if (refusal !== undefined) {
    end(floor, one, 'rejected', refusal)
    return
  }
  floor.combos = floor.combos.filter((other) => other !== one)
  for (const { slot, order: leg, quantity, price, fee } of legs) {
    floor.counts.fills++
    addTraded(floor, slot, quantity, price)
    tellOrder(
      floor,
      {
        kind: 'fill',
        account,
        orderId: order.orderId,
        venueOrderId: one.venueOrderId,
        strategy: order.strategy,
        tradeId: `${floor.source}-t${++floor.trades}`,
        instrument: leg.instrument,
        side: leg.side,
        quantity,
        price,
        quantityText: String(quantity),
        priceText: String(price),
        liquidity: 'taker',
        fee,
      },
      undefined,
    )
  }
}

function end(
  floor: Floor,
  one: Resting<ComboGroup>,
  kind: 'canceled' | 'expired' | 'rejected',
  reason?: Failure,
): void {
  floor.combos = floor.combos.filter((other) => other !== one)
  const { account } = floor
  const { orderId } = one.order
  if (kind === 'rejected') tellOrder(floor, { kind, account, orderId, reason: reason! }, undefined)
  else tellOrder(floor, { kind, account, orderId }, undefined)
}
