import type { Approved, Fact, Input, InputOf, Json, Order, Sourced } from '@bourse/core'
import { bracket } from '@bourse/core'
import { createRng } from '@bourse/math'
import { expect, test } from 'vitest'
import { day, orderOf, words } from '../fixtures/desk.js'
import { registry, spy } from '../fixtures/listings.js'
import { createSimVenue, type SimVenue } from './createSimVenue.js'
import type { SimOptions } from './simOptions.js'
import { proportionalSlippage } from './slippage.js'

const options = { slippage: proportionalSlippage(0.001), volumeShare: 0.02, interest: 0.02, orderLatency: 0 } as const
const lots = { ...options, fill: { fills: 'touch' }, exits: 'lot' } as const

function bars(): InputOf<'bar'>[] {
  const rng = createRng(11)
  let price = 600
  return Array.from({ length: 120 }, (_, i) => {
    const open = price
    price = Math.round(100 * price * (1 + 0.03 * rng.normal())) / 100
    const [high, low] = [Math.max(open, price) + 1, Math.min(open, price) - 1]
    return {
      kind: 'bar',
      id: spy.id,
      span: '1d',
      open,
      high,
      low,
      close: price,
      volume: 300,
      adjusted: price,
      seq: i,
      time: (i + 1) * day,
      at: (i + 1) * day,
      source: 'bars',
    }
  })
}

/** One life; with `broken`, every input is seen by another venue that was loaded from what the one before saved. */
function live(broken: boolean, rules: SimOptions): string[] {
  const told: string[] = []
  const fresh = (): SimVenue => createSimVenue(registry, createRng(3), rules)
  let venue = fresh()
  const listen = (): (() => void) => venue.listen((fact) => told.push(words(fact as Sourced<Fact>)))
  let stop = listen()
  bars().forEach((bar, i) => {
    venue.react(bar as Input)
    const side = i % 2 === 0 ? 'buy' : 'sell'
    const entry = orderOf(`e${i}`, side, 7, i % 3 === 0 ? { type: 'market' } : { type: 'limit', limit: bar.close })
    if (i % 4 === 0)
      venue.submit(
        bracket<Order>(
          entry,
          side === 'buy'
            ? { takeProfit: bar.close + 20, stopLoss: bar.close - 20 }
            : { takeProfit: bar.close - 20, stopLoss: bar.close + 20 },
        ) as never,
      )
    else
      venue.submit(
        orderOf(
          `o${i}`,
          side,
          5,
          i % 5 === 0
            ? { type: 'trailing', trail: { percent: 2 } }
            : { type: 'stop', stop: bar.close + (side === 'buy' ? 5 : -5) },
        ) as Approved<Order>,
      )
    if (!broken) return
    const saved = JSON.parse(JSON.stringify(venue.save())) as Json
    stop()
    venue = fresh()
    venue.load(saved)
    stop = listen()
  })
  return told
}

test.each([options, lots])('saved and loaded after every input, a venue lives the same life: %o', (rules) => {
  const whole = live(false, rules)
  expect(whole.length).toBeGreaterThan(300)
  expect(live(true, rules)).toEqual(whole)
})
