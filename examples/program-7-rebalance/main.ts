// Program 7: a month's weights with caps, a view and a limit on turnover, and the orders that are worth it.
import {
  allocate,
  bookWeights,
  createLedger,
  createMarketRecord,
  createRegistry,
  frame,
  money,
  returnsOf,
} from 'bourse'
import { fund, inventedBars } from '../invented.js'

const bars = inventedBars('SPY', 'QQQ', 'GLD', 'EFA')
const instruments = createRegistry(['SPY', 'QQQ', 'GLD', 'EFA'].map(fund))
const market = createMarketRecord()
for (const { id, close, time } of bars)
  market.observe({
    kind: 'mark',
    id,
    price: close.at(-1)!,
    seq: 0,
    time: time.at(-1)!,
    at: time.at(-1)!,
    source: 'file',
  })
const held = createLedger({
  base: 'USD',
  instruments,
  market,
  cash: [{ account: 'paper', money: money('100000', 'USD') }],
})

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
