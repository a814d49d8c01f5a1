import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { BookUpdate, Sourced } from '@bourse/core'
import { sharedFile } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderBook } from './orderBook.js'

type Pairs = readonly (readonly [number, number])[]
const update = (sequence: number, bids: Pairs, asks: Pairs, snapshot = false): Sourced<BookUpdate> => ({
  kind: 'book',
  id: 'A@X',
  snapshot,
  sequence,
  bids: Float64Array.from(bids.flat()),
  asks: Float64Array.from(asks.flat()),
  at: sequence,
  source: 's',
})

test('before a snapshot and after a hole there is a gap, and nothing to read', () => {
  const book = orderBook('A@X')
  const view = book.next(update(4, [[1, 1]], []))
  expect([view.state, view.bidPrice(0), view.bidLevels, view.sequence]).toEqual(['gap', Number.NaN, 0, Number.NaN])
  // The delta that came first is older than the snapshot: passed over.
  expect(
    book.next(
      update(
        4,
        [
          [99, 2],
          [98, 5],
        ],
        [[101, 1]],
        true,
      ),
    ),
  ).toBe(view)
  expect([view.state, view.bidPrice(0), view.bidSize(1), view.askPrice(0), view.askPrice(1)]).toEqual([
    'ok',
    99,
    5,
    101,
    Number.NaN,
  ])
  book.next(update(6, [[97, 1]], []))
  expect([view.state, view.bidLevels, view.askLevels, [...view.bids]]).toEqual(['gap', 0, 0, []])
  // A snapshot fetched meanwhile: what streamed past it is applied.
  book.next(update(7, [], [[100.5, 3]]))
  book.next(update(5, [[99, 1]], [[101, 1]], true))
  expect([view.state, view.sequence, [...view.bids], [...view.asks]]).toEqual([
    'ok',
    7,
    [99, 1, 97, 1],
    [100.5, 3, 101, 1],
  ])
  // One that is too old to be reached by what was kept leaves the gap open.
  book.next(update(10, [], []))
  book.next(update(8, [[99, 1]], [], true))
  expect(view.state).toBe('gap')
})

test('refuses what is corrupt, passes over what is not meant', () => {
  const book = orderBook('A@X')
  expect(() => book.next(update(1, [[Number.NaN, 1]], [], true))).toThrow(/bids of A@X hold price NaN/)
  expect(() => book.next(update(1, [], [[1, -1]], true))).toThrow(/size -1/)
  expect(() => book.next({ ...update(1, [], [], true), asks: Float64Array.of(1) })).toThrow(/size undefined/)
  expect(book.next({ ...update(1, [[1, 1]], [], true), id: 'B@X' }).state).toBe('gap')
})

test('equals a map sorted anew at every step, through saves', () => {
  const price = fc.integer({ min: 1, max: 40 })
  const size = fc.integer({ min: 0, max: 3 })
  const side = fc.array(fc.tuple(price, size), { maxLength: 8 })
  fc.assert(
    fc.property(
      fc.array(fc.record({ bids: side, asks: side, snapshot: fc.integer({ min: 0, max: 9 }) }), { maxLength: 40 }),
      (steps) => {
        let book = orderBook('A@X')
        book.next(update(0, [], [], true))
        const [bids, asks] = [new Map<number, number>(), new Map<number, number>()]
        for (const [i, step] of steps.entries()) {
          const isSnapshot = step.snapshot === 0
          if (isSnapshot) for (const map of [bids, asks]) map.clear()
          for (const [map, pairs] of [
            [bids, step.bids],
            [asks, step.asks],
          ] as const)
            for (const [at, quantity] of pairs) quantity === 0 ? map.delete(at) : map.set(at, quantity)
          const view = book.next(update(i + 1, step.bids, step.asks, isSnapshot))
          expect([...view.bids]).toEqual([...bids].sort(([a], [b]) => b - a).flat())
          expect([...view.asks]).toEqual([...asks].sort(([a], [b]) => a - b).flat())
          expect(view.bidPrice(view.bidLevels - 1)).toBe(bids.size === 0 ? Number.NaN : Math.min(...bids.keys()))
          if (i % 5 === 4) {
            const saved = JSON.parse(JSON.stringify(book.save()))
            book = orderBook('A@X')
            book.load(saved)
          }
        }
      },
    ),
    { seed: 41, numRuns: 200 },
  )
})

type Depth = {
  readonly stream?: string
  readonly lastUpdateId?: number
  readonly bids?: [string, string][]
  readonly asks?: [string, string][]
  readonly data?: {
    readonly U: number
    readonly u: number
    readonly pu?: number
    readonly b: [string, string][] & string
    readonly a: [string, string][] & string
  }
}
const numbers = (pairs: readonly [string, string][]): Pairs =>
  pairs.map(([price, size]) => [Number(price), Number(size)] as const)

describe.each(['usdm_20240808', 'spot_20240809'])('real messages, %s', (name) => {
  const file = sharedFile(`data/book/BTCUSDT_${name}_raw.jsonl.gz`)
  test.skipIf(file === undefined)('the best prices are those the venue says at the same update', () => {
    const lines = gunzipSync(readFileSync(file!)).toString().trimEnd().split('\n')
    const book = orderBook('A@X')
    const messages = lines.map((line) => JSON.parse(line.slice(line.indexOf(' '))) as Depth)
    // The venue counts by ranges: U to u, following pu (futures) or U - 1 (spot). Touching ranges are counted on by one.
    let [sequence, venue, deltas, compared, equal, snapshotAt] = [0, Number.NaN, 0, 0, 0, Number.NaN]
    const tickers = new Map<number, [number, number]>()
    for (const { stream, data } of messages)
      if (stream?.includes('bookTicker') && data !== undefined) tickers.set(data.u, [Number(data.b), Number(data.a)])
    if (name.startsWith('spot')) book.next(update(0, [], [], true)) // its snapshot is not in the file
    for (const message of messages) {
      if (message.lastUpdateId !== undefined) {
        snapshotAt = message.lastUpdateId
        book.next(update(sequence, numbers(message.bids!), numbers(message.asks!), true))
        venue = Number.NaN
      } else if (message.stream?.includes('depth') && message.data !== undefined) {
        const { U, u, pu, b, a } = message.data
        if (u < snapshotAt) continue
        const follows = Number.isNaN(venue) || (pu ?? U - 1) === venue
        sequence += follows ? 1 : 2
        const before = book.next(update(sequence, numbers(b), numbers(a)))
        venue = u
        deltas++
        const told = tickers.get(u)
        if (before.state === 'ok' && told !== undefined && deltas > 20) {
          compared++
          if (before.bidPrice(0) === told[0] && before.askPrice(0) === told[1]) equal++
        }
      }
    }
    expect(deltas).toBeGreaterThan(1000)
    expect(compared).toBeGreaterThan(5)
    expect(equal).toBe(compared)
  })
})
