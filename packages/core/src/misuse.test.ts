// What must not compile. Each line below a marker is red in the editor, or the type-check of the tests fails.
import { expect, test } from 'vitest'
import {
  type AccountId,
  type Amount,
  type Approved,
  addMoney,
  allocateMoney,
  type BracketGroup,
  bracket,
  compareMoney,
  contingency,
  type FactOf,
  type Input,
  type InputOf,
  type InstrumentId,
  type IsoDate,
  type Json,
  type Link,
  type MarketFact,
  type Money,
  money,
  moneyOf,
  multiplyMoney,
  type OcoGroup,
  type Order,
  type OrderDraft,
  oco,
  type Replace,
  type ScheduleRule,
  subtractMoney,
  type TimeInForce,
  type Venue,
} from './index.js'
import { conflate } from './rx.js'

const route = {
  orderId: '1',
  account: 'paper',
  strategy: 's',
  instrument: 'SPY@ARCX',
  side: 'buy',
  quantity: 1,
  tif: 'day',
} as const

export function orders(order: Order, draft: OrderDraft): void {
  // @ts-expect-error a market order has no limit
  const limited: Order = { ...route, type: 'market', limit: 5 }
  // @ts-expect-error a limit order needs one
  const bare: Order = { ...route, type: 'limit' }
  // @ts-expect-error a stop is never post-only
  const posted: Order = { ...route, type: 'stop', stop: 5, postOnly: true }
  // @ts-expect-error a stop-limit needs both prices
  const half: Order = { ...route, type: 'stopLimit', stop: 5 }
  // @ts-expect-error a listing names its venue
  const nowhere: Order = { ...route, type: 'market', instrument: 'SPY' }
  // @ts-expect-error a route names its broker
  const nobody: Order = { ...route, type: 'market', account: 'U1' }
  // @ts-expect-error a trail is an amount or a percentage
  const loose: Order = { ...route, type: 'trailing', trail: 2 }
  // @ts-expect-error good till when
  const tif: TimeInForce = 'gtd'
  // @ts-expect-error an OCO of one
  const single = oco(order)
  // @ts-expect-error a draft has no id yet, and is no order
  const early: OcoGroup = oco(draft, draft)
  // @ts-expect-error a replacement says whose order it is
  const orphan: Replace = { replace: '1', limit: 2 }
  void [limited, bare, posted, half, nowhere, nobody, loose, tif, single, early, orphan]
}

export function approval(order: Order, approved: Approved<Order>, group: BracketGroup, venue: Venue): void {
  venue.submit(approved)
  // @ts-expect-error skipped the gate
  venue.submit(order)
  // @ts-expect-error changed after the gate
  venue.submit({ ...approved, quantity: 1e6 })
  // @ts-expect-error a group that the gate has not seen
  contingency(group)
  // @ts-expect-error a plain venue takes no groups
  venue.submit(group as Approved<BracketGroup>)
  // @ts-expect-error prices of exits are numbers
  bracket(order, { takeProfit: '110' })
}

export function currencies(usd: Money<'USD'>, eur: Money<'EUR'>, amount: Amount): void {
  // @ts-expect-error two currencies
  addMoney(usd, eur)
  // @ts-expect-error two currencies
  subtractMoney(usd, money(2, 'EUR'))
  // @ts-expect-error two currencies
  compareMoney(usd, eur)
  // @ts-expect-error an estimate is not owed
  addMoney(usd, amount)
  // @ts-expect-error a product names its rounding
  multiplyMoney(usd, 2)
  // @ts-expect-error a rounding that exists
  multiplyMoney(usd, 2, { decimals: 2, rounding: 'nearest' })
  // @ts-expect-error parts have decimals
  allocateMoney(usd, [1, 1])
  // @ts-expect-error money has a currency
  moneyOf('100000')
}

export function facts(link: Link, fact: MarketFact): void {
  // @ts-expect-error link states are never conflated
  conflate<Link>((one) => one.link)
  // @ts-expect-error nor are fills
  conflate<FactOf<'fill'>>((one) => one.orderId)
  // @ts-expect-error a fact without a stamp is no input
  const input: Input = fact
  // @ts-expect-error a civil date is text
  const date: IsoDate = 20_260_101
  // @ts-expect-error not JSON
  const json: Json = { at: undefined }
  // @ts-expect-error a weekday that exists
  const rule: ScheduleRule = { every: 'week', day: 'monday' }
  const listing: InstrumentId = 'ES.c@CME'
  const route: AccountId = 'binance/sub-2'
  const accepted: InputOf<'accepted'>['kind'] = 'accepted'
  // @ts-expect-error an input of one kind is not another, though both share a type
  const canceled: InputOf<'accepted'>['kind'] = 'canceled'
  void [link, input, date, json, rule, listing, route, accepted, canceled]
}

test('misuse is refused by the compiler; what it cannot see is refused at run time', () => {
  expect(() => addMoney(money(1, 'USD') as Money, money(1, 'EUR') as Money)).toThrow(/USD and EUR do not mix/)
})
