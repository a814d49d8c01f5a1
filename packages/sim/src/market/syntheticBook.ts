// A book that lives by itself: limit orders, market orders and cancels come at random (the zero-intelligence model of Smith,
// Farmer, Gillemot and Krishnamurthy, Quantitative Finance 3, 2003, on a short grid around the last price).
import { type Instrument, tickAt } from '@bourse/assets'
import { badArgument, type InputOf, type TimeLike, toEpochMs } from '@bourse/core'
import type { Rng } from '@bourse/math'

/** `price`: where it starts; `levels` on each side (default 10); `everyMs` between events on average (default 100). */
export type BookSpec = {
  readonly instrument: Instrument
  readonly price: number
  readonly from: TimeLike
  readonly events: number
  readonly levels?: number
  readonly everyMs?: number
}

/**
 * Updates of a book and the prints that took from it: first a snapshot, then changes in order. Every print is followed by the
 * update that takes it out of the book.
 *
 * @example
 * import { createRng } from '@bourse/math'
 * import { syntheticBook } from '@bourse/sim'
 * const btc = { kind: 'spot', id: 'BTC/USDT@binance', assetClass: 'crypto', currency: 'USDT', tick: 0.1, lot: 0.001,
 *   calendar: 'always', base: 'BTC', quote: 'USDT' } as const
 * const facts = [...syntheticBook({ instrument: btc, price: 60_000, from: '2026-01-01', events: 100 }, createRng(1))]
 * facts[0]!.kind // => 'book'
 */
export function* syntheticBook(spec: BookSpec, rng: Rng): Iterable<InputOf<'book' | 'trade'>> {
  const { instrument, price, events, levels = 10, everyMs = 100 } = spec
  if (!(price > 0)) throw badArgument('syntheticBook', 'price', price, '> 0')
  if (!Number.isInteger(levels) || levels < 1) throw badArgument('syntheticBook', 'levels', levels, 'an integer >= 1')
  const tick = tickAt(instrument, price)
  const { id, lot } = instrument
  const perTick = Math.round(1 / tick)
  // On a grid by division where a tick is one part of one, so that prices print as they are written.
  const priceOf = (ticks: number): number =>
    perTick >= 1 && Math.abs(perTick * tick - 1) < 1e-9 ? ticks / perTick : Number((ticks * tick).toFixed(10))
  const sizeOf = (): number => Number((lot * (1 + (rng.uint32() % 20))).toFixed(10))
  const sides = { buy: new Map<number, number>(), sell: new Map<number, number>() }
  const middle = Math.round(price / tick)
  for (let k = 1; k <= levels; k++) {
    sides.buy.set(middle - k, sizeOf())
    sides.sell.set(middle + k, sizeOf())
  }
  let at = toEpochMs(spec.from)
  let seq = 0
  const stamp = (): { seq: number; time: number; at: number; source: string } => ({
    seq,
    time: at,
    at,
    source: 'synthetic',
  })
  const flat = (side: Map<number, number>): Float64Array =>
    Float64Array.from([...side].flatMap(([ticks, size]) => [priceOf(ticks), size]))
  const update = (side: 'buy' | 'sell', ticks: number): InputOf<'book'> => {
    const change = Float64Array.of(priceOf(ticks), sides[side].get(ticks) ?? 0)
    const none = new Float64Array(0)
    return {
      kind: 'book',
      id,
      snapshot: false,
      sequence: ++seq,
      bids: side === 'buy' ? change : none,
      asks: side === 'buy' ? none : change,
      ...stamp(),
    }
  }
  yield { kind: 'book', id, snapshot: true, sequence: ++seq, bids: flat(sides.buy), asks: flat(sides.sell), ...stamp() }
  const best = (side: 'buy' | 'sell'): number =>
    side === 'buy' ? Math.max(...sides.buy.keys()) : Math.min(...sides.sell.keys())
  for (let i = 0; i < events; i++) {
    at += Math.max(1, Math.round(everyMs * rng.exponential()))
    const side = rng.next() < 0.5 ? 'buy' : 'sell'
    const own = sides[side]
    const kind = rng.next()
    if (kind < 0.6 || own.size <= 2) {
      // A limit order, up to the other side's best.
      const other = best(side === 'buy' ? 'sell' : 'buy')
      const ticks = side === 'buy' ? other - 1 - (rng.uint32() % levels) : other + 1 + (rng.uint32() % levels)
      own.set(ticks, Number(((own.get(ticks) ?? 0) + sizeOf()).toFixed(10)))
      yield update(side, ticks)
    } else if (kind < 0.8) {
      const ticks = [...own.keys()][rng.uint32() % own.size]!
      own.delete(ticks)
      yield update(side, ticks)
    } else {
      // A market order from the other side takes from the best of this one.
      const ticks = best(side)
      const there = own.get(ticks)!
      const size = Math.min(there, sizeOf())
      yield {
        kind: 'trade',
        id,
        price: priceOf(ticks),
        size,
        aggressor: side === 'buy' ? 'sell' : 'buy',
        ...stamp(),
        seq: ++seq,
      }
      const left = Number((there - size).toFixed(10))
      if (left > 0) own.set(ticks, left)
      else own.delete(ticks)
      yield update(side, ticks)
    }
  }
}
