import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { createRng } from '@bourse/math'
import { sharedFile } from '@bourse/proof'
import type { Approved, Input, Order } from '@bourse/core'
import { expect, test } from 'vitest'
import { openDesk, orderOf } from '../fixtures/desk.js'
import { perp, registry } from '../fixtures/listings.js'
import { binanceDepth } from '../fixtures/binanceDepth.js'
import { emptyBook, updateBook } from './bookSides.js'
import { createSimVenue } from './createSimVenue.js'

const book = (at: number, bids: readonly number[], asks: readonly number[], snapshot = false) =>
  ({
    kind: 'book',
    id: perp.id,
    snapshot,
    sequence: at,
    bids: Float64Array.from(bids),
    asks: Float64Array.from(asks),
    at,
    source: 'b',
  }) as const
const print = (at: number, price: number, size: number) =>
  ({ kind: 'trade', id: perp.id, price, size, at, source: 'b' }) as const
const on = { instrument: perp.id } as const

function open(): ReturnType<typeof openDesk> {
  const desk = openDesk({ fill: { fills: 'queue' } })
  desk.see(book(1, [100, 5, 99, 8], [101, 2, 102, 6], true))
  return desk
}

test('what takes walks the book; a limit stops at its price and rests', () => {
  const desk = open()
  desk.send(orderOf('m', 'buy', 5, { type: 'market' }, on))
  desk.send(orderOf('l', 'buy', 5, { type: 'limit', limit: 101 }, on))
  desk.send(orderOf('i', 'sell', 20, { type: 'market' }, { ...on, tif: 'ioc' }))
  desk.send(orderOf('f', 'sell', 20, { type: 'market' }, { ...on, tif: 'fok' }))
  desk.said()
  desk.see(book(2, [], []))
  expect(desk.said()).toEqual([
    'm buy 2 @ 101 taker',
    'm buy 3 @ 102 taker',
    'l buy 2 @ 101 taker',
    'i sell 5 @ 100 taker',
    'i sell 8 @ 99 taker',
    'i canceled',
    'f canceled',
  ])
})

test('a place in the queue: prints before us, cancels before and behind us, a print through us', () => {
  const desk = open()
  desk.send(orderOf('q', 'buy', 4, { type: 'limit', limit: 100 }, on))
  desk.see(book(2, [], []))
  desk.said()
  desk.see(print(3, 100, 2)) // 5 before us, 3 are left
  desk.see(book(3, [100, 3], []))
  expect(desk.said()).toEqual([])
  desk.see(print(4, 100, 3.6))
  expect(desk.said()).toEqual(['q buy 0.6 @ 100 maker'])
  desk.see(print(5, 99, 1))
  expect(desk.said()).toEqual(['q buy 3.4 @ 100 maker'])
})

test('an iceberg goes to the back of the queue with each part it shows', () => {
  const desk = open()
  desk.send(orderOf('ice', 'buy', 4, { type: 'limit', limit: 100, display: 1 }, on))
  desk.see(book(2, [], []))
  desk.said()
  desk.see(print(3, 100, 9))
  expect(desk.said()).toEqual(['ice buy 1 @ 100 maker'])
  desk.see(print(4, 100, 5))
  expect(desk.said()).toEqual([])
})

test('the best price is the best of all, after any updates', () => {
  const rng = createRng(5)
  const sides = emptyBook()
  for (let i = 0; i < 3000; i++) {
    const bids = Array.from({ length: 2 }, () => [90 + (rng.uint32() % 10), rng.next() < 0.5 ? 0 : rng.next()]).flat()
    const asks = Array.from({ length: 2 }, () => [101 + (rng.uint32() % 10), rng.next() < 0.5 ? 0 : rng.next()]).flat()
    updateBook(sides, { ...book(i, bids, asks), seq: i, time: i })
    expect([sides.bid, sides.ask]).toEqual([
      sides.bids.size === 0 ? Number.NaN : Math.max(...sides.bids.keys()),
      sides.asks.size === 0 ? Number.NaN : Math.min(...sides.asks.keys()),
    ])
  }
})

const file = sharedFile('data/book/BTCUSDT_usdm_20240808_raw.jsonl.gz')
test.skipIf(file === undefined)('two minutes of a real book: orders fill', () => {
  const lines = gunzipSync(readFileSync(file!)).toString().trim().split('\n')
  const venue = createSimVenue(registry, createRng(1), { fill: { fills: 'queue' } })
  let fills = 0
  venue.listen((fact) => {
    if (fact.kind === 'fill') fills++
  })
  let seq = 0
  let last = 0
  for (const line of lines) {
    const input = binanceDepth(line, perp.id, seq++)
    if (input === undefined) continue
    venue.react(input as Input)
    if (input.kind === 'trade') last = input.price
    if (input.kind === 'trade' && seq % 97 === 0)
      venue.submit(
        orderOf(
          `o${seq}`,
          seq % 2 === 0 ? 'buy' : 'sell',
          0.01,
          { type: 'limit', limit: Math.round(last * 10) / 10 },
          { instrument: perp.id },
        ) as Order as Approved<Order>,
      )
  }
  expect(seq).toBe(30_000)
  expect(fills).toBeGreaterThan(20)
})
