// A margin call, answered and not: one account reduces in time, the other is cut to what it can carry.
import assert from 'node:assert/strict'
import {
  backtest,
  createRegistry,
  defineStrategy,
  type MarketFact,
  type Perpetual,
  type Sourced,
  tieredMargin,
} from 'bourse'

const btc: Perpetual = {
  kind: 'perpetual',
  id: 'BTCUSDT@binance',
  assetClass: 'crypto',
  currency: 'USDT',
  tick: 0.1,
  lot: 0.001,
  calendar: 'always',
  base: 'BTC',
  quote: 'USDT',
  multiplier: 1,
  payoff: 'linear',
  fundingHours: 8,
}
// By the hour: bought at 60,000, then it falls and stays there.
const data = [60_000, 58_000, 53_000, 53_000, 53_000, 53_000].map((price, hour): Sourced<MarketFact> => {
  return {
    kind: 'trade',
    id: btc.id,
    price,
    size: 1,
    at: Date.parse('2026-11-02T01:00Z') + hour * 3_600_000,
    source: 'tape',
  }
})
const holder = defineStrategy({
  name: 'holder',
  defaults: { answers: true },
  on: {
    trade: (ctx) => {
      if (ctx.book.quantity(btc.id) === 0) ctx.submit({ type: 'market', instrument: btc.id, side: 'buy', quantity: 1 })
    },
    marginCall: (ctx, { required, equity, dueBy }) => {
      console.log(
        `called for ${required.value} USDT, there are ${equity.value}, until ${new Date(dueBy).toISOString()}`,
      )
      if (ctx.params.answers) ctx.submit({ type: 'market', instrument: btc.id, side: 'sell', quantity: 0.5 })
    },
  },
})
const run = (answers: boolean) =>
  backtest(holder({ answers }), {
    data,
    cash: '9000 USDT',
    instruments: createRegistry([btc]),
    venue: {
      fill: { fills: 'close' },
      margin: tieredMargin([{ from: 0, initial: 0.1, maintenance: 0.05 }]),
      marginCall: { within: '2h' },
      liquidation: 'partial',
      liquidationFee: 0.005,
    },
  })

// Equity 9,000 - 7,000 = 2,000 is below 5 % of 53,000.
const answered = run(true)
assert.equal(answered.equity.at(-1), 2000)
assert.deepEqual(
  answered.troubles.map(({ code }) => code),
  ['margin/called'],
)

// Nothing sold: two hours later the venue closes the fewest lots q with 2,000 - 265 q > 2,650 (1 - q): q > 0.2725.
const unanswered = run(false)
console.log('left', answered.equity.at(-1), 'and', unanswered.equity.at(-1))
assert.ok(Math.abs(unanswered.equity.at(-1)! - (2000 - 0.273 * 265)) < 1e-9)
