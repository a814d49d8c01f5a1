// A prediction market: money is locked up until it resolves, a dispute pays nobody, and a tie pays half.
import assert from 'node:assert/strict'
import {
  createRegistry,
  createRng,
  createSimVenue,
  curvedFee,
  type Fact,
  formatMoney,
  type Input,
  money,
  type Order,
  type Outcome,
  type Sourced,
} from 'bourse'
import { openGate } from '../openGate.js'

const yes: Outcome = {
  kind: 'outcome',
  id: 'RAIN-YES@polymarket',
  assetClass: 'event',
  currency: 'USDC',
  tick: 0.01,
  lot: 1,
  calendar: 'always',
  market: 'RAIN',
  outcome: 'Yes',
  closes: Date.parse('2026-12-01T00:00Z'),
}
const instruments = createRegistry([yes])
const approve = openGate(instruments)
const venue = createSimVenue(instruments, createRng(1), {
  fill: { fills: 'close' },
  cash: [money(1000, 'USDC')],
  fees: curvedFee(0.04),
  buyingPower: 'cash',
})
const see = (fact: Sourced<Fact>): void => void venue.react({ ...fact, seq: 0, time: fact.at } as Input)
const refused: string[] = []
venue.listen((fact) => {
  if (fact.kind === 'rejected') refused.push(fact.reason.code)
})
const buy = (orderId: string, quantity: number): void => {
  const order: Order = {
    type: 'market',
    orderId,
    account: 'paper',
    strategy: 'example',
    instrument: yes.id,
    side: 'buy',
    quantity,
    tif: 'day',
  }
  venue.submit(approve(order))
}
const cash = async (): Promise<string> => formatMoney((await venue.state(0)).cash[0]!, 2)

see({
  kind: 'quote',
  id: yes.id,
  bid: 0.59,
  ask: 0.6,
  bidSize: 5000,
  askSize: 5000,
  at: Date.parse('2026-11-02T12:00Z'),
  source: 'clob',
})
buy('o-1', 1500)
console.log('1,500 at 0.60 and a fee of 0.04 x 0.6 x 0.4 each ', await cash())
assert.equal(await cash(), '85.60 USDC')
buy('o-2', 1500)
assert.deepEqual(refused, ['venue/no-cash'])

const resolve = (day: number, pays: number, disputed: boolean): void =>
  see({ kind: 'resolution', id: yes.id, pays, disputed, at: Date.parse(`2026-12-0${day}T12:00Z`), source: 'oracle' })
resolve(1, 1, true)
console.log('disputed: locked up still                        ', await cash())
assert.equal(await cash(), '85.60 USDC')
resolve(3, 0.5, false)
console.log('resolved to one half                             ', await cash())
assert.equal(await cash(), '835.60 USDC')
buy('o-3', 1)
assert.deepEqual(refused, ['venue/no-cash', 'venue/closed'])
