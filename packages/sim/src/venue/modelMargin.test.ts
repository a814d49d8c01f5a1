// Margin by a model of risk: Regulation T, whose figures can be worked out by hand.
import {
  type Approved,
  type ComboGroup,
  type Fact,
  type InstrumentId,
  money,
  type Order,
  type Sourced,
} from '@bourse/core'
import { marginModel, regTRules } from '@bourse/risk/margin'
import { expect, test } from 'vitest'
import { openDesk, orderOf, words } from '../fixtures/desk.js'
import { call, farCall, put, spy } from '../fixtures/listings.js'
import type { SimOptions } from './simOptions.js'

const margin = marginModel([regTRules()])

function at(cash: number, options: SimOptions = {}) {
  const desk = openDesk({ fill: { fills: 'close' }, cash: [money(cash, 'USD')], margin, ...options })
  const heard: string[] = []
  desk.venue.listen((fact: Sourced<Fact>) => {
    if (fact.kind === 'marginCall')
      heard.push(`call ${fact.required.value.toFixed(2)}, has ${fact.equity.value.toFixed(2)}`)
    else if (fact.kind === 'fill' || fact.kind === 'rejected' || fact.kind === 'liquidation') heard.push(words(fact))
  })
  let time = Date.parse('2026-11-02T15:00Z')
  let orders = 0
  const print = (id: InstrumentId, price: number): void =>
    desk.see({ kind: 'trade', id, price, size: 1, at: ++time, source: 'tape' })
  for (const [id, price] of [
    [spy.id, 600],
    [call.id, 20],
    [farCall.id, 10],
    [put.id, 100],
  ] as const)
    print(id, price)
  return {
    ...desk,
    print,
    trade: (instrument: InstrumentId, side: 'buy' | 'sell', quantity: number) =>
      desk.venue.submit(orderOf(`o${++orders}`, side, quantity, { type: 'market' }, { instrument }) as Approved<Order>),
    combo: (side: 'buy' | 'sell', legs: ComboGroup['legs']) =>
      desk.send({
        orderId: `o${++orders}`,
        account: 'paper',
        strategy: 's',
        side,
        quantity: 1,
        tif: 'gtc',
        type: 'market',
        group: 'combo',
        legs,
      }),
    told: () => heard.splice(0),
  }
}

test('shares on margin: half of them at first', () => {
  const { trade, told } = at(30_000)
  trade(spy.id, 'buy', 101)
  trade(spy.id, 'buy', 100)
  trade(spy.id, 'buy', 1)
  expect(told()).toEqual(['o1 rejected venue/no-margin', 'o2 buy 100 @ 600 taker', 'o3 rejected venue/no-margin'])
})

test('a quarter afterwards: called, and cut by as few as it takes', () => {
  const { trade, print, told } = at(30_000, {
    marginCall: { at: 1.2, within: '1d' },
    liquidateAt: 1,
    liquidation: 'partial',
  })
  trade(spy.id, 'buy', 100)
  told()
  print(spy.id, 430) // 13,000 for 1.2 x 10,750
  expect(told()).toEqual([])
  print(spy.id, 428) // 12,800 for 1.2 x 10,700
  expect(told()).toEqual(['call 12840.00, has 12800.00'])
  print(spy.id, 400) // 10,000 for 10,000
  expect(told()).toEqual(['liquidation 1 SPY@ARCX @ 400'])
})

test('a short call asks for a fifth of its underlying besides its premium', () => {
  for (const [cash, says] of [
    [12_000, 'o1 sell 1 @ 20 taker'],
    [11_999, 'o1 rejected venue/no-margin'],
  ] as const) {
    const { trade, told } = at(cash)
    trade(call.id, 'sell', 1)
    expect(told()).toEqual([says])
  }
})

test('and is called where the market moves against it, before any price of its own', () => {
  const { trade, print, told } = at(12_500, { marginCall: { within: '1d' } })
  trade(call.id, 'sell', 1)
  told()
  print(spy.id, 650) // the call is still 20: 12,500 for a fifth of 65,000
  expect(told()).toEqual(['call 13000.00, has 12500.00'])
})

test('a spread asks for what it can lose, as one order', () => {
  const legs = [
    { instrument: call.id, ratio: 1 },
    { instrument: farCall.id, ratio: -1 },
  ]
  for (const [cash, says] of [
    [1000, ['o1 sell 1 @ 20 taker', 'o1 buy 1 @ 10 taker']],
    [999, ['o1 rejected venue/no-margin']],
  ] as const) {
    const { combo, told } = at(cash)
    combo('sell', legs)
    expect(told()).toEqual(says)
  }
})

test('or closed, where it falls through', () => {
  const { trade, print, told } = at(12_500, { liquidateAt: 1 })
  trade(call.id, 'sell', 1)
  told()
  print(spy.id, 650)
  expect(told()).toEqual(['liquidation 1 SPY270115C00600000@OPRA @ 20'])
})

test('what reduces always passes', () => {
  const { trade, print, told } = at(12_000)
  trade(call.id, 'sell', 1)
  print(call.id, 60)
  told()
  trade(call.id, 'buy', 1)
  expect(told()).toEqual(['o2 buy 1 @ 60 taker'])
})
