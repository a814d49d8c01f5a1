// What the programs are fed with: bars from a seed, as an application would have them from a file or a vendor.
import {
  type AccountId,
  allCalendars,
  type Bars,
  createCalendars,
  createRegistry,
  createRng,
  createSimVenue,
  type Etf,
  type Feed,
  type InstrumentId,
  type Link,
  type MarketFact,
  type Option,
  type PaperSystem,
  paperSystem,
  plainInstrument,
  type Sourced,
  type SyntheticMarket,
  syntheticMarket,
  systemClock,
} from 'bourse'

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
  const options = { step: 5, vol: 0.19 }
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
