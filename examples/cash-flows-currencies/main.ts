// Cash in three currencies: a euro share, a coin bought with dollars, and interest on what is left and on what is owed.
import assert from 'node:assert/strict'
import {
  createRegistry,
  createRng,
  createSimVenue,
  type Equity,
  type Fact,
  formatMoney,
  type Input,
  type InstrumentId,
  money,
  type Order,
  type Sourced,
  type Spot,
} from 'bourse'
import { openGate } from '../openGate.js'

const sap: Equity = {
  kind: 'equity',
  id: 'SAP@XETR',
  assetClass: 'equity',
  currency: 'EUR',
  tick: 0.01,
  lot: 1,
  calendar: 'XETR',
}
const eurusd: Spot = {
  kind: 'spot',
  id: 'EUR/USD@ebs',
  assetClass: 'fx',
  currency: 'USD',
  tick: 0.00001,
  lot: 1,
  calendar: 'FX_24_5',
  base: 'EUR',
  quote: 'USD',
}
const instruments = createRegistry([sap, eurusd])
const approve = openGate(instruments)
const venue = createSimVenue(instruments, createRng(1), {
  fill: { fills: 'close' },
  cash: [money(100_000, 'USD')],
  interest: 0.0365,
  loan: 0.073,
})
const see = (fact: Sourced<Fact>): void => void venue.react({ ...fact, seq: 0, time: fact.at } as Input)
const price = (id: InstrumentId, day: number, value: number): void =>
  see({ kind: 'trade', id, price: value, size: 1, at: Date.parse(`2026-11-${day}T12:00Z`), source: 'tape' })
const buy = (instrument: InstrumentId, quantity: number): void => {
  const order: Order = {
    type: 'market',
    orderId: `buy ${instrument}`,
    account: 'paper',
    strategy: 'example',
    instrument,
    side: 'buy',
    quantity,
    tif: 'day',
  }
  venue.submit(approve(order))
}
const cash = async (): Promise<readonly string[]> =>
  (await venue.state(0)).cash.map((sum) => formatMoney(sum, 2)).sort()

price(sap.id, 10, 200)
price(eurusd.id, 10, 1.1)
buy(sap.id, 300) // 60,000 EUR that are not there: a loan
console.log('a share on credit   ', await cash())
assert.deepEqual(await cash(), ['-60000.00 EUR', '100000.00 USD'])
buy(eurusd.id, 50_000) // 55,000 USD become 50,000 EUR
console.log('euros bought        ', await cash())
assert.deepEqual(await cash(), ['-10000.00 EUR', '45000.00 USD'])
price(sap.id, 11, 201) // a day: 45,000 x 3.65 % / 365 comes in, 10,000 x 7.3 % / 365 is owed
console.log('interest of one day ', await cash())
assert.deepEqual(await cash(), ['-10002.00 EUR', '45004.50 USD'])
