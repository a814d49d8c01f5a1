// What a life between two fills costs and pays.
import type { Instruments } from '@bourse/assets'
import { type Amount, createMarketRecord, type Currency, type Fill, type Input } from '@bourse/core'
import { createLedger } from '@bourse/portfolio'

/**
 * What fills and facts moved in cash, one amount per currency: trades, fees, settlements, funding, dividends, exercise and the
 * rest, as the ledger books them. Facts are in order of time; a fill comes before the facts of its own moment. For tests of
 * cash flows, and for what one position cost to carry.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { money, type Input } from '@bourse/core'
 * import { cashFlowsOf } from '@bourse/sim'
 * const perp = { kind: 'perpetual', id: 'BTCUSDT@binance', assetClass: 'crypto', currency: 'USDT', tick: 0.1, lot: 0.001,
 *   calendar: 'always', base: 'BTC', quote: 'USDT', multiplier: 1, payoff: 'linear', fundingHours: 8 } as const
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'BTCUSDT@binance',
 *   side: 'buy', quantity: 2, price: 60_000, quantityText: '2', priceText: '60000', liquidity: 'taker', fee: money(12, 'USDT') } as const
 * const funding: Input = { kind: 'funding', id: 'BTCUSDT@binance', rate: 0.0001, hours: 8, price: 61_000, seq: 1, time: 9, at: 9, source: 'x' }
 * cashFlowsOf([{ ...fill, at: 5 }], [funding], createRegistry([perp])) // => [{ currency: 'USDT', value: -24.2 }]
 */
export function cashFlowsOf(
  fills: readonly (Fill & { readonly at?: number })[],
  facts: readonly Input[],
  instruments: Instruments,
): readonly Amount[] {
  const market = createMarketRecord()
  const ledger = createLedger({ base: 'USD', instruments, market })
  const inputs: Input[] = [
    ...fills.map((fill): Input => ({ ...fill, seq: 0, time: fill.at ?? 0, at: fill.at ?? 0, source: 'fills' })),
    ...facts,
  ]
  // Stable, so that fills come before facts at equal times.
  for (const input of inputs.sort((a, b) => a.time - b.time)) {
    market.observe(input)
    ledger.apply(input)
  }
  const sums = new Map<Currency, number>()
  for (const { currency, value } of ledger.cash()) sums.set(currency, value.toNumber())
  return [...sums].map(([currency, value]) => ({ currency, value }))
}
