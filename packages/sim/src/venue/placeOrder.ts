// What a venue answers to an order: it works it, or says why not.
import { roundPrice, roundQuantity } from '@bourse/assets'
import {
  type Approved,
  type ComboGroup,
  type Failure,
  groupIdOf,
  type Json,
  type Order,
  type OrderGroup,
  type OrderId,
} from '@bourse/core'
import { lastMoment } from './expireHoldings.js'
import { expiryOf } from './expireOrders.js'
import { fillOrder } from './fillOrder.js'
import { type Floor, slotOf } from './floor.js'
import { findOrder, openGroup, restCombo, restOrder, tellOrder } from './restingOrders.js'
import { refusePost } from './postOnly.js'
import type { Resting, Slot } from './slot.js'
import { tradeComboNow } from './workCombos.js'
import { hasPrice, lastSide } from './workQuote.js'

/** An order or a group arrives. */
export function placeOrder(floor: Floor, order: Approved<Order> | Approved<OrderGroup>): void {
  const refusal = refusalOf(floor, order)
  if (refusal !== undefined) {
    const orderId = 'group' in order ? groupIdOf(order) : order.orderId
    tellOrder(floor, { kind: 'rejected', account: floor.account, orderId, reason: refusal }, undefined)
    if ('group' in order && order.group === 'oco')
      for (const other of order.orders.slice(1))
        tellOrder(
          floor,
          { kind: 'rejected', account: floor.account, orderId: other.orderId, reason: refusal },
          undefined,
        )
  } else if (!('group' in order)) placeOne(floor, order, undefined)
  else if (order.group === 'combo') {
    const activeAt = floor.now + floor.delay
    const instrument = order.legs[0]!.instrument
    const one = restCombo(floor, order, {
      activeAt,
      expiresAt: expiryOf(floor, { tif: order.tif, instrument }, activeAt),
      groupId: undefined,
    })
    if (floor.options.fill?.fills === 'close' && floor.delay === 0) tradeComboNow(floor, one)
  } else openGroup(floor, order, (one, groupId) => placeOne(floor, one, groupId))
}

function placeOne(floor: Floor, order: Order, groupId: OrderId | undefined): void {
  const activeAt = floor.now + floor.delay
  const one = restOrder(floor, order, { activeAt, expiresAt: expiryOf(floor, order, activeAt), groupId })
  const slot = slotOf(floor, order.instrument)!
  const { kind } = slot.instrument
  if (kind === 'option' || kind === 'future')
    floor.nextDue = Math.min(floor.nextDue, lastMoment(floor, slot.instrument) + 1)
  if (!slot.orders.includes(one)) return
  if (order.type === 'market' && floor.options.fill?.fills === 'close' && floor.delay === 0) fillNow(floor, slot, one)
  else if (slot.quoteAt > Number.NEGATIVE_INFINITY) {
    const price = order.side === 'buy' ? slot.ask : slot.bid
    if (hasPrice(price, order.side === 'buy' ? slot.askSize : slot.bidSize)) refusePost(floor, slot, one, price)
  }
}

/** A market order at the last price known: the side it needs where one is quoted, else the last trade or close. */
export function fillNow(floor: Floor, slot: Slot, one: Resting): void {
  const { stale } = floor
  const { side, tif } = one.order
  if (tif === 'open' || tif === 'close') return
  const quoted = slot.quoteAt >= slot.lastAt
  const at = Math.max(slot.quoteAt, slot.lastAt)
  // What moves money at this very moment is booked when the moment is over, and a fill of the same instrument after it.
  if (!(at >= floor.now - stale)) return
  if (slot.moneyAt === floor.now || slot.eventAt === floor.now) {
    floor.held.push({ slot, one })
    return
  }
  const price = quoted ? lastSide(slot, side) : slot.last
  if (Number.isFinite(price)) fillOrder(floor, slot, one, price, 'taker', Number.POSITIVE_INFINITY)
}

function refusalOf(floor: Floor, order: Order | OrderGroup): Failure | undefined {
  if (!('group' in order)) return refusalOfOne(floor, order)
  if (order.group === 'bracket') {
    const { entry, takeProfit, stopLoss } = order
    return (
      refusalOfOne(floor, entry) ??
      offGrid(floor, slotOf(floor, entry.instrument)!, [
        ['takeProfit', takeProfit],
        ['stopLoss', stopLoss],
      ])
    )
  }
  if (order.group === 'oco') {
    for (const one of order.orders) {
      const refusal = refusalOfOne(floor, one)
      if (refusal !== undefined) return refusal
    }
    return undefined
  }
  return refusalOfCombo(floor, order)
}

function refusalOfCombo(floor: Floor, order: ComboGroup): Failure | undefined {
  if (order.type !== 'market' && order.type !== 'limit')
    return failure('venue/unsupported', `a combo trades at the market or at a limit, not as a ${order.type}`, {
      type: order.type,
    })
  if (order.tif === 'open' || order.tif === 'close')
    return failure('venue/unsupported', 'combos have no auction', { tif: order.tif })
  if (order.legs.length === 0) return failure('venue/bad-legs', 'a combo needs legs', { orderId: order.orderId })
  for (const { instrument, ratio } of order.legs) {
    const slot = slotOf(floor, instrument)
    if (slot === undefined) return unknown(instrument)
    if (!Number.isFinite(ratio) || ratio === 0)
      return failure('venue/bad-legs', `ratio ${ratio}`, { instrument, ratio: String(ratio) })
  }
  return (
    quantityRefusal(order.quantity) ??
    (floor.combos.some((one) => one.order.orderId === order.orderId) ? duplicate(order.orderId) : undefined)
  )
}

function refusalOfOne(floor: Floor, order: Order): Failure | undefined {
  const slot = slotOf(floor, order.instrument)
  if (slot === undefined) return unknown(order.instrument)
  const { kind, calendar, lot } = slot.instrument
  if (kind === 'index' || kind === 'combo')
    return failure(
      'venue/not-traded',
      `${order.instrument} is ${kind === 'index' ? 'an index' : 'a combo: send its legs as a group'}`,
      { instrument: order.instrument },
    )
  if (findOrder(floor, order.orderId) !== undefined) return duplicate(order.orderId)
  const wrong = quantityRefusal(order.quantity)
  if (wrong !== undefined) return wrong
  if (floor.closed.has(order.instrument))
    return failure('venue/closed', `${order.instrument} is no longer traded`, { instrument: order.instrument })
  if (typeof order.tif === 'object' && !(order.tif.gtd > floor.now))
    return failure('venue/expired', `good until ${order.tif.gtd}, and it is ${floor.now}`, {
      gtd: String(order.tif.gtd),
      now: floor.now,
    })
  if (floor.options.closed === 'reject') {
    const hours = floor.options.calendars?.find(calendar)
    if (hours !== undefined && !hours.isOpen(floor.now))
      return failure('venue/closed', `${order.instrument} is closed`, { instrument: order.instrument, now: floor.now })
  }
  if (floor.options.grid !== 'accept' && floor.options.size === undefined) {
    const onLot = roundQuantity(slot.instrument, order.quantity, 'nearest')
    if (Math.abs(onLot - order.quantity) > 1e-9 * order.quantity)
      return failure('venue/bad-lot', `${order.quantity} is no multiple of ${lot}`, { quantity: order.quantity, lot })
  }
  return offGrid(floor, slot, [
    ['limit', 'limit' in order ? order.limit : undefined],
    ['stop', 'stop' in order ? order.stop : undefined],
  ])
}

function offGrid(
  floor: Floor,
  slot: Slot,
  prices: readonly (readonly [string, number | undefined])[],
): Failure | undefined {
  for (const [name, price] of prices) {
    if (price === undefined) continue
    if (!Number.isFinite(price))
      return failure('venue/bad-price', `${name} is ${price}`, { field: name, value: String(price) })
    const { kind } = slot.instrument
    if (kind === 'outcome' && !(price >= 0 && price <= 1))
      return failure('venue/bad-price', `${name} ${price}: an outcome costs 0 to 1`, { field: name, value: price })
    if (floor.options.grid === 'accept') continue
    const near = roundPrice(slot.instrument, price)
    if (Math.abs(near - price) > 1e-9 * Math.max(1, Math.abs(price)))
      return failure('venue/bad-tick', `${name} ${price} is off the grid: the next price is ${near}`, {
        field: name,
        value: price,
        near,
      })
  }
  return undefined
}

function quantityRefusal(quantity: number): Failure | undefined {
  return quantity > 0 && quantity < Number.POSITIVE_INFINITY
    ? undefined
    : failure('venue/bad-quantity', `quantity ${quantity}`, { quantity: String(quantity) })
}

function duplicate(orderId: OrderId): Failure {
  return failure('venue/duplicate', `${orderId} is at work already`, { orderId })
}

function unknown(instrument: string): Failure {
  return failure('venue/unknown-instrument', `${instrument} is not traded here`, { instrument })
}

function failure(code: string, message: string, details: { readonly [key: string]: Json }): Failure {
  return { code, message, details }
}
