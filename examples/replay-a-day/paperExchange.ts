// A toy exchange that outlives the runs that trade on it: market orders fill at the quote, and it remembers every fill.
import type { Instruments } from '@bourse/assets'
import {
  type AccountFact,
  type Clock,
  createMarketRecord,
  type Fact,
  type InputOf,
  type InstrumentId,
  type Link,
  type MarketFact,
  money,
  type Order,
  type OrderFact,
  type Sourced,
} from '@bourse/core'
import type { Broker, TradingSystem } from '@bourse/engine'

export type Exchange = {
  /** Client ids of all orders that ever arrived. */
  readonly orders: readonly string[]
  quote(id: InstrumentId, price: number): void
  connect(): TradingSystem
  disconnect(): void
}

export function paperExchange(clock: Clock, instruments: Instruments): Exchange {
  const orders: string[] = []
  const fills: Sourced<InputOf<'fill'>>[] = []
  const prices = new Map<InstrumentId, number>()
  let [dollars, coins] = [1_000_000, 0]
  let tell: (fact: Sourced<OrderFact | AccountFact | Link>) => void = () => {}
  let show: (fact: Sourced<MarketFact | Link>) => void = () => {}
  const account = 'paper'

  const fill = (order: Order): void => {
    const { orderId, strategy, instrument, side, quantity } = order
    const price = prices.get(instrument)!
    const signed = side === 'buy' ? quantity : -quantity
    dollars -= signed * price
    coins += signed
    const stamp = { account, orderId, at: clock.now(), source: 'exchange' } as const
    const fact = {
      kind: 'fill',
      ...stamp,
      strategy,
      tradeId: `t${fills.length + 1}`,
      instrument,
      side,
      quantity,
      price,
      quantityText: String(quantity),
      priceText: String(price),
      liquidity: 'taker',
      fee: money(0, 'USD'),
    } as const satisfies Sourced<Fact>
    fills.push({ ...fact, seq: 0, time: clock.now() })
    tell({ kind: 'accepted', ...stamp })
    tell(fact)
  }
  const broker = {
    account,
    paper: true,
    venue: {
      account,
      groups: [],
      submit(order: Order) {
        orders.push(order.orderId)
        fill(order)
      },
      replace: () => {},
      cancel: () => {},
      listen(listener: typeof tell) {
        tell = listener
        return () => {}
      },
      state: (since: number) =>
        Promise.resolve({
          at: clock.now(),
          cash: [money(Number(dollars.toFixed(2)), 'USD'), money(coins, 'BTC')],
          positions: [],
          working: [],
          fills: fills.filter((one) => one.at >= since),
        }),
    },
    feed: {
      watch: () => {},
      unwatch: () => {},
      listen(listener: typeof show) {
        show = listener
        return () => {}
      },
    },
    close: () => Promise.resolve(),
  } as unknown as Broker

  return {
    orders,
    quote(id, price) {
      prices.set(id, price)
      show({
        kind: 'quote',
        id,
        bid: price - 5,
        ask: price + 5,
        bidSize: 1,
        askSize: 1,
        at: clock.now(),
        source: 'feed',
      })
    },
    connect: () => ({
      at: clock.now(),
      brokers: [broker],
      vendors: [],
      instruments,
      market: createMarketRecord(),
      broker: () => broker,
      state: () => {
        throw new Error('this toy is asked by its venue alone')
      },
      cash: () => [],
      close: () => Promise.resolve(),
    }),
    disconnect() {
      tell = () => {}
      show = () => {}
    },
  }
}
