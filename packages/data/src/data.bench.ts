import type { Bars, BookUpdate, Input, Sourced } from '@bourse/core'
import { defineBench } from '@bourse/proof'
import { autoType, csvParse } from 'd3-dsv'
import Papa from 'papaparse'
import { mergeFacts } from './align/mergeFacts.js'
import { columnBars } from './bars/barColumns.js'
import { orderBook } from './book/orderBook.js'
import { parseCsv } from './csv/parseCsv.js'
import { resampleBars } from './resample/resampleBars.js'

const rows = 200_000

/** Minutes with prices in cents, as vendors write them. */
function csv(): Uint8Array {
  const encoder = new TextEncoder()
  const bytes = new Uint8Array(rows * 80)
  let [length, price] = [0, 60_000]
  const add = (text: string): void => {
    length += encoder.encodeInto(text, bytes.subarray(length)).written
  }
  add('time,open,high,low,close,volume\n')
  for (let i = 0; i < rows; i++) {
    const time = new Date(1.6e12 + i * 60_000).toISOString().replace('.000', '')
    const next = price + ((i * 7919) % 41) - 20
    const cents = (value: number): string => (value / 100).toFixed(2)
    add(
      `${time},${cents(price)},${cents(Math.max(price, next) + 7)},${cents(Math.min(price, next) - 7)},${cents(next)},${1000 + (i % 977)}\n`,
    )
    price = next
  }
  return bytes.slice(0, length)
}

function million(): Bars {
  const length = 1_000_000
  const column = (from: number): Float64Array =>
    Float64Array.from({ length }, (_, i) => from + ((i * 7919) % 101) / 100)
  const [open, high, low, close, volume] = [column(100), column(102), column(98), column(100), column(1000)]
  const time = Float64Array.from({ length }, (_, i) => 1.6e12 + (i + 1) * 60_000)
  return columnBars({ time, open, high, low, close, volume, adjusted: close.slice() }, { id: 'A@X', span: '1m' })
}

function scan(bytes: Uint8Array): number {
  let lines = 0
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10) lines++
  return lines
}

/** Every figure of every row touched once, in place: the least that making other bars could cost. */
function touch({ time, open, high, low, close, volume }: Bars): number {
  let sum = 0
  for (let i = 0; i < time.length; i++) sum += time[i]! + open[i]! + high[i]! + low[i]! + close[i]! + volume[i]!
  return sum
}

function tightLoop(all: readonly Bars[]): number {
  let sum = 0
  for (let row = 0; row < all[0]!.time.length; row++) for (const { close } of all) sum += close[row]!
  return sum
}

function merged(inputs: Iterable<Input>): number {
  let sum = 0
  for (const input of inputs) if (input.kind === 'bar') sum += input.close
  return sum
}

/** A thousand levels a side, changes near the best ones as on a busy book. */
function updates(): readonly Sourced<BookUpdate>[] {
  const common = { kind: 'book', id: 'A@X', at: 1, source: 's' } as const
  const levels = (sign: number): Float64Array =>
    Float64Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 60_000 + sign * (1 + i / 2) : 1))
  const list: Sourced<BookUpdate>[] = [{ ...common, snapshot: true, sequence: 0, bids: levels(-1), asks: levels(1) }]
  for (let i = 1; i <= 10_000; i++) {
    const depth = 1 + ((i * i * 7919) % 97) * ((i * 31) % 3)
    const pair = (sign: number): Float64Array => Float64Array.of(60_000 + sign * depth, i % 5 === 0 ? 0 : 1 + (i % 9))
    list.push({ ...common, snapshot: false, sequence: i, bids: pair(-1), asks: pair(1) })
  }
  return list
}

function mapBook(list: readonly Sourced<BookUpdate>[]): number {
  const [bids, asks] = [new Map<number, number>(), new Map<number, number>()]
  let sum = 0
  for (const { bids: b, asks: a } of list) {
    for (const [map, pairs] of [
      [bids, b],
      [asks, a],
    ] as const)
      for (let i = 0; i < pairs.length; i += 2) {
        if (pairs[i + 1] === 0) map.delete(pairs[i]!)
        else map.set(pairs[i]!, pairs[i + 1]!)
      }
    // What people write first, once per hundred updates so that it ends at all.
    if (sum++ % 100 === 0) sum += Math.max(...bids.keys()) > Math.min(...asks.keys()) ? 1 : 0
  }
  return sum
}

export const bench = defineBench({
  title: 'data',
  races() {
    const bytes = csv()
    const text = new TextDecoder().decode(bytes)
    const bars = million()
    const fifty = Array.from({ length: 50 }, (_, k): Bars => {
      const length = 2000
      const series = (i: number): number => 100 + ((i * 7 + k) % 50)
      return columnBars(
        {
          time: Float64Array.from({ length }, (_, i) => i * 60_000),
          close: Float64Array.from({ length }, (_, i) => series(i)),
        },
        { id: `S${k}@X`, span: '1m' },
      )
    })
    const list = updates()
    return [
      {
        name: `CSV, per byte (${(bytes.length / 1e6).toFixed(1)} MB)`,
        operations: bytes.length,
        contenders: {
          parseCsv: () => parseCsv(bytes, { id: 'A@X', span: '1m' }).close.length,
          'bare scan for line ends': () => scan(bytes),
        },
      },
      {
        // Apart, because what they leave to the garbage collector slows down whoever runs after them.
        name: 'CSV against other readers, per byte',
        operations: bytes.length,
        contenders: {
          parseCsv: () => parseCsv(bytes, { id: 'A@X', span: '1m' }).close.length,
          'papaparse, typed': () => Papa.parse(text, { header: true, dynamicTyping: true }).data.length,
          'd3-dsv, typed': () => csvParse(text, autoType).length,
        },
      },
      {
        name: 'a million minutes into hours, per minute',
        operations: bars.time.length,
        contenders: {
          resampleBars: () => resampleBars(bars, '1h').time.length,
          'touching every figure': () => touch(bars),
        },
      },
      {
        name: 'a million minutes into bars of volume, per minute',
        operations: bars.time.length,
        contenders: {
          resampleBars: () => resampleBars(bars, { volume: 60_000 }).time.length,
          'touching every figure': () => touch(bars),
        },
      },
      {
        name: '50 series into one line, per bar',
        operations: 50 * 2000,
        contenders: {
          'mergeFacts, reuse': () => merged(mergeFacts(fifty, { reuse: true })),
          'mergeFacts, fresh objects': () => merged(mergeFacts(fifty)),
          'a tight loop over aligned columns': () => tightLoop(fifty),
        },
      },
      {
        name: 'order book, per update of both sides, best prices read each time',
        operations: list.length,
        contenders: {
          orderBook() {
            const book = orderBook('A@X')
            let sum = 0
            for (const update of list) sum += book.next(update).bidPrice(0)
            return sum
          },
          'two Maps, best prices read every 100th time': () => mapBook(list),
        },
      },
    ]
  },
})
