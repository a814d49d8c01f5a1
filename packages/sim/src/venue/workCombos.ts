// Combos: all legs at once, or none.
import type { ComboGroup, EpochMs, Money } from '@bourse/core'
import { plainQuantity, tellOrder } from './restingOrders.js'
import { type Floor, noFee, slotOf } from './floor.js'
import type { Resting, Slot } from './slot.js'
import { hasPrice } from './workQuote.js'

/** Trades the combos of which every leg has had a price since they came; `id` is the leg whose price is new. */
export function workCombos(floor: Floor, id: string, at: EpochMs): void {
  for (const one of floor.combos) {
    const { order } = one
    if (!order.legs.some((leg) => leg.instrument === id)) continue
    if (one.expiresAt < at) {
      end(floor, one, 'expired')
      continue
    }
    const prices = pricesOf(floor, one)
    if (prices === undefined) continue
    if (order.type === 'limit') {
      const net = order.legs.reduce((sum, leg, i) => sum + leg.ratio * prices[i]!, 0)
      const good = order.side === 'buy' ? net <= order.limit : net >= order.limit
      if (!good) {
        if (order.tif === 'ioc' || order.tif === 'fok') end(floor, one, 'canceled')
        continue
      }
    }
    trade(floor, one, prices)
  }
}

function pricesOf(floor: Floor, { order, activeAt }: Resting<ComboGroup>): readonly number[] | undefined {
  const prices: number[] = []
  for (const { instrument, ratio } of order.legs) {
    const slot = slotOf(floor, instrument)!
    if (slot.eventAt === floor.now) return undefined
    const price = legPrice(slot, ratio > 0 === (order.side === 'buy'), floor.options.fill?.fills === 'close', activeAt)
    if (price === undefined) return undefined
    prices.push(price)
  }
  return prices
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
  const { account, options } = floor
  floor.combos = floor.combos.filter((other) => other !== one)
  order.legs.forEach((leg, i) => {
    const { instrument } = slotOf(floor, leg.instrument)!
    const quantity = plainQuantity(Math.abs(leg.ratio) * one.quantity)
    const side = leg.ratio > 0 === (order.side === 'buy') ? 'buy' : 'sell'
    const price = prices[i]!
    const fee: Money =
      options.fees?.({
        instrument,
        quantity,
        price,
        liquidity: 'taker',
        side,
        filled: 0,
        paid: undefined,
        traded: floor.traded.get(instrument.currency) ?? 0,
      }) ?? noFee(floor, instrument.currency)
    floor.counts.fills++
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
        side,
        quantity,
        price,
        quantityText: String(quantity),
        priceText: String(price),
        liquidity: 'taker',
        fee,
      },
      undefined,
    )
  })
}

function end(floor: Floor, one: Resting<ComboGroup>, kind: 'canceled' | 'expired'): void {
  floor.combos = floor.combos.filter((other) => other !== one)
  tellOrder(floor, { kind, account: floor.account, orderId: one.order.orderId }, undefined)
}
