import { bracket, formatMoney, money, oco, type Order, type OrderTerms } from '@bourse/core'
import { createRng } from '@bourse/math'
import { describe, expect, test } from 'vitest'
import { openDesk, orderOf } from '../fixtures/desk.js'
import { registry } from '../fixtures/listings.js'
import { createSimVenue } from './createSimVenue.js'
import type { FillRule, SimOptions } from './simOptions.js'

const quiet = [100, 100, 100, 100] as const
const market: OrderTerms = { type: 'market' }

/** Fills of one order on the bar 100 / 104 / 97 / 102, after a bar at 100. */
function priceOn(fill: FillRule, side: 'buy' | 'sell', terms: OrderTerms): string[] {
  const desk = openDesk({ fill })
  desk.bar(quiet)
  desk.send(orderOf('o', side, 10, terms))
  desk.said()
  desk.bar([100, 104, 97, 102])
  return desk.said().map((line) => line.replace(/^o (buy|sell) 10 @ /, ''))
}

describe('what fills where, by rule', () => {
  const rules = {
    next: { fills: 'next-open' },
    touch: { fills: 'touch' },
    close: { fills: 'close' },
    worst: { fills: 'path', path: 'pessimistic' },
    ohlc: { fills: 'path', path: 'ohlc' },
  } as const
  const table: readonly (readonly ['buy' | 'sell', OrderTerms, { readonly [R in keyof typeof rules]: string }])[] = [
    [
      'buy',
      { type: 'limit', limit: 98 },
      { next: '', touch: '98 maker', close: '', worst: '98 maker', ohlc: '98 maker' },
    ],
    [
      'buy',
      { type: 'limit', limit: 101 },
      { next: '100 taker', touch: '100 taker', close: '', worst: '100 taker', ohlc: '100 taker' },
    ],
    [
      'sell',
      { type: 'limit', limit: 101 },
      { next: '', touch: '101 maker', close: '102 taker', worst: '101 maker', ohlc: '101 maker' },
    ],
    [
      'sell',
      { type: 'limit', limit: 99 },
      { next: '100 taker', touch: '100 taker', close: '102 taker', worst: '100 taker', ohlc: '100 taker' },
    ],
    [
      'buy',
      { type: 'stop', stop: 103 },
      { next: '', touch: '103 taker', close: '', worst: '103 taker', ohlc: '103 taker' },
    ],
    [
      'sell',
      { type: 'stop', stop: 98 },
      { next: '', touch: '98 taker', close: '', worst: '98 taker', ohlc: '98 taker' },
    ],
    [
      'sell',
      { type: 'stop', stop: 101 },
      { next: '100 taker', touch: '100 taker', close: '', worst: '100 taker', ohlc: '100 taker' },
    ],
    // The stop is hit at the low, and the price comes back to the limit on its way to the close.
    [
      'sell',
      { type: 'stopLimit', stop: 98, limit: 98 },
      { next: '', touch: '', close: '', worst: '98 taker', ohlc: '98 taker' },
    ],
    [
      'sell',
      { type: 'stopLimit', stop: 98, limit: 101 },
      { next: '', touch: '', close: '', worst: '101 maker', ohlc: '101 maker' },
    ],
    // Three below the 100 it came at, or below the 104 on the way.
    [
      'sell',
      { type: 'trailing', trail: { amount: 3 } },
      { next: '', touch: '97 taker', close: '', worst: '97 taker', ohlc: '97 taker' },
    ],
    [
      'sell',
      { type: 'trailing', trail: { percent: 1 } },
      { next: '', touch: '99 taker', close: '', worst: '99 taker', ohlc: '99 taker' },
    ],
  ]
  for (const [side, terms, expected] of table)
    for (const rule of Object.keys(rules) as (keyof typeof rules)[])
      test(`${side} ${JSON.stringify(terms)} ${rule}`, () => {
        const told = priceOn(rules[rule], side, terms)
        expect(told.join()).toBe(expected[rule])
      })

  test('market orders: the next open, or the close they answer', () => {
    expect(priceOn({ fills: 'next-open' }, 'buy', market)).toEqual(['100 taker'])
    expect(priceOn({ fills: 'path', path: 'pessimistic' }, 'sell', market)).toEqual(['100 taker'])
    const desk = openDesk({ fill: { fills: 'close' } })
    desk.bar([99, 101, 98, 100.5])
    desk.send(orderOf('o', 'buy', 10, market))
    expect(desk.said()).toEqual(['o accepted', 'o buy 10 @ 100.5 taker'])
  })
})

describe('groups within one bar', () => {
  const entry = orderOf('e', 'buy', 10, market)
  const trade = (path: 'pessimistic' | 'optimistic', prices: readonly [number, number, number, number]): string[] => {
    const desk = openDesk({ fill: { fills: 'path', path } })
    desk.bar(quiet)
    desk.send(bracket<Order>(entry, { takeProfit: 103, stopLoss: 98 }))
    desk.bar(prices)
    return [...desk.said(), `${desk.venue.counts.dependent} of ${desk.venue.counts.fills}`]
  }
  test('both exits within reach: the rule decides, and it is counted', () => {
    expect(trade('pessimistic', [100, 104, 97, 102])).toEqual([
      'e accepted',
      'e buy 10 @ 100 taker',
      'e-tp1 accepted',
      'e-sl1 accepted',
      'e-sl1 sell 10 @ 98 taker',
      'e-tp1 canceled',
      '2 of 2',
    ])
    expect(trade('optimistic', [100, 104, 97, 102]).slice(4)).toEqual([
      'e-tp1 sell 10 @ 103 maker',
      'e-sl1 canceled',
      '2 of 2',
    ])
  })
  test('one within reach: nothing depends', () => {
    expect(trade('pessimistic', [100, 104, 99, 102]).slice(4)).toEqual([
      'e-tp1 sell 10 @ 103 maker',
      'e-sl1 canceled',
      '0 of 2',
    ])
  })
  test('one cancels the other, by what fills', () => {
    const desk = openDesk({ fill: { fills: 'touch' }, volumeShare: 0.004 })
    desk.bar(quiet)
    desk.send(orderOf('b', 'buy', 10, market))
    for (let i = 0; i < 4; i++) desk.bar(quiet)
    desk.said()
    desk.send(
      oco<Order>(
        orderOf('x', 'sell', 10, { type: 'limit', limit: 103 }),
        orderOf('y', 'sell', 10, { type: 'stop', stop: 97 }),
      ),
    )
    desk.bar([100, 104, 99, 102])
    expect(desk.said()).toEqual(['x accepted', 'y accepted', 'x sell 4 @ 103 maker', 'y replaced 6'])
    desk.bar([100, 101, 96, 97])
    expect(desk.said()).toEqual(['y sell 4 @ 97 taker', 'x replaced 6'])
  })
  test('a combo trades all legs at once', () => {
    const desk = openDesk({ fill: { fills: 'next-open' } })
    const route = { orderId: 'c', account: 'paper', strategy: 's', side: 'buy', quantity: 2, tif: 'gtc' } as const
    desk.send({
      ...route,
      group: 'combo',
      type: 'limit',
      limit: -10,
      legs: [
        { instrument: 'SPY@ARCX', ratio: 1 },
        { instrument: 'GOOG@XNAS', ratio: -2 },
      ],
    })
    desk.bar([100, 101, 99, 100])
    desk.bar([54, 54, 54, 54], { id: 'GOOG@XNAS' })
    expect(desk.said()).toEqual(['c accepted'])
    desk.bar([100, 101, 99, 100])
    desk.bar([55, 55, 55, 55], { id: 'GOOG@XNAS' })
    expect(desk.said()).toEqual(['c buy 2 @ 100 taker', 'c sell 4 @ 55 taker'])
  })
})

describe('time', () => {
  test('a day order lives one day, gtd to its date, ioc and fok once', () => {
    const desk = openDesk()
    desk.bar(quiet)
    desk.send(orderOf('d', 'buy', 1, { type: 'limit', limit: 90 }, { tif: 'day' }))
    desk.send(orderOf('g', 'buy', 1, { type: 'limit', limit: 90 }, { tif: { gtd: 3.5 * 86_400_000 } }))
    desk.send(orderOf('i', 'buy', 1, { type: 'limit', limit: 90 }, { tif: 'ioc' }))
    desk.said()
    desk.bar(quiet)
    expect(desk.said()).toEqual(['i canceled'])
    desk.bar(quiet)
    expect(desk.said()).toEqual(['d expired'])
    desk.bar([100, 100, 80, 100])
    expect(desk.said()).toEqual(['g expired'])
  })
  test('fill or kill takes all or nothing', () => {
    const desk = openDesk({ volumeShare: 0.005 })
    desk.bar(quiet)
    desk.send(orderOf('k', 'buy', 10, market, { tif: 'fok' }))
    desk.send(orderOf('p', 'buy', 10, market, { tif: 'ioc' }))
    desk.said()
    desk.bar(quiet)
    expect(desk.said()).toEqual(['p buy 5 @ 100 taker', 'k canceled', 'p canceled'])
  })
  test('auctions: at the open, at the close', () => {
    const desk = openDesk()
    desk.bar(quiet)
    desk.send(orderOf('o', 'buy', 1, market, { tif: 'open' }))
    desk.send(orderOf('c', 'buy', 1, market, { tif: 'close' }))
    desk.said()
    desk.bar([101, 104, 97, 102])
    expect(desk.said()).toEqual(['o buy 1 @ 101 taker', 'c buy 1 @ 102 taker'])
  })
  test('latency: what comes within a bar waits for the next', () => {
    const desk = openDesk({ orderLatency: '2s' })
    desk.bar(quiet)
    desk.send(orderOf('o', 'buy', 1, market))
    desk.bar([101, 101, 101, 101])
    desk.bar([102, 102, 102, 102])
    expect(desk.said()).toEqual(['o accepted', 'o buy 1 @ 102 taker'])
  })
})

describe('what a venue refuses', () => {
  test('with a reason', () => {
    const desk = openDesk({ buyingPower: 'cash' })
    desk.bar(quiet)
    desk.send(orderOf('tick', 'buy', 1, { type: 'limit', limit: 99.999 }))
    desk.send(orderOf('lot', 'buy', 1.5, market))
    desk.send(orderOf('none', 'buy', 1, market, { instrument: 'XYZ@ARCX' }))
    desk.send(orderOf('index', 'buy', 1, market, { instrument: 'SPX@CBOE' }))
    desk.send(orderOf('big', 'buy', Number.POSITIVE_INFINITY, market))
    desk.send(orderOf('past', 'buy', 1, market, { tif: { gtd: 5 } }))
    desk.send(orderOf('poor', 'buy', 1, market))
    desk.venue.cancel('nobody')
    desk.bar(quiet)
    expect(desk.said()).toEqual([
      'tick rejected venue/bad-tick',
      'lot rejected venue/bad-lot',
      'none rejected venue/unknown-instrument',
      'index rejected venue/not-traded',
      'big rejected venue/bad-quantity',
      'past rejected venue/expired',
      'poor accepted',
      'nobody cancelRejected venue/too-late',
      'poor rejected venue/no-cash',
    ])
  })
  test('post-only that would take, reduce-only that would open', () => {
    const desk = openDesk()
    desk.bar(quiet)
    desk.send(orderOf('p', 'buy', 1, { type: 'limit', limit: 101, postOnly: true }))
    desk.send(orderOf('r', 'sell', 1, market, { reduceOnly: true }))
    desk.said()
    desk.bar(quiet)
    expect(desk.said()).toEqual(['p rejected venue/post-only', 'r canceled'])
  })
})

test('quotes: the side they need, and what stood there trades at its own price', () => {
  const desk = openDesk()
  const quote = (bid: number, ask: number, at: number): void =>
    desk.see({ kind: 'quote', id: 'SPY@ARCX', bid, ask, bidSize: 5, askSize: 5, at, source: 'q' })
  quote(99, 101, 1)
  desk.send(orderOf('m', 'buy', 1, market))
  desk.send(orderOf('l', 'buy', 1, { type: 'limit', limit: 100 }))
  desk.send(orderOf('s', 'sell', 1, { type: 'stop', stop: 98 }))
  desk.said()
  quote(99, 101, 2)
  expect(desk.said()).toEqual(['m buy 1 @ 101 taker'])
  quote(97, 99, 3)
  expect(desk.said()).toEqual(['l buy 1 @ 100 maker', 's sell 1 @ 97 taker'])
})

test('opening balances are text, money, or several of them', async () => {
  const opened = async (cash: NonNullable<SimOptions['cash']>) => {
    const state = await createSimVenue(registry, createRng(1), { cash }).state(0)
    return state.cash.map((sum) => formatMoney(sum, 2))
  }
  expect(await opened('100.50 USD')).toEqual(['100.50 USD'])
  expect(await opened(['100 USD', money('7', 'EUR')])).toEqual(['100.00 USD', '7.00 EUR'])
  expect(() => createSimVenue(registry, createRng(1), { cash: 'much' as '1 USD' })).toThrow("'100000 USD'")
})
