// Program 9: an order system of one's own: probability -> Kelly -> gate -> venue. The gate's memory is the caller's to keep.
import {
  createGate,
  createLedger,
  createMarketRecord,
  createRegistry,
  createRng,
  createSimVenue,
  drawdownLadder,
  explainVerdict,
  kellyQuantity,
  maxOrderNotional,
  money,
  type Order,
  riskContext,
} from 'bourse'

const id = 'fed-cut-dec:yes@polymarket'
const price = 0.41
const now = Date.parse('2026-11-02T15:00Z')
const instruments = createRegistry([
  {
    kind: 'outcome',
    id,
    assetClass: 'event',
    currency: 'USDC',
    tick: 0.01,
    lot: 1,
    calendar: 'always',
    market: 'fed-cut-dec',
    outcome: 'yes',
    closes: Date.parse('2026-12-10T19:00Z'),
  },
])
const market = createMarketRecord()
market.observe({
  kind: 'quote',
  id,
  bid: 0.4,
  ask: price,
  bidSize: 5000,
  askSize: 5000,
  seq: 0,
  time: now,
  at: now,
  source: 'feed',
})
const book = createLedger({
  base: 'USDC',
  instruments,
  market,
  cash: [{ account: 'poly/main', money: money('2000', 'USDC') }],
})
const venue = createSimVenue(instruments, createRng(1), { account: 'poly/main', cash: [money('2000', 'USDC')] })

const quantity = Math.floor(kellyQuantity({ probability: 0.55, price, capital: book.equity().value }, 0.25))
const order: Order = {
  orderId: 'oms-1',
  account: 'poly/main',
  strategy: 'oms',
  instrument: id,
  side: 'buy',
  quantity,
  type: 'limit',
  limit: price,
  tif: 'gtc',
}
const rules = [maxOrderNotional('500 USDC'), drawdownLadder({ warn: 0.05, halve: 0.1, kill: 0.15, since: 'start' })]
const gate = createGate({ rules })
const verdict = gate.checkOrder(order, riskContext({ now, book, market, instruments }))
const kept = gate.save() // goes to the store, and comes back as { rules, state: kept }
console.log(explainVerdict(verdict), JSON.stringify(kept).length, 'bytes to keep')
if (!verdict.pass) throw new Error('the gate refused')
venue.submit(verdict.order)
