// A leveraged perpetual: funding every eight hours, and the venue that closes it when it can no longer be carried.
import assert from 'node:assert/strict'
import {
  createRegistry,
  createRng,
  createSimVenue,
  type Fact,
  formatMoney,
  fundingFacts,
  type Input,
  makerTakerFee,
  money,
  type Order,
  type Perpetual,
  type Sourced,
  tieredMargin,
} from 'bourse'
import { openGate } from '../openGate.js'

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
const instruments = createRegistry([btc])
const approve = openGate(instruments)
const venue = createSimVenue(instruments, createRng(1), {
  fill: { fills: 'close' },
  cash: [money(10_000, 'USDT')],
  fees: makerTakerFee(0.0002, 0.0005),
  margin: tieredMargin([{ from: 0, initial: 0.1, maintenance: 0.05 }]),
  liquidateAt: 1.1,
  liquidationFee: 0.005,
})
const told: Sourced<Fact>[] = []
venue.listen((fact) => void told.push(fact))
const see = (fact: Sourced<Fact>): void => void venue.react({ ...fact, seq: 0, time: fact.at } as Input)
const mark = (time: string, price: number): void =>
  see({ kind: 'mark', id: btc.id, price, at: Date.parse(`2026-11-02T${time}Z`), source: 'binance' })
const cash = async (): Promise<string> => formatMoney((await venue.state(0)).cash[0]!, 2)

see({ kind: 'trade', id: btc.id, price: 60_000, size: 1, at: Date.parse('2026-11-02T01:00Z'), source: 'binance' })
const order: Order = {
  type: 'market',
  orderId: 'o-1',
  account: 'paper',
  strategy: 'example',
  instrument: btc.id,
  side: 'buy',
  quantity: 1,
  tif: 'day',
}
venue.submit(approve(order))
console.log('bought 1 at 60,000         ', await cash())
assert.equal(await cash(), '9970.00 USDT')

// Longs pay 1 bp of the value at the mark, at 08:00.
mark('07:59', 61_000)
for (const fact of fundingFacts(btc, [{ at: '2026-11-02', rate: 0.0001 }], '2026-11-02T01:00Z', '2026-11-02T09:00Z'))
  see(fact)
mark('09:00', 60_500)
console.log('paid funding at 61,000     ', await cash())
assert.equal(await cash(), '9963.90 USDT')

// Equity falls to 110 % of the maintenance margin: 9963.90 + (p - 60,000) = 1.1 x 5 % x p at p = 52,948.25.
mark('10:00', 53_000)
assert.equal(
  told.some(({ kind }) => kind === 'liquidation'),
  false,
)
mark('11:00', 52_900)
const end = told.find((fact) => fact.kind === 'liquidation')
assert.ok(end?.kind === 'liquidation')
console.log(`closed at ${end.price}, fee ${formatMoney(end.fee, 2)}`)
console.log('left                       ', await cash())
assert.equal(await cash(), '2599.40 USDT')
