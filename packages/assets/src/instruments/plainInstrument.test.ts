import { isBourseError } from '@bourse/core'
import { expect, test } from 'vitest'
import { createRegistry } from '../registry/registry.js'
import { parseInstrument } from './instrumentJson.js'
import { plainInstrument } from './plainInstrument.js'

const all = [
  plainInstrument('equity', 'AAPL@XNAS'),
  plainInstrument('etf', 'SPY@ARCX'),
  plainInstrument('equity', 'VOD@XLON', { tick: 0.0001 }),
  plainInstrument('index', 'SPX@CBOE', { calendar: 'XNYS', currency: 'USD' }),
  plainInstrument('spot', 'EUR/USD@ebs'),
  plainInstrument('spot', 'USD/JPY@ebs'),
  plainInstrument('spot', 'BTC/USDT@binance'),
  plainInstrument('perpetual', 'BTC/USDT:USDT@binanceusdm'),
  plainInstrument('perpetual', 'BTC/USD:BTC@binancecoinm', { multiplier: 100 }),
  plainInstrument('option', 'SPY260320C00575000@OPRA', {
    ...{ underlying: 'SPY@ARCX', right: 'call', strike: 575, expiry: '2026-03-20' },
  }),
  plainInstrument('outcome', 'fed-cut-dec:yes@polymarket', { closes: '2026-12-10T19:00Z', currency: 'USDC' }),
]

test.each(all)('$id passes the checks of every registry', (one) => {
  expect(parseInstrument(JSON.parse(JSON.stringify(one)))).toMatchObject({ ok: true })
})

test('what is named wins, the rest is usual', () => {
  expect(all[2]).toMatchObject({ currency: 'GBP', calendar: 'XLON', tick: 0.0001 })
  expect(all[4]).toMatchObject({ assetClass: 'fx', base: 'EUR', currency: 'USD', tick: 0.00001 })
  expect(all[5]).toMatchObject({ tick: 0.001 })
  expect(all[8]).toMatchObject({ payoff: 'inverse', currency: 'BTC', lot: 1, multiplier: 100 })
  expect(all[10]).toMatchObject({ market: 'fed-cut-dec', outcome: 'yes', closes: Date.parse('2026-12-10T19:00Z') })
})

test('ids and kinds stay literal', () => {
  const registry = createRegistry([plainInstrument('etf', 'SPY@ARCX'), plainInstrument('spot', 'BTC/USDT@binance')])
  expect(registry.get('BTC/USDT@binance').base).toBe('BTC')
  // @ts-expect-error an id the registry does not hold
  expect(() => registry.get('QQQ@XNAS')).toThrow('QQQ')
  // @ts-expect-error an option names what it is
  expect(() => plainInstrument('option', 'SPYC@OPRA', { strike: 575 })).toThrow('underlying of SPYC@OPRA')
  // @ts-expect-error an outcome names when it closes
  expect(() => plainInstrument('outcome', 'cut:yes@polymarket')).toThrow('closes of cut:yes@polymarket')
})

test.each([
  ['spot', 'BTCUSDT@binance', 'BASE/QUOTE@venue'],
  ['perpetual', 'BTC/USDT@binance', 'BASE/QUOTE:SETTLED@venue'],
  ['perpetual', 'BTC/USDT:ETH@binance', 'settled in one of the two'],
  ['outcome', 'cut@polymarket', 'market:outcome@venue'],
  ['etf', 'SPY', 'symbol@venue'],
  ['etf', 'SPY@nowhere', '{ calendar, currency }'],
  ['future', 'ESZ26@CME', "'equity', 'etf'"],
] as const)('%s %s is refused and told how', (kind, id, remedy) => {
  let thrown: unknown
  try {
    plainInstrument(kind as 'etf', id as 'SPY@ARCX')
  } catch (error) {
    thrown = error
  }
  expect(isBourseError(thrown)).toBe(true)
  expect(String(thrown)).toContain(remedy)
})
