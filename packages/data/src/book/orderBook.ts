import {
  type BookUpdate,
  BourseError,
  type EpochMs,
  type InstrumentId,
  type Json,
  type MarketFact,
  type Sourced,
  type Stepper,
} from '@bourse/core'
import { bookSide } from './bookSide.js'

/**
 * The book as it stands; one object for good, read it before the next update. `'gap'`: updates are missing, nothing can be
 * said until the next snapshot, both sides are empty. Levels count from 0, the best; NaN beyond the last.
 */
export interface OrderBook {
  readonly state: 'ok' | 'gap'
  /** Of the last update that was applied; NaN before the first. */
  readonly sequence: number
  readonly at: EpochMs
  readonly bidLevels: number
  readonly askLevels: number
  bidPrice(level: number): number
  bidSize(level: number): number
  askPrice(level: number): number
  askSize(level: number): number
  /** Pairs of price and size, best first: a copy, made when it is read. */
  readonly bids: Float64Array
  readonly asks: Float64Array
}

/** Updates that are kept while a snapshot is on its way. */
const patience = 10_000

/**
 * An order book out of snapshots and deltas. A snapshot replaces; a delta must follow `sequence - 1`, one that is older is
 * passed over, one that is too new opens a gap. Deltas that arrive in a gap are kept (the last 10,000) and applied to the
 * snapshot that ends it, so that a snapshot fetched while the stream runs on fits in. Where a venue numbers its updates by
 * ranges, the adapter counts on by one where ranges touch. Reading levels allocates nothing.
 *
 * Facts of other kinds and instruments are passed over. A price that is not finite, a size that is not a number >= 0, an odd
 * count of numbers throw `input/out-of-range`: a corrupt book is worse than none.
 *
 * @example
 * import { orderBook } from '@bourse/data'
 * const book = orderBook('BTC/USDT@binance')
 * const update = { kind: 'book', id: 'BTC/USDT@binance', at: 1, source: 'feed' } as const
 * const [bids, asks] = [Float64Array.of(99, 2, 98, 5), Float64Array.of(101, 1)]
 * book.next({ ...update, snapshot: true, sequence: 7, bids, asks }).bidPrice(0) // => 99
 * book.next({ ...update, snapshot: false, sequence: 8, bids: Float64Array.of(99, 0), asks: new Float64Array(0) }).bidPrice(0) // => 98
 * book.next({ ...update, snapshot: false, sequence: 10, bids, asks }).state // => 'gap'
 */
export function orderBook(id: InstrumentId): Stepper<Sourced<MarketFact>, OrderBook> {
  const [bids, asks] = [bookSide(1), bookSide(-1)]
  let [state, sequence, at] = ['gap' as OrderBook['state'], Number.NaN, Number.NaN]
  let pending: Sourced<BookUpdate>[] = []
  const view: OrderBook = {
    get state() {
      return state
    },
    get sequence() {
      return sequence
    },
    get at() {
      return at
    },
    get bidLevels() {
      return bids.levels()
    },
    get askLevels() {
      return asks.levels()
    },
    bidPrice: bids.price,
    bidSize: bids.size,
    askPrice: asks.price,
    askSize: asks.size,
    get bids() {
      return bids.pairs()
    },
    get asks() {
      return asks.pairs()
    },
  }

  const empty = (): void => {
    bids.clear()
    asks.clear()
  }
  const write = (update: Sourced<BookUpdate>): void => {
    for (let i = 0; i < update.bids.length; i += 2) bids.set(update.bids[i]!, update.bids[i + 1]!)
    for (let i = 0; i < update.asks.length; i += 2) asks.set(update.asks[i]!, update.asks[i + 1]!)
    sequence = update.sequence
    at = update.at
  }
  const keep = (update: Sourced<BookUpdate>): void => {
    if (pending.length === patience) pending.shift()
    pending.push({ ...update, bids: update.bids.slice(), asks: update.asks.slice() })
  }
  const follow = (update: Sourced<BookUpdate>): void => {
    if (update.sequence <= sequence) return
    if (update.sequence === sequence + 1) write(update)
    else {
      state = 'gap'
      empty()
      keep(update)
    }
  }
  const restart = (snapshot: Sourced<BookUpdate>): void => {
    empty()
    state = 'ok'
    write(snapshot)
    const waiting = pending
    pending = []
    for (const update of waiting) {
      if (state === 'ok') follow(update)
      else keep(update)
    }
  }

  return {
    next(fact) {
      if (fact.kind !== 'book' || fact.id !== id) return view
      check(fact.bids, id, 'bids')
      check(fact.asks, id, 'asks')
      if (fact.snapshot) restart(fact)
      else if (state === 'ok') follow(fact)
      else keep(fact)
      return view
    },
    save: (): Json => ({
      state,
      sequence: Number.isNaN(sequence) ? null : sequence,
      at: Number.isNaN(at) ? null : at,
      bids: [...bids.pairs()],
      asks: [...asks.pairs()],
      pending: pending.map((update) => ({ ...update, bids: [...update.bids], asks: [...update.asks] })),
    }),
    load(json) {
      const saved = json as unknown as {
        readonly state: OrderBook['state']
        readonly sequence: number | null
        readonly at: number | null
        readonly bids: readonly number[]
        readonly asks: readonly number[]
        readonly pending: readonly (Omit<Sourced<BookUpdate>, 'bids' | 'asks'> & { bids: number[]; asks: number[] })[]
      }
      empty()
      state = saved.state
      for (let i = 0; i < saved.bids.length; i += 2) bids.set(saved.bids[i]!, saved.bids[i + 1]!)
      for (let i = 0; i < saved.asks.length; i += 2) asks.set(saved.asks[i]!, saved.asks[i + 1]!)
      sequence = saved.sequence ?? Number.NaN
      at = saved.at ?? Number.NaN
      pending = saved.pending.map((update) => ({
        ...update,
        bids: Float64Array.from(update.bids),
        asks: Float64Array.from(update.asks),
      }))
    },
  }
}

function check(pairs: Float64Array, id: InstrumentId, side: string): void {
  for (let i = 0; i < pairs.length; i += 2) {
    const size = pairs[i + 1]
    if (Number.isFinite(pairs[i]!) && size !== undefined && size >= 0 && size < Number.POSITIVE_INFINITY) continue
    throw new BourseError('input/out-of-range', `orderBook: ${side} of ${id} hold price ${pairs[i]}, size ${size}`, {
      details: { where: 'orderBook', id, side, pair: i / 2, price: String(pairs[i]), size: String(size) },
      remedy: 'pass pairs of a finite price and a size >= 0, flat',
    })
  }
}
