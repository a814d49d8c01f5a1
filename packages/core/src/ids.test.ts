import { expect, test } from 'vitest'
import { toAccountId, toInstrumentId } from './ids.js'

test.each(['ESZ26@CME', 'BTC/USDT@binance', 'ES.c@CME', 'a@b@c'])('%s is a listing', (id) =>
  expect(toInstrumentId(id)).toBe(id),
)
test.each(['ES', '@CME', 'ES@', 'E S@CME', ''])('%j is none', (id) =>
  expect(() => toInstrumentId(id)).toThrow(expect.objectContaining({ code: 'input/parse' })),
)
test.each(['paper', 'ibkr/U1', 'binance/sub-2'])('%s is an account', (id) => expect(toAccountId(id)).toBe(id))
test.each(['ibkr', '/U1', 'ibkr/', ''])('%j is none', (id) =>
  expect(() => toAccountId(id)).toThrow(expect.objectContaining({ code: 'input/parse' })),
)
