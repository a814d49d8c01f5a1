import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Approved, Input, InputOf, Order } from '@bourse/core'
import { createRng } from '@bourse/math'
import { defineBench, sharedFile } from '@bourse/proof'
import { binanceDepth } from '../fixtures/binanceDepth.js'
import { orderOf } from '../fixtures/desk.js'
import { perp, registry, spy } from '../fixtures/listings.js'
import { createSimVenue } from './createSimVenue.js'

const n = 200_000
const fast = 10
const slow = 30

/** Prices of 4 decimals, as integer ticks would be. */
function prices(): { readonly open: Float64Array; readonly close: Float64Array } {
  const rng = createRng(5)
  const [open, close] = [new Float64Array(n), new Float64Array(n)]
  let price = 100
  for (let i = 0; i < n; i++) {
    open[i] = price
    price = Math.round((price + 0.02 * rng.normal()) * 10_000) / 10_000
    close[i] = price
  }
  return { open, close }
}

export const bench = defineBench({
  title: 'the simulated venue',
  races() {
    const { open, close } = prices()
    const bar = {
      kind: 'bar',
      id: spy.id,
      span: '1m',
      open: 0,
      high: 0,
      low: 0,
      close: 0,
      volume: 100,
      adjusted: 0,
      seq: 0,
      time: 0,
      at: 0,
      source: 'b',
    }
    const show = (react: (input: Input) => unknown, i: number): void => {
      bar.open = open[i]!
      bar.close = bar.adjusted = close[i]!
      bar.high = Math.max(bar.open, bar.close)
      bar.low = Math.min(bar.open, bar.close)
      bar.time = bar.at = (i + 1) * 60_000
      react(bar as InputOf<'bar'>)
    }
    /** Long above, flat below; `trade` at the next open. */
    const cross = (trade: (i: number, side: 1 | -1) => void, live: (i: number) => void): void => {
      let [quick, lazy, held] = [0, 0, 0]
      for (let i = 0; i < n; i++) {
        live(i)
        quick += close[i]! - (i < fast ? 0 : close[i - fast]!)
        lazy += close[i]! - (i < slow ? 0 : close[i - slow]!)
        if (i < slow - 1) continue
        const up = quick / fast > lazy / slow ? 1 : 0
        if (up !== held) {
          trade(i, up === 1 ? 1 : -1)
          held = up
        }
      }
    }
    const loop = (): number => {
      let [cash, units, want, peak, worst] = [0, 0, 0, 0, 0]
      const equity = new Float64Array(n)
      cross(
        (_i, side) => {
          want = side
        },
        (i) => {
          if (want !== 0) {
            cash -= want * open[i]!
            units += want
            want = 0
          }
          const now = cash + units * close[i]!
          equity[i] = now
          if (now > peak) peak = now
          worst = Math.max(worst, peak - now)
        },
      )
      return worst
    }
    const races = [
      {
        name: '200,000 bars shown with nothing at work, beside a tight crossover loop with an equity curve',
        operations: n,
        contenders: {
          venue: () => {
            const venue = createSimVenue(registry, createRng(1))
            for (let i = 0; i < n; i++) show(venue.react, i)
            return venue.counts.fills
          },
          'tight loop': loop,
        },
      },
      {
        name: 'the crossover traded at the venue: orders, fills, exact books',
        operations: n,
        contenders: {
          venue: () => {
            const venue = createSimVenue(registry, createRng(1), { fill: { fills: 'next-open' } })
            cross(
              (i, side) =>
                venue.submit(
                  orderOf(`o${i}`, side === 1 ? 'buy' : 'sell', 1, { type: 'market' }) as Order as Approved<Order>,
                ),
              (i) => show(venue.react, i),
            )
            return venue.counts.fills
          },
          'tight loop': loop,
        },
      },
    ]
    const file = sharedFile('data/book/BTCUSDT_usdm_20240808_raw.jsonl.gz')
    if (file === undefined) {
      console.log('skipped: a recorded stream into queues (no data/book beside the checkout)')
      return races
    }
    const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n')
    return [
      ...races,
      {
        name: 'a recorded stream of 30,000 messages into a venue with queues, an order every 97th print',
        operations: lines.length,
        contenders: {
          venue: () => {
            const venue = createSimVenue(registry, createRng(1), { fill: { fills: 'queue' } })
            lines.forEach((line, seq) => {
              const input = binanceDepth(line, perp.id, seq)
              if (input === undefined) return
              venue.react(input)
              if (input.kind === 'trade' && seq % 97 === 0)
                venue.submit(
                  orderOf(
                    `o${seq}`,
                    'buy',
                    0.01,
                    { type: 'limit', limit: Math.round(input.price * 10) / 10 },
                    { instrument: perp.id, tif: { gtd: input.time + 1000 } },
                  ) as Order as Approved<Order>,
                )
            })
            return venue.counts.fills
          },
          'JSON.parse alone': () => {
            let sum = 0
            for (const line of lines)
              sum += (JSON.parse(line.slice(line.indexOf(' ') + 1)) as { stream?: string }).stream?.length ?? 0
            return sum
          },
        },
      },
    ]
  },
})
