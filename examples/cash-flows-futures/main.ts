// One future held over three settlements: nothing is paid when it is bought, and every evening what it moved.
import assert from 'node:assert/strict'
import {
  createRegistry,
  createRng,
  createSimVenue,
  type Fact,
  formatMoney,
  type Future,
  type Input,
  money,
  type Order,
  perContractFee,
  type Sourced,
} from 'bourse'
import { openGate } from '../openGate.js'

const es: Future = {
  kind: 'future',
  id: 'ESZ26@CME',
  assetClass: 'equity',
  currency: 'USD',
  tick: 0.25,
  lot: 1,
  calendar: 'CME_EQUITY',
  root: 'ES',
  month: '2026-12',
  expiry: '2026-12-18',
  multiplier: 50,
  settlement: 'cash',
}
const instruments = createRegistry([es])
const approve = openGate(instruments)
const venue = createSimVenue(instruments, createRng(1), {
  fill: { fills: 'close' },
  cash: [money(100_000, 'USD')],
  fees: perContractFee('2.25 USD'),
})
const see = (fact: Sourced<Fact>): void => void venue.react({ ...fact, seq: 0, time: fact.at } as Input)
const bar = (day: number, close: number, settlement: number): void =>
  see({
    kind: 'bar',
    id: es.id,
    span: 'session',
    open: close,
    high: close,
    low: close,
    close,
    volume: 1e6,
    adjusted: close,
    settlement,
    at: Date.parse(`2026-12-${day}T22:00Z`),
    source: 'cme',
  })
const trade = (orderId: string, side: 'buy' | 'sell', quantity: number): void => {
  const order: Order = {
    type: 'market',
    orderId,
    account: 'paper',
    strategy: 'example',
    instrument: es.id,
    side,
    quantity,
    tif: 'day',
  }
  venue.submit(approve(order))
}
const cash = async (): Promise<string> => {
  const [usd] = (await venue.state(0)).cash
  return formatMoney(usd!, 2)
}

bar(14, 6000, 6000)
trade('o-1', 'buy', 2)
const rows = [['bought 2 at 6000', await cash()]]
bar(15, 6012, 6010.5)
rows.push(['settled at 6010.50', await cash()])
bar(16, 5990, 5991.25)
rows.push(['settled at 5991.25', await cash()])
trade('o-2', 'sell', 2)
rows.push(['sold 2 at 5990', await cash()])

for (const [what, sum] of rows) console.log(what!.padEnd(20), sum)
assert.deepEqual(
  rows.map(([, sum]) => sum),
  ['99995.50 USD', '101045.50 USD', '99120.50 USD', '98991.00 USD'],
)
// All of it: 2 x 50 x (5990 - 6000), and four fees of 2.25.
assert.equal(98_991 - 100_000, 2 * 50 * (5990 - 6000) - 4 * 2.25)
