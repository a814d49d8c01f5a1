// Shares: a dividend that a holder earns and a short owes, a split that changes orders too, and what a short costs.
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
} from 'bourse'
import { openGate } from '../openGate.js'

const share = (id: InstrumentId): Equity => ({
  kind: 'equity',
  id,
  assetClass: 'equity',
  currency: 'USD',
  tick: 0.01,
  lot: 1,
  calendar: 'XNYS',
})
const [ko, tsla] = [share('KO@XNYS'), share('TSLA@XNAS')]
const instruments = createRegistry([ko, tsla])
const approve = openGate(instruments)
const venue = createSimVenue(instruments, createRng(1), {
  fill: { fills: 'close' },
  cash: [money(50_000, 'USD')],
  borrow: 0.0365,
})
const told: string[] = []
venue.listen((fact) => {
  if (fact.kind === 'replaced') told.push(`order now ${fact.change.quantity} at ${fact.change.limit}`)
  if (fact.kind === 'cashMove') told.push(`${fact.reason} ${formatMoney(fact.amount, 2)}`)
})
const see = (fact: Sourced<Fact>): void => void venue.react({ ...fact, seq: 0, time: fact.at } as Input)
const price = (id: InstrumentId, day: number, value: number): void =>
  see({ kind: 'trade', id, price: value, size: 1, at: Date.parse(`2026-11-${day}T20:00Z`), source: 'tape' })
const send = (order: Partial<Order> & Pick<Order, 'side' | 'quantity' | 'instrument'>): void =>
  venue.submit(
    approve({
      type: 'market',
      orderId: `${order.side} ${order.instrument} ${order.type ?? ''}`,
      account: 'paper',
      strategy: 'example',
      tif: 'gtc',
      ...order,
    } as Order),
  )
const cash = async (): Promise<number> => (await venue.state(0)).cash[0]!.value.toNumber()

price(ko.id, 10, 70)
price(tsla.id, 10, 300)
send({ instrument: ko.id, side: 'buy', quantity: 400 })
send({ instrument: tsla.id, side: 'sell', quantity: 50 })
send({ instrument: tsla.id, side: 'buy', quantity: 50, type: 'limit', limit: 240 })
assert.equal(await cash(), 50_000 - 400 * 70 + 50 * 300)

see({
  kind: 'corporateAction',
  action: 'dividend',
  id: ko.id,
  exDate: '2026-11-11',
  payDate: '2026-11-12',
  perShare: money('0.51', 'USD'),
  at: Date.parse('2026-11-10T21:00Z'),
  source: 'corp',
})
see({
  kind: 'corporateAction',
  action: 'split',
  id: tsla.id,
  exDate: '2026-11-12',
  numerator: 3,
  denominator: 1,
  at: Date.parse('2026-11-10T21:00Z'),
  source: 'corp',
})
price(tsla.id, 11, 297) // a day of borrowing 15,000, at the price before this one
price(tsla.id, 12, 100) // and one of 14,850; the dividend is paid, three shares are one

const { positions } = await venue.state(0)
for (const line of told) console.log(line)
console.log(positions.map(({ instrument, quantity }) => `${quantity} ${instrument}`).join(', '), await cash())
assert.deepEqual(told, ['borrow -1.50 USD', 'order now 150 at 80', 'borrow -1.485 USD'])
assert.deepEqual(
  positions.map(({ quantity }) => quantity),
  [400, -150],
)
assert.equal(await cash(), 37_000 + 400 * 0.51 - 1.5 - 1.485)
