import { createRegistry } from '@bourse/assets'
import { createMarketRecord, formatMoney, money, type MoneyText } from '@bourse/core'
import { expect, test } from 'vitest'
import { openingBook } from './applyInput.js'
import type { LedgerConfig } from './ledgerTypes.js'

const opened = (cash: NonNullable<LedgerConfig['cash']>) =>
  openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord(), cash })

test('a sum alone lies in the account paper', () => {
  const book = opened('100000.50 USD')
  expect(book.cash({ account: 'paper' }).map((sum) => formatMoney(sum, 2))).toEqual(['100000.50 USD'])
  expect(book.equity().value).toBe(100000.5)
})
test('balances are text or money', () => {
  const book = opened([
    { account: 'ibkr/U1', money: '5 USD' },
    { account: 'binance/main', money: money('7', 'USD') },
  ])
  expect(book.cash({ account: 'binance/main' }).map((sum) => formatMoney(sum, 0))).toEqual(['7 USD'])
  expect(book.equity().value).toBe(12)
})
test('what is no sum is refused', () => {
  expect(() => opened('much' as MoneyText)).toThrow("'100000 USD'")
  expect(() => opened([{ account: 'nobody' as 'paper', money: '1 USD' }])).toThrow("'ibkr/U1'")
})
