// Gold held too long: paid in cash, closed before its first notice day, or delivered.
import assert from 'node:assert/strict'
import {
  backtest,
  contractChain,
  createRegistry,
  defineStrategy,
  type MarketFact,
  futuresDays,
  GC,
  type InstrumentId,
  type SimOptions,
  type Sourced,
  type Spot,
} from 'bourse'

const [gold] = contractChain(GC, '2026-11-02', 2, futuresDays, { months: 'active' }) // first notice 2026-11-30
assert.equal(gold!.id, 'GCZ26@COMEX')
const bullion: Spot = {
  kind: 'spot',
  id: 'XAU/USD@otc',
  assetClass: 'commodity',
  currency: 'USD',
  tick: 0.01,
  lot: 0.001,
  calendar: 'FOREX',
  base: 'XAU',
  quote: 'USD',
}
const price = (id: InstrumentId, at: string, value: number): Sourced<MarketFact> => ({
  kind: 'trade',
  id,
  price: value,
  size: 1,
  at: Date.parse(at),
  source: 'tape',
})
const data: readonly Sourced<MarketFact>[] = [
  price(bullion.id, '2026-11-02T14:00Z', 2590),
  price(gold!.id, '2026-11-02T15:00Z', 2600),
  price(gold!.id, '2026-11-27T18:00Z', 2610), // the last price before notice
  price(gold!.id, '2026-12-15T18:00Z', 2660),
  {
    kind: 'settlement',
    id: gold!.id,
    price: 2700,
    final: true,
    at: Date.parse('2026-12-29T18:30Z'),
    source: 'exchange',
  },
  price(bullion.id, '2027-01-04T15:00Z', 2720),
]
const holder = defineStrategy({
  name: 'holder',
  on: {
    trade: (ctx, { id }) => {
      if (id === gold!.id && ctx.now < Date.parse('2026-11-03'))
        ctx.submit({ type: 'market', instrument: id, side: 'buy', quantity: 2 })
    },
  },
})
const run = (delivery: SimOptions['delivery']) => {
  const venue = { fill: { fills: 'close' }, ...(delivery === undefined ? {} : { delivery }) } as const
  const report = backtest(holder(), { data, cash: '600000 USD', instruments: createRegistry([gold!, bullion]), venue })
  return report.equity.at(-1)! - 600_000
}

const gains = { cash: run(undefined), refused: run('refuse'), delivered: run({ GC: bullion.id }) }
console.log(gains)
// 200 ounces from 2,600: to the settlement at 2,700, to the last price before notice, and to the metal's own price in January.
assert.deepEqual(gains, { cash: 200 * 100, refused: 200 * 10, delivered: 200 * 120 })
