// What the venue keeps of one instrument: the last prices, what has moved, and the orders that wait.
import type { Instrument } from '@bourse/assets'
import type { ComboGroup, EpochMs, Money, Order, OrderId } from '@bourse/core'

/** An order at the venue. Mutable; `S`: an order, or a combo. */
export type Resting<S extends Order | ComboGroup = Order> = {
  order: S
  /** Total, filled included. */
  quantity: number
  filled: number
  /** Sum of price x quantity over `filled`. */
  turnover: number
  /** From when on the venue works it. */
  activeAt: EpochMs
  expiresAt: EpochMs
  /** Day of the first market fact that worked it; NaN before. */
  day: number
  /** A stop that has been hit; a stop-limit is a limit from then on. */
  triggered: boolean
  /** The level of a stop, which moves where it trails; NaN before a trailing one has seen a price. */
  level: number
  /** It has stood in the market: what comes to it now finds a maker. */
  rested: boolean
  /** Its quantity has been decided. */
  sized: boolean
  /** What stands before it in the queue at its price (NaN: not placed yet), and what has been printed there since the last update. */
  ahead: number
  printed: number
  paid: Money | undefined
  readonly groupId: OrderId | undefined
  readonly venueOrderId: string
}

export type Slot = {
  readonly instrument: Instrument
  orders: Resting[]
  bid: number
  ask: number
  bidSize: number
  askSize: number
  quoteAt: EpochMs
  /** Last bid and ask that were there, however old. */
  lastBid: number
  lastAsk: number
  open: number
  last: number
  lastAt: EpochMs
  mark: number
  index: number
  barAt: EpochMs
  /** What the fact at work has left to trade. */
  budget: number
  low: number
  high: number
  volume: number
  range: number
  bars: number
  /** The last price it was settled at. */
  fixing: number
  fixingAt: EpochMs
  /** When a position in it was last closed by an event: books take fills of a moment before its events, so nothing fills after one. */
  eventAt: EpochMs
  /** Time of the last fact that moved money of whoever holds it. */
  moneyAt: EpochMs
}

export function emptySlot(instrument: Instrument): Slot {
  return {
    instrument,
    orders: [],
    bid: Number.NaN,
    ask: Number.NaN,
    bidSize: 0,
    askSize: 0,
    quoteAt: Number.NEGATIVE_INFINITY,
    lastBid: Number.NaN,
    lastAsk: Number.NaN,
    open: Number.NaN,
    last: Number.NaN,
    lastAt: Number.NEGATIVE_INFINITY,
    mark: Number.NaN,
    index: Number.NaN,
    barAt: Number.NEGATIVE_INFINITY,
    budget: Number.POSITIVE_INFINITY,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    volume: Number.NaN,
    range: Number.NaN,
    bars: 0,
    fixing: Number.NaN,
    fixingAt: Number.NEGATIVE_INFINITY,
    eventAt: Number.NEGATIVE_INFINITY,
    moneyAt: Number.NEGATIVE_INFINITY,
  }
}

/** Mark, else mid, else last: what a market record says too. */
export function markOf(slot: Slot): number {
  if (Number.isFinite(slot.mark)) return slot.mark
  const { bid, ask, bidSize, askSize } = slot
  if (Number.isFinite(bid) && Number.isFinite(ask) && bidSize !== 0 && askSize !== 0 && bid <= ask)
    return (bid + ask) / 2
  return slot.last
}
