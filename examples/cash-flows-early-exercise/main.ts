// Options that end early: a holder exercises for the dividend, a writer is assigned, and a pinned writer does not know.
import assert from 'node:assert/strict'
import {
  createRegistry,
  createRng,
  createSimVenue,
  type Etf,
  type Fact,
  type Input,
  type InstrumentId,
  money,
  type Option,
  type Order,
  type SimOptions,
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
const call: Option = {
  ...spy,
  kind: 'option',
  id: 'SPY-C600@OPRA',
  underlying: spy.id,
  right: 'call',
  strike: 600,
  expiry: '2027-01-15',
  exercise: 'american',
  multiplier: 100,
  settlement: 'physical',
  fixing: 'pm',
}
const put: Option = { ...call, id: 'SPY-P650@OPRA', right: 'put', strike: 650 }
const instruments = createRegistry([spy, call, put])

function desk(options: SimOptions, seed = 1) {
  const venue = createSimVenue(instruments, createRng(seed), {
    fill: { fills: 'close' },
    cash: [money(200_000, 'USD')],
    ...options,
  })
  const told: string[] = []
  venue.listen((fact) => {
    if (fact.kind === 'exercise' || fact.kind === 'assignment' || fact.kind === 'expiry')
      told.push(`${fact.kind} of ${fact.quantity} ${fact.instrument}`)
  })
  const see = (fact: Sourced<Fact>): void => void venue.react({ ...fact, seq: 0, time: fact.at } as Input)
  const price = (id: InstrumentId, at: string, value: number): void =>
    see({ kind: 'trade', id, price: value, size: 1, at: Date.parse(at), source: 'tape' })
  const trade = (instrument: InstrumentId, side: 'buy' | 'sell', quantity: number): void =>
    venue.submit(
      openGate(instruments)({
        type: 'market',
        orderId: `${side} ${instrument}`,
        account: 'paper',
        strategy: 'example',
        instrument,
        side,
        quantity,
        tif: 'day',
      } satisfies Order),
    )
  const cash = async (): Promise<number> => (await venue.state(0)).cash[0]!.value.toNumber()
  return { venue, told, see, price, trade, cash }
}

// A call worth 20.50 of which 20 is intrinsic: the dividend of 1.90 is more than the rest, so its holder takes the shares before it.
const holder = desk({})
holder.price(spy.id, '2027-01-04T15:00Z', 620)
holder.price(call.id, '2027-01-04T15:00Z', 20.5)
holder.trade(call.id, 'buy', 1)
holder.see({
  kind: 'corporateAction',
  action: 'dividend',
  id: spy.id,
  exDate: '2027-01-06',
  payDate: '2027-01-20',
  perShare: money('1.9', 'USD'),
  at: Date.parse('2027-01-04T16:00Z'),
  source: 'agent',
})
holder.venue.exercise?.({ account: 'paper', strategy: 'example', instrument: call.id, quantity: 1 })
holder.price(spy.id, '2027-01-21T15:00Z', 618)
console.log(holder.told.join(), await holder.cash())
assert.equal(await holder.cash(), 200_000 - 2050 - 60_000 + 190)

// Short puts without time value: each contract is assigned with a chance of 30 % a day, by the seed.
const writer = desk({ assign: 0.3 })
writer.price(spy.id, '2027-01-04T15:00Z', 620)
writer.price(put.id, '2027-01-04T15:00Z', 30)
writer.trade(put.id, 'sell', 10)
writer.price(spy.id, '2027-01-05T15:00Z', 620)
const assigned = Number(writer.told[0]!.split(' ')[2])
console.log(writer.told.join())
assert.ok(assigned > 0 && assigned < 10)
assert.equal(await writer.cash(), 200_000 + 30_000 - assigned * 65_000)

// At 600.20 on its last day a call is in the money by less than the half of a per mille that holders may not bother with.
const ends = Array.from({ length: 20 }, (_, seed) => {
  const pinned = desk({ pin: 0.0005 }, seed)
  pinned.price(spy.id, '2027-01-15T15:00Z', 600)
  pinned.price(call.id, '2027-01-15T15:00Z', 1)
  pinned.trade(call.id, 'sell', 1)
  pinned.price(spy.id, '2027-01-15T20:59Z', 600.2)
  pinned.price(spy.id, '2027-01-19T15:00Z', 590)
  return pinned.told[0]!.split(' ')[0]
})
const called = ends.filter((end) => end === 'assignment').length
console.log(`pinned: ${called} of 20 writers were assigned, and are short 100 shares over the weekend`)
assert.ok(called > 3 && called < 17)
