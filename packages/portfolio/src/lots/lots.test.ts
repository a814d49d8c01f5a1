import { createRegistry } from '@bourse/assets'
import { createMarketRecord, formatMoney, type Input, money } from '@bourse/core'
import { expect, test } from 'vitest'
import { createLedger } from '../ledger/createLedger.js'
import type { LotMethod } from './lotMethod.js'
import { lossHarvests, washSales } from './harvest.js'
import { roundTripsOf } from './roundTrip.js'
import { taxLots } from './taxLots.js'
import type { ClosedLot } from './closedLot.js'

const share = { kind: 'etf', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const instruments = createRegistry([
  { ...share, id: 'SPY@ARCX' },
  { ...share, id: 'VTI@ARCX' },
])

function book(lots: LotMethod = 'fifo'): {
  readonly ledger: ReturnType<typeof createLedger>
  readonly market: ReturnType<typeof createMarketRecord>
  readonly closed: ClosedLot[]
  readonly trade: (day: string, signed: number, price: number, fee?: string) => void
} {
  const market = createMarketRecord()
  const ledger = createLedger({ base: 'USD', instruments, market, lots })
  const closed: ClosedLot[] = []
  let seq = 0
  return {
    ledger,
    market,
    closed,
    trade(day, signed, price, fee = '0') {
      const at = Date.parse(`${day}T15:00:00Z`)
      const entry = ledger.apply({
        kind: 'fill',
        account: 'paper',
        orderId: 'o',
        strategy: 's',
        tradeId: `t${++seq}`,
        instrument: 'SPY@ARCX',
        side: signed > 0 ? 'buy' : 'sell',
        quantity: Math.abs(signed),
        price,
        quantityText: String(Math.abs(signed)),
        priceText: String(price),
        liquidity: 'taker',
        fee: money(fee as `${number}`, 'USD'),
        seq,
        time: at,
        at,
        source: 's',
      })
      closed.push(...entry!.closed)
    },
  }
}

test('lots are long after a year and a day', () => {
  const { ledger, trade } = book()
  trade('2025-03-03', 10, 100)
  trade('2026-01-05', 5, 120)
  const told = (on: '2026-03-03' | '2026-03-04'): unknown =>
    taxLots(ledger, on).map(({ quantity, cost, term }) => [quantity, formatMoney(cost), term])
  expect(told('2026-03-03')).toEqual([
    [10, '1000 USD', 'short'],
    [5, '600 USD', 'short'],
  ])
  expect(told('2026-03-04')).toEqual([
    [10, '1000 USD', 'long'],
    [5, '600 USD', 'short'],
  ])
})

test('specific lots are taken in the order one says', () => {
  const { ledger, trade, closed } = book((lots) => (lots.length > 2 ? 1 : 0)) // the middle one first
  trade('2026-01-05', 10, 100)
  trade('2026-01-06', 10, 130)
  trade('2026-01-07', 10, 110)
  trade('2026-01-08', -15, 120)
  expect(closed.map(({ quantity, gain }) => [quantity, formatMoney(gain)])).toEqual([
    [10, '-100 USD'], // 10 x (120 - 130)
    [5, '100 USD'], // 5 x (120 - 100)
  ])
  expect(ledger.quantity('SPY@ARCX')).toBe(15)
})

test('a choice that is none leaves the book as it was', () => {
  const { ledger, trade } = book(() => 7)
  trade('2026-01-05', 10, 100)
  trade('2026-01-06', 10, 130)
  const before = ledger.save()
  expect(() => trade('2026-01-08', -15, 120)).toThrow(expect.objectContaining({ code: 'input/out-of-range' }))
  expect(ledger.save()).toEqual(before)
})

test('round trips go from flat to flat, through zero too', () => {
  const { ledger, trade } = book()
  trade('2026-01-05', 10, 100, '1')
  trade('2026-01-06', 10, 110, '1')
  trade('2026-01-07', -25, 120, '2.5') // 20 close, 5 open a short: 2 of the fee and 0.5
  trade('2026-01-08', 5, 118, '0.5')
  expect(
    roundTripsOf(ledger).map(({ quantity, entry, exit, pnl, costs }) => [
      quantity,
      entry,
      exit,
      formatMoney(pnl),
      formatMoney(costs),
    ]),
  ).toEqual([
    [20, 105, 120, '300 USD', '4 USD'],
    [-5, 120, 118, '10 USD', '1 USD'],
  ])
})

test('losses worth taking, with their replacement and what would spoil them', () => {
  const { ledger, market, trade } = book()
  trade('2025-01-06', 10, 150) // long: loss 500, saves 100
  trade('2026-06-01', 10, 140) // short: loss 400, saves 148
  trade('2026-11-20', 10, 90) // a gain, within 30 days of the sale
  market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 100, seq: 9, time: 9, at: 9, source: 's' } as Input)
  const found = lossHarvests(ledger, '2026-12-01', {
    rates: { short: 0.37, long: 0.2 },
    candidates: ['SPY@ARCX', 'VTI@ARCX'],
    correlation: (a, b) => (a === b ? 1 : 0.99),
  })
  expect(
    found.map(({ loss, saving, replacement, wash, lot }) => [
      loss.value,
      saving.value,
      replacement?.instrument,
      wash.length,
      lot.term,
    ]),
  ).toEqual([
    [400, 148, 'VTI@ARCX', 1, 'short'],
    [500, 100, 'VTI@ARCX', 1, 'long'],
  ])
  expect(() => lossHarvests(ledger, '2026-12-01', { rates: { short: 37, long: 0.2 } })).toThrow(/0-1/)
})

test('a loss meets what is bought within thirty days, unit by unit', () => {
  const { ledger, closed, trade } = book()
  trade('2026-06-01', 10, 100)
  trade('2026-09-01', -10, 80)
  trade('2026-09-20', 4, 82)
  trade('2026-10-02', 9, 82) // 31 days after
  const washed = washSales(closed, taxLots(ledger, '2026-12-31'))
  expect(washed.map(({ quantity, sold }) => [quantity, formatMoney(sold.gain)])).toEqual([[4, '-200 USD']])
  expect(washSales(closed, taxLots(ledger, '2026-12-31'), { days: 40 }).map(({ quantity }) => quantity)).toEqual([4, 6])
})
