import { expect, test } from 'vitest'
import { bracket, groupIdOf, oco } from './group.js'
import type { Order, OrderDraft } from './order.js'

const entry = (side: 'buy' | 'sell'): OrderDraft => ({ type: 'market', instrument: 'A@X', side, quantity: 1 })

test('a bracket keeps only the prices it was given', () => {
  expect(bracket(entry('buy'), { stopLoss: 95 })).toEqual({ group: 'bracket', entry: entry('buy'), stopLoss: 95 })
  expect(bracket(entry('sell'), { takeProfit: 90, stopLoss: 105 }).takeProfit).toBe(90)
})
test.each([
  ['buy', {}],
  ['buy', { takeProfit: Number.NaN }],
  ['buy', { takeProfit: 95, stopLoss: 110 }],
  ['buy', { takeProfit: 95, stopLoss: 95 }],
  ['sell', { takeProfit: 110, stopLoss: 95 }],
] as const)('refuses %s %j', (side, prices) => expect(() => bracket(entry(side), prices)).toThrow(/bracket: /))

test('ids of groups', () => {
  const order: Order = { ...entry('buy'), type: 'market', orderId: 'a', account: 'paper', strategy: 's', tif: 'day' }
  const second: Order = { ...order, orderId: 'b' }
  expect(groupIdOf(bracket(order, { stopLoss: 1 }))).toBe('a')
  expect(groupIdOf(oco(order, second))).toBe('a')
  expect(
    groupIdOf({
      group: 'combo',
      type: 'market',
      orderId: 'c',
      account: 'paper',
      strategy: 's',
      side: 'buy',
      quantity: 1,
      tif: 'day',
      legs: [],
    }),
  ).toBe('c')
})
