import { type ComboGroup, type InstrumentId, money } from '@bourse/core'
import { expect, test } from 'vitest'
import { openDesk, orderOf } from '../fixtures/desk.js'
import { call, es, gold, put } from '../fixtures/listings.js'
import { contractMargin } from './marginTerms.js'
import type { SimOptions } from './simOptions.js'
import { fixedSlippage } from './slippage.js'

const hour = 3_600_000
const straddle = [
  { instrument: call.id, ratio: 1 },
  { instrument: put.id, ratio: 1 },
]

function at(options: SimOptions = {}) {
  const desk = openDesk({ fill: { fills: 'close' }, cash: [money(100_000, 'USD')], ...options })
  let hours = 0
  return {
    ...desk,
    quote: (id: InstrumentId, bid: number, ask: number) =>
      desk.see({ kind: 'quote', id, bid, ask, bidSize: 9, askSize: 9, at: ++hours * hour, source: 'opra' }),
    combo(orderId: string, terms: Partial<ComboGroup> & object, legs: ComboGroup['legs'] = straddle): void {
      const route = { orderId, account: 'paper', strategy: 's', side: 'buy', quantity: 1, tif: 'gtc' } as const
      desk.send({ ...route, type: 'market', ...terms, group: 'combo', legs } as ComboGroup)
    },
  }
}

test('by the rule of closes a combo trades at once, at the sides it needs', () => {
  const { quote, combo, said } = at({ slippage: fixedSlippage(0.05) })
  quote(call.id, 9.9, 10.1)
  quote(put.id, 4.9, 5.1)
  combo('market', {})
  expect(said()).toEqual(['market accepted', 'market buy 1 @ 10.15 taker', 'market buy 1 @ 5.15 taker'])
  combo('dear', { type: 'limit', limit: 15.19, side: 'buy' })
  combo('good', { type: 'limit', limit: 15.2, side: 'buy' })
  combo('credit', { type: 'limit', limit: 14.8, side: 'sell' })
  expect(said()).toEqual([
    'dear accepted',
    'good accepted',
    'good buy 1 @ 10.1 taker',
    'good buy 1 @ 5.1 taker',
    'credit accepted',
    'credit sell 1 @ 9.9 taker',
    'credit sell 1 @ 4.9 taker',
  ])
})

test('a combo for the day ends with it', () => {
  const { quote, combo, said } = at({ fill: { fills: 'next-open' } })
  combo('c', { type: 'limit', limit: 1, tif: 'day' })
  for (let i = 0; i < 12; i++) {
    quote(call.id, 9.9, 10.1)
    quote(put.id, 4.9, 5.1)
  }
  expect(said()).toEqual(['c accepted', 'c expired'])
})

test('what a combo costs must be there, credits of it counted', () => {
  const { quote, combo, said } = at({ buyingPower: 'cash', cash: [money(600, 'USD')] })
  quote(call.id, 9.9, 10.1)
  quote(put.id, 4.9, 5.1)
  combo('both', {})
  const spread = [
    { instrument: call.id, ratio: 1 },
    { instrument: put.id, ratio: -1 },
  ]
  combo('spread', {}, spread) // 1010 - 490 = 520
  expect(said().filter((line) => !line.endsWith('accepted'))).toEqual([
    'both rejected venue/no-cash',
    'spread buy 1 @ 10.1 taker',
    'spread sell 1 @ 4.9 taker',
  ])
})

test('margin is asked for all legs together', () => {
  const legs = [
    { instrument: es.id, ratio: 1 },
    { instrument: gold.id, ratio: -1 },
  ]
  const { see, combo, said } = at({ margin: contractMargin(40_000, 30_000) })
  for (const [id, price] of [
    [es.id, 6000],
    [gold.id, 2600],
  ] as const)
    see({ kind: 'trade', id, price, size: 1, at: 1, source: 'tape' })
  combo('one', {}, legs)
  combo('more', {}, legs)
  expect(said()).toEqual([
    'one accepted',
    'one buy 1 @ 6000 taker',
    'one sell 1 @ 2600 taker',
    'more accepted',
    'more rejected venue/no-margin',
  ])
})

test('a combo that only closes is canceled where a leg is gone: the rest of it would open something', async () => {
  const { quote, combo, send, said, venue } = at()
  quote(call.id, 9.9, 10.1)
  quote(put.id, 4.9, 5.1)
  combo('short', { side: 'sell' })
  send(orderOf('back', 'buy', 1, { type: 'market' }, { instrument: put.id }))
  said()
  combo('close', { side: 'buy', reduceOnly: true })
  expect(said()).toEqual(['close accepted', 'close canceled'])
  expect((await venue.state(0)).positions.map(({ instrument }) => instrument)).toEqual([call.id])
})
