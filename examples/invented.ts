// What the programs are fed with: bars from a seed, as an application would have them from a file or a vendor.
import { type Bars, createRng, type Instrument, syntheticMarket } from 'bourse'

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
