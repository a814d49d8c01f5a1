// Program 7: a month's weights with caps, a view and a limit on turnover, and the orders that are worth it.
import { allocate, bookWeights, createLedger, createRegistry, frame, marketAfter, returnsOf } from 'bourse'
import { fund, inventedBars } from '../invented.js'

const symbols = ['SPY', 'QQQ', 'GLD', 'EFA']
const bars = inventedBars(...symbols)
const instruments = createRegistry(symbols.map(fund))
const market = marketAfter(bars)
const held = createLedger({ base: 'USD', instruments, market, cash: '100000 USD' })

const r = allocate({
  returns: returnsOf(frame(bars)),
  instruments,
  objective: { maximize: 'sharpe' },
  views: [{ asset: 'GLD@ARCX', expected: 0.06, confidence: 0.5 }],
  groups: { commodity: { max: 0.15 }, equity: { min: 0.3 } },
  turnover: { max: 1, from: bookWeights(held, { market, instruments }) },
})
if (r.status !== 'optimal') throw new Error(r.explain())
console.log(r.explain())
for (const order of r.orders(held, { market }, { minTrade: '50 USD' }).orders) console.log(order)
if (r.weights.get('GLD@ARCX')! > 0.15 + 1e-8) throw new Error('gold is capped')
