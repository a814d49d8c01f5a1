// Three ends of an option: exercised into shares, assigned, and paid in cash.
import assert from 'node:assert/strict'
import {
  createRegistry,
  createRng,
  createSimVenue,
  type Etf,
  type Fact,
  formatMoney,
  type IndexListing,
  type Input,
  type InstrumentId,
  money,
  type Option,
  type Order,
  type Sourced,
} from 'bourse'
import { openGate } from '../openGate.js'

const spy: Etf = {
  kind: 'etf',
  id: 'SPY@ARCX',
  assetClass: 'equity',
  currency: 'USD',
  tick: 0.01,
  lot: 1,
  calendar: 'XNYS',
}
const spx: IndexListing = {
  kind: 'index',
  id: 'SPX@CBOE',
  assetClass: 'equity',
  currency: 'USD',
  tick: 0.01,
  lot: 1,
  calendar: 'XNYS',
}
const terms = {
  kind: 'option',
  assetClass: 'equity',
  currency: 'USD',
  tick: 0.01,
  lot: 1,
  calendar: 'XNYS',
  expiry: '2027-01-15',
  multiplier: 100,
  fixing: 'pm',
} as const
const call: Option = {
  ...terms,
  id: 'SPY-C600@OPRA',
  underlying: spy.id,
  right: 'call',
  strike: 600,
  exercise: 'american',
  settlement: 'physical',
}
const put: Option = {
  ...terms,
  id: 'SPY-P610@OPRA',
  underlying: spy.id,
  right: 'put',
  strike: 610,
  exercise: 'american',
  settlement: 'physical',
}
const index: Option = {
  ...terms,
  id: 'SPX-P6000@CBOE',
  underlying: spx.id,
  right: 'put',
  strike: 6000,
  exercise: 'european',
  settlement: 'cash',
}

const instruments = createRegistry([spy, spx, call, put, index])
const approve = openGate(instruments)
const venue = createSimVenue(instruments, createRng(1), {
  fill: { fills: 'close' },
  cash: [money(200_000, 'USD')],
})
const told: string[] = []
venue.listen((fact) => {
  if (fact.kind === 'exercise' || fact.kind === 'assignment' || fact.kind === 'expiry')
    told.push(`${fact.kind} of ${fact.quantity} ${fact.instrument} at ${fact.price}`)
})
const see = (fact: Sourced<Fact>): void => void venue.react({ ...fact, seq: 0, time: fact.at } as Input)
const price = (id: InstrumentId, at: string, value: number): void =>
  see({ kind: 'trade', id, price: value, size: 1, at: Date.parse(at), source: 'tape' })
const trade = (instrument: InstrumentId, side: 'buy' | 'sell', quantity: number): void => {
  const order: Order = {
    type: 'market',
    orderId: `${side} ${instrument}`,
    account: 'paper',
    strategy: 'example',
    instrument,
    side,
    quantity,
    tif: 'day',
  }
  venue.submit(approve(order))
}

const opening = '2027-01-11T15:00Z'
for (const [id, value] of [
  [spy.id, 602],
  [spx.id, 6020],
  [call.id, 7],
  [put.id, 11],
  [index.id, 40],
] as const)
  price(id, opening, value)
trade(call.id, 'buy', 1) // pays 700
trade(put.id, 'sell', 2) // receives 2,200
trade(index.id, 'buy', 1) // pays 4,000
price(spy.id, '2027-01-15T20:59Z', 604)
price(spx.id, '2027-01-15T20:59Z', 5958.5)
price(spy.id, '2027-01-19T14:30Z', 605) // the first input after the close of the 15th

const { cash, positions } = await venue.state(0)
for (const line of told) console.log(line)
console.log(formatMoney(cash[0]!, 2), positions.map(({ instrument, quantity }) => `${quantity} ${instrument}`).join())
assert.deepEqual(told, [
  'exercise of 1 SPY-C600@OPRA at 0',
  'assignment of 2 SPY-P610@OPRA at 0',
  'exercise of 1 SPX-P6000@CBOE at 41.5',
])
// The call buys 100 at 600, the puts put 200 to us at 610, the index pays 41.5 x 100.
assert.equal(cash[0]!.value.toNumber(), 200_000 - 700 + 2200 - 4000 - 60_000 - 122_000 + 4150)
assert.deepEqual(
  positions.map(({ quantity }) => quantity),
  [300],
)
