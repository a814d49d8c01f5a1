import type { Approved, Input, Order } from '@bourse/core'
import { createRng } from '@bourse/math'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDesk, orderOf } from '../fixtures/desk.js'
import { btc, perp, registry, spy } from '../fixtures/listings.js'
import { syntheticMarket } from '../market/syntheticMarket.js'
import { createSimVenue } from './createSimVenue.js'
import { contractMargin } from './marginTerms.js'

test('whatever an order says, the venue answers with a fact and goes on', () => {
  const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1e308, 1e-300, 100, 99.99)
  const order = fc.record({
    type: fc.constantFrom('market', 'limit', 'stop', 'stopLimit', 'trailing'),
    quantity: odd,
    limit: odd,
    stop: odd,
    amount: odd,
    side: fc.constantFrom('buy', 'sell'),
    id: fc.constantFrom(spy.id, 'NO@WHERE', ''),
    tif: fc.constantFrom('day', 'ioc', 'open', { gtd: Number.NaN }),
  })
  fc.assert(
    fc.property(fc.array(order, { minLength: 1, maxLength: 8 }), (orders) => {
      const desk = openDesk()
      desk.bar([100, 101, 99, 100])
      orders.forEach(({ type, quantity, limit, stop, amount, side, id, tif }, i) => {
        const terms = {
          type,
          ...(type.endsWith('imit') ? { limit } : {}),
          ...(type.startsWith('stop') ? { stop } : {}),
          ...(type === 'trailing' ? { trail: { amount } } : {}),
        }
        desk.send({
          ...orderOf(`o${i}`, side as 'buy', quantity, { type: 'market' }),
          ...terms,
          instrument: id,
          tif,
        } as never)
      })
      const said = desk.said()
      expect(orders.every((_, i) => said.some((line) => line.startsWith(`o${i} `)))).toBe(true)
      desk.bar([100, 104, 96, 101])
      for (const line of desk.said()) expect(line).not.toMatch(/NaN|Infinity/)
    }),
    { seed: 5, numRuns: 300 },
  )
})

test('options no venue can have are refused when it is made', () => {
  for (const options of [
    { volumeShare: 0 },
    { volumeShare: 2 },
    { interest: Number.NaN },
    { liquidateAt: 1.1 },
    { marginCall: { within: '1d' } },
    { margin: contractMargin(2, 1), marginCall: { at: 1.1, within: '1d' }, liquidateAt: 1.2 },
    { margin: contractMargin(2, 1), marginCall: { within: -1 } },
    { collateral: { currency: 'USD', haircuts: { BTC: 2 } } },
    { assign: 1.1 },
    { closed: 'reject' },
    { pin: 1 },
    { orderLatency: -5 },
    { account: 'two words' },
  ] as const)
    expect(() => createSimVenue(registry, createRng(1), options as never)).toThrowError(
      expect.objectContaining({ code: expect.stringMatching(/^input\//) as string }) as never,
    )
})

test('both legs of a funding arbitrage: the basis and the fundings are what is left', async () => {
  const desk = openDesk({ fill: { fills: 'close' }, grid: 'accept' })
  const see = (id: typeof btc.id, price: number, hour: number): void =>
    desk.see({ kind: 'trade', id, price, size: 1, at: hour * 3_600_000, source: 't' } as never)
  const send = (orderId: string, side: 'buy' | 'sell', instrument: typeof btc.id): void =>
    desk.venue.submit(orderOf(orderId, side, 1, { type: 'market' }, { instrument }) as Order as Approved<Order>)
  see(btc.id, 60_000, 1)
  see(perp.id, 60_060, 1)
  send('spot', 'buy', btc.id)
  send('perp', 'sell', perp.id)
  for (const hour of [8, 16, 24])
    desk.see({
      kind: 'funding',
      id: perp.id,
      rate: 0.0001,
      hours: 8,
      price: 61_000,
      at: hour * 3_600_000,
      source: 'f',
    } as Input)
  see(btc.id, 58_000, 30)
  see(perp.id, 58_010, 30)
  send('spot2', 'sell', btc.id)
  send('perp2', 'buy', perp.id)
  const { cash } = await desk.venue.state(0)
  // The basis went from 60 to 10, and three times 6.10 were received.
  expect(cash.find(({ currency }) => currency === 'USDT')?.value.toNumber()).toBe(60 - 10 + 3 * 6.1)
})

test('venues and markets of nothing, of lists and of typing errors are refused', () => {
  const venue = createSimVenue as (...args: unknown[]) => unknown
  expect(() => venue([], createRng(1))).toThrow('createRegistry')
  expect(() => venue(registry)).toThrow('createRng(1)')
  expect(() => venue(registry, createRng(1), { fee: 1 })).toThrow('option is fee')
  expect(() => venue(registry, createRng(1), { fill: 'close' })).toThrow("fills: 'path'")
  const market = (members: unknown, rng: unknown = createRng(1)): unknown =>
    syntheticMarket({ from: '2026-01-01', to: '2026-02-01', members } as never, rng as never)
  expect(() => market(undefined)).toThrow('members is undefined')
  expect(() => market([])).toThrow('members')
  expect(() => market([{ instrumnt: 'SPY@ARCX' }])).toThrow('members[0] is without instrument')
  expect(() => market([{ instrument: 'SPY' }])).toThrow('symbol@venue')
  expect(() => market([{ instrument: 'SPY@ARCX' }], null)).toThrow('createRng(1)')
})
