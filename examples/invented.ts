// What the programs are fed with: bars from a seed, as an application would have them from a file or a vendor.
import {
  type Bars,
  createRng,
  type Feed,
  type Instrument,
  type Link,
  type MarketFact,
  type Option,
  type Sourced,
  syntheticMarket,
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

export function fund(symbol: string): Instrument {
  const assetClass = symbol === 'GLD' ? 'commodity' : 'equity'
  return { kind: 'etf', id: `${symbol}@ARCX`, assetClass, currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }
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

/** SPY and its options as a vendor would send them, from now on: some of the quotes every 50 ms while anybody watches. */
export function inventedFeed(): { readonly feed: Feed; readonly options: readonly Option[] } {
  const [spy, now] = [{ ...fund('SPY'), calendar: 'always' }, Date.now()]
  const span = { from: now - 60_000, to: now + 3_600_000, span: 100 }
  const market = syntheticMarket(
    { ...span, members: [{ instrument: spy, drift: 0, vol: 0.2, price: 600 }] },
    createRng('feed'),
  )
  const options = market.chain(spy.id, now)
  const rng = createRng('which')
  const listeners = new Set<(fact: Sourced<MarketFact | Link>) => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  const tell = (): void => {
    const at = Date.now()
    const bars = market.bars(spy.id)
    const row = bars.time.findLastIndex((time) => time <= at)
    const spot = { kind: 'mark', id: spy.id, price: bars.close[row]!, at, source: 'invented' } as const
    const quotes = options.filter(() => rng.next() < 0.5).map((option) => market.optionQuote(option, at))
    for (const listener of listeners) for (const fact of [spot, ...quotes]) listener(fact)
  }
  const feed: Feed = {
    watch: () => (timer ??= setInterval(tell, 50)),
    unwatch: () => (timer = void clearInterval(timer)),
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return { feed, options }
}
