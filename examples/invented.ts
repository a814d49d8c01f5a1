// What the programs are fed with: bars from a seed, as an application would have them from a file or a vendor.
import {
  type AccountId,
  type AccountRoute,
  allCalendars,
  type Bars,
  createCalendars,
  createRegistry,
  createRng,
  createSimVenue,
  dayMs,
  type Etf,
  type Feed,
  type InstrumentId,
  type Link,
  makerTakerFee,
  matrixFromRows,
  type MarketFact,
  type Option,
  type PaperSystem,
  paperSystem,
  plainInstrument,
  type PricePaths,
  roundPrice,
  type SimVenue,
  type Sourced,
  type SyntheticMarket,
  syntheticMarket,
  systemClock,
  toIsoDate,
} from 'bourse'
import { openGate } from './openGate.js'

/** Eight years of daily bars of funds with these symbols. */
export function inventedBars(...symbols: readonly string[]): readonly Bars[] {
  const members = symbols.map((symbol, i) => ({
    instrument: fund(symbol),
    drift: 0.05 + 0.01 * i,
    vol: 0.14 + 0.04 * i,
    price: 100,
  }))
  const market = syntheticMarket(
    { from: '2018-01-01', to: '2026-01-01', span: '1d', correlation: 0.3, regimes: 2, members },
    createRng('programs'),
  )
  return market.instruments.map(({ id }) => market.bars(id))
}

export function fund(symbol: string): Etf {
  return plainInstrument('etf', `${symbol}@ARCX`, symbol === 'GLD' ? { assetClass: 'commodity' } : {})
}

export const calendars = createCalendars(allCalendars)

/** A year of SPY every half hour, with its monthly options as they are listed and quoted, dearer than the price moves. */
export function inventedOptions(): SyntheticMarket {
  const options = { step: 10, strikes: 10, vol: 0.19 }
  const members = [{ instrument: fund('SPY'), drift: 0.05, vol: 0.16, price: 600, options }]
  return syntheticMarket({ from: '2025-01-02', to: '2026-01-01', span: '30m', calendars, members }, createRng('condor'))
}

/** The same as a file: a head line, dates, prices with a point. */
export function inventedCsv(symbol: string): string {
  const [bars] = inventedBars(symbol)
  const row = (_: unknown, i: number): string =>
    [
      new Date(bars!.time[i]!).toISOString().slice(0, 10),
      bars!.open[i],
      bars!.high[i],
      bars!.low[i],
      bars!.close[i],
      bars!.volume[i],
    ].join(',')
  return ['date,open,high,low,close,volume', ...Array.from(bars!.time, row)].join('\n')
}

/** What a vendor sends: these facts anew every 50 ms, while anybody listens. */
function feedOf(facts: (at: number) => readonly Sourced<MarketFact>[]): Feed {
  const listeners = new Set<(fact: Sourced<MarketFact | Link>) => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  const tell = (): void => {
    // A vendor's feed is as old as the machine's clock says, like the program that reads it.
    for (const fact of facts(Date.now())) for (const listener of listeners) listener(fact)
  }
  return {
    watch: () => {},
    unwatch: () => {},
    listen(listener) {
      listeners.add(listener)
      timer ??= setInterval(tell, 50)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) timer = void clearInterval(timer)
      }
    },
  }
}

/** SPY and its options as a vendor would send them, from now on: some of the quotes each time. */
export function inventedFeed(): { readonly feed: Feed; readonly options: readonly Option[] } {
  // The program is live: its quotes must be of now, or they are stale.
  const [spy, now] = [{ ...fund('SPY'), calendar: 'always' }, Date.now()]
  const span = { from: now - 60_000, to: now + 3_600_000, span: 100 }
  const market = syntheticMarket({ ...span, members: [{ instrument: spy, price: 600 }] }, createRng('feed'))
  const options = market.chain(spy.id, now)
  const rng = createRng('which')
  const feed = feedOf((at) => {
    const { time, close } = market.bars(spy.id)
    const price = close[time.findLastIndex((one) => one <= at)]!
    const quotes = options.filter(() => rng.next() < 0.5).map((option) => market.optionQuote(option, at))
    return [{ kind: 'mark', id: spy.id, price, at, source: 'invented' }, ...quotes]
  })
  return { feed, options }
}

/** An account at a prediction market, on paper: one outcome, quoted a cent wide at this offer. */
export async function inventedPolymarket(account: AccountId, id: InstrumentId, ask: number): Promise<PaperSystem> {
  const instruments = createRegistry([
    plainInstrument('outcome', id, { currency: 'USDC', closes: '2099-12-10T19:00Z' }),
  ])
  const venue = createSimVenue(instruments, createRng(1), { account, cash: '2000 USDC' })
  const quote = { kind: 'quote', id, bid: ask - 0.01, ask, bidSize: 5000, askSize: 5000, source: 'invented' } as const
  const feed = feedOf((at) => [{ ...quote, at }])
  const system = await paperSystem(instruments, [venue], { feed, clock: systemClock })
  while (system.market.quote(id) === undefined) await new Promise((wait) => setTimeout(wait, 10))
  return system
}

/** Two exchanges with an account each: a year of a coin, its perpetual and the dollar of the second, played as it was. */
export async function inventedExchanges(): Promise<{
  readonly system: PaperSystem
  readonly routes: readonly AccountRoute[]
}> {
  const coin = plainInstrument('spot', 'BTC/USD@coinbase')
  const swap = plainInstrument('perpetual', 'BTC/USDT:USDT@binanceusdm')
  const dollar = plainInstrument('spot', 'USDT/USD@coinbase', { tick: 0.0001 })
  const members = [
    { instrument: coin, drift: 0.2, vol: 0.5, price: 60_000 },
    { instrument: swap, of: coin.id, funding: 0.0001 },
    { instrument: dollar, vol: 0.002, price: 1 },
  ]
  const market = syntheticMarket({ from: '2025-01-01', to: '2026-01-01', span: '8h', members }, createRng('funding'))
  const instruments = createRegistry(market.instruments)
  const fees = makerTakerFee(0.0002, 0.0005)
  const venues = [
    createSimVenue(instruments, createRng(1), { account: 'coinbase/main', cash: '50000 USD', fees }),
    createSimVenue(instruments, createRng(2), { account: 'binance/sub-2', cash: '50000 USDT', fees }),
  ]
  const routes = [
    { venue: 'coinbase', account: 'coinbase/main' },
    { venue: 'binanceusdm', account: 'binance/sub-2' },
  ] as const
  return { system: await paperSystem(instruments, venues, { facts: market.inputs() }), routes }
}

/** Three brokers, on paper: a fund with puts on it, a perpetual, one side of a question; and a thousand days that could be tomorrow. */
export async function inventedDesk(): Promise<{ readonly system: PaperSystem; readonly scenarios: PricePaths }> {
  // A risk page is of now, and options must not have ended.
  const now = Date.now()
  const put = plainInstrument('option', 'SPY-580-P@OPRA', {
    ...{ underlying: 'SPY@ARCX', right: 'put', strike: 580, expiry: toIsoDate(now + 45 * dayMs) },
  })
  const swap = plainInstrument('perpetual', 'BTC/USDT:USDT@binanceusdm')
  const yes = plainInstrument('outcome', 'fed-cut-dec:yes@polymarket', { closes: now + 30 * dayMs })
  const dollar = plainInstrument('spot', 'USDT/USD@coinbase', { tick: 0.0001 })
  const instruments = createRegistry([fund('SPY'), put, swap, yes, dollar])
  const prices = { 'SPY@ARCX': 600, [put.id]: 8, [swap.id]: 60_000, [yes.id]: 0.41, [dollar.id]: 1 }
  const rng = createRng('desk')
  const facts = (at: number): readonly Sourced<MarketFact>[] => [
    ...Object.entries(prices).map(([id, price]): Sourced<MarketFact> => {
      const middle = roundPrice(instruments.get(id as InstrumentId), price * (1 + 0.001 * rng.normal()))
      const sides = { bid: middle, ask: middle, bidSize: 5000, askSize: 5000 }
      return { kind: 'quote', id: id as InstrumentId, ...sides, at, source: 'invented' }
    }),
    { kind: 'observation', series: 'vol', id: put.id, value: 0.2, knownAt: at, at, source: 'invented' },
    { kind: 'observation', series: 'rate/USD/1', value: 0.04, knownAt: at, at, source: 'invented' },
  ]
  const approve = openGate(instruments)
  const held = [
    ['ibkr/U1', '100000 USD', 'SPY@ARCX', 100],
    ['ibkr/U1', '', put.id, 1],
    ['binance/sub-2', '30000 USDT', swap.id, 0.2],
    ['poly/main', '5000 USD', yes.id, 2000],
  ] as const
  const venues = new Map<AccountId, SimVenue>()
  for (const [i, [account, cash, instrument, quantity]] of held.entries()) {
    if (cash !== '') venues.set(account, createSimVenue(instruments, createRng(account), { account, cash }))
    const route = { account, strategy: 'desk', side: 'buy', tif: 'gtc', type: 'market' } as const
    venues.get(account)!.submit(approve({ ...route, orderId: `desk-${i}`, instrument, quantity }))
  }
  for (const venue of venues.values()) for (const fact of facts(now)) venue.react({ ...fact, seq: 0, time: now })
  const ids = ['SPY@ARCX', swap.id, yes.id, dollar.id] as const
  const days = Array.from({ length: 1000 }, () => {
    const all = rng.normal()
    return [0.01 * all, 0.02 * all + 0.03 * rng.normal(), 0.05 * rng.normal(), 0.0005 * rng.normal()]
  })
  const system = await paperSystem(instruments, [...venues.values()], { feed: feedOf(facts), clock: systemClock })
  while (system.market.quote(dollar.id) === undefined) await new Promise((wait) => setTimeout(wait, 10))
  return { system, scenarios: { ids, returns: matrixFromRows(days) } }
}
