import { byClass, createRegistry } from '@bourse/assets'
import { createMarketRecord, type Input, manualClock, money } from '@bourse/core'
import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { createLedger } from './ledger/createLedger.js'
import { equity$, exposures$, portfolio$ } from './rx.js'

const share = {
  kind: 'etf',
  id: 'SPY@ARCX',
  assetClass: 'equity',
  currency: 'USD',
  tick: 0.01,
  lot: 1,
  calendar: 'XNYS',
} as const

test('fills come at once, marks at most every so often, the last one always', () => {
  const clock = manualClock(0)
  const market = createMarketRecord()
  const inputs = new Subject<Input>()
  const options = { base: 'USD', instruments: createRegistry([share]), market, clock, every: '1s' } as const
  const seen: number[] = []
  let ended = false
  const heard = portfolio$(inputs, options)
    .pipe(equity$())
    .subscribe({ next: (value) => seen.push(value), complete: () => (ended = true) })
  let seq = 0
  const feed = (fact: object): void => {
    seq++
    const input = { ...fact, seq, time: clock.now(), at: seq, source: 's' } as unknown as Input
    market.observe(input)
    inputs.next(input)
  }
  const mark = (price: number): void => feed({ kind: 'mark', id: 'SPY@ARCX', price })
  feed({
    kind: 'fill',
    account: 'paper',
    orderId: 'o',
    strategy: 's',
    tradeId: 't',
    instrument: 'SPY@ARCX',
    side: 'buy',
    quantity: 10,
    price: 100,
    quantityText: '10',
    priceText: '100',
    liquidity: 'taker',
    fee: money('0', 'USD'),
  })
  expect(seen).toEqual([Number.NaN])
  mark(101)
  mark(102)
  expect(seen).toEqual([Number.NaN])
  clock.advance(1000)
  expect(seen).toEqual([Number.NaN, 20])
  mark(103)
  feed({ kind: 'cashMove', account: 'paper', moveId: 'm', reason: 'deposit', amount: money('5', 'USD') })
  expect(seen).toEqual([Number.NaN, 20, 35])
  clock.advance(5000) // what was pending went with the deposit
  expect(seen.length).toBe(3)
  mark(104)
  expect(seen.at(-1)).toBe(45)
  mark(105)
  inputs.complete()
  expect([seen.at(-1), ended]).toEqual([55, true])
  heard.unsubscribe()
  clock.advance(5000)
})

test('exposures come when a figure changes', () => {
  const market = createMarketRecord()
  const valuation = { instruments: createRegistry([share]), market }
  const book = createLedger({ base: 'USD', ...valuation, cash: [{ account: 'paper', money: money('5000', 'USD') }] })
  const books = new Subject<typeof book>()
  const seen: (readonly [string, number] | undefined)[] = []
  books.pipe(exposures$(byClass, valuation)).subscribe(([first]) => seen.push(first && [first.bucket, first.net]))
  const stamp = { seq: 1, time: 1, at: 1, source: 'x' } as const
  books.next(book)
  books.next(book)
  book.apply({
    ...stamp,
    kind: 'fill',
    account: 'paper',
    orderId: 'o',
    strategy: 's',
    tradeId: 't',
    instrument: share.id,
    side: 'buy',
    quantity: 10,
    price: 100,
    quantityText: '10',
    priceText: '100',
    liquidity: 'taker',
    fee: money('0', 'USD'),
  })
  books.next(book) // no mark yet: NaN, once
  books.next(book)
  for (const price of [100, 100, 101]) {
    market.observe({ ...stamp, kind: 'mark', id: share.id, price })
    books.next(book)
  }
  expect(seen).toEqual([undefined, ['equity', Number.NaN], ['equity', 1000], ['equity', 1010]])
})
