import { createRegistry, type Instrument } from '@bourse/assets'
import { createMarketRecord, type Input, money } from '@bourse/core'
import { expect, test } from 'vitest'
import { createLedger } from '../ledger/createLedger.js'
import { holdingsOf } from './holdingsOf.js'

const common = { assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const call = (strike: number, expiry: '2026-12-18' | '2027-01-15'): Instrument => ({
  ...common,
  kind: 'option',
  id: `SPY-${strike}@OPRA`,
  underlying: 'SPY@ARCX',
  right: 'call',
  strike,
  expiry,
  exercise: 'american',
  multiplier: 100,
  settlement: 'physical',
  fixing: 'pm',
})
const instruments = createRegistry([
  { ...common, kind: 'etf', id: 'SPY@ARCX' },
  call(600, '2026-12-18'),
  call(610, '2026-12-18'),
])

test('a spread is one holding, what was bought beside it another', () => {
  const market = createMarketRecord()
  const ledger = createLedger({ base: 'USD', instruments, market })
  let seq = 0
  const start = Date.parse('2026-12-01T15:00Z')
  const feed = (fact: object): void => {
    const time = start + ++seq
    const input = { ...fact, seq, time, at: time, source: 's' } as unknown as Input
    market.observe(input)
    ledger.apply(input)
  }
  const fill = (instrument: string, side: string, quantity: number, price: number, groupId?: string): void =>
    feed({
      kind: 'fill',
      account: 'paper',
      orderId: 'o',
      strategy: 's',
      tradeId: `t${seq}`,
      instrument,
      side,
      quantity,
      price,
      quantityText: String(quantity),
      priceText: String(price),
      liquidity: 'taker',
      fee: money('0', 'USD'),
      ...(groupId === undefined ? {} : { groupId }),
    })
  fill('SPY-600@OPRA', 'sell', 3, 9, 'g1')
  fill('SPY-610@OPRA', 'buy', 3, 5, 'g1')
  fill('SPY-610@OPRA', 'buy', 2, 5.5)
  fill('SPY@ARCX', 'sell', 50, 605)
  feed({ kind: 'mark', id: 'SPY-600@OPRA', price: 7 })
  feed({ kind: 'mark', id: 'SPY-610@OPRA', price: 4 })
  feed({ kind: 'mark', id: 'SPY@ARCX', price: 600 })
  const [spread, calls, shares] = holdingsOf(ledger, instruments)
  // credit 4 a spread; now 3: a quarter is earned. 3 x 1 x 100 = 300
  expect(spread).toMatchObject({
    groupId: 'g1',
    quantity: 3,
    entry: -4,
    profitShare: 0.25,
    unrealized: { currency: 'USD', value: 300 },
    daysToExpiry: 17,
    legs: [
      { instrument: 'SPY-600@OPRA', ratio: -1 },
      { instrument: 'SPY-610@OPRA', ratio: 1 },
    ],
  })
  expect(calls).toMatchObject({ quantity: 2, entry: 5.5, legs: [{ instrument: 'SPY-610@OPRA', ratio: 1 }] })
  expect(calls!.groupId).toBeUndefined()
  expect(shares).toMatchObject({ quantity: -50, entry: 605, daysToExpiry: Number.POSITIVE_INFINITY })
  expect(shares!.unrealized.value).toBe(250)
  expect(holdingsOf(ledger, instruments, { instrument: 'SPY@ARCX' }).length).toBe(1)
})
