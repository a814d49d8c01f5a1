// A synthetic market through the port that asks what was.
import {
  type Bars,
  BourseError,
  type History,
  type InstrumentId,
  type MarketFact,
  type Sourced,
  type Span,
  toEpochMs,
} from '@bourse/core'

/** Bars of the market's own span, and the facts besides them. */
export function marketHistory(
  barsOf: (id: InstrumentId) => Bars,
  facts: readonly Sourced<MarketFact>[],
  span: Span,
): History {
  return {
    async bars({ id, from, to, span: asked }) {
      if (asked !== span)
        throw new BourseError(
          'data/missing',
          `synthetic history of ${id}: bars of ${asked}, there are only those of ${span}`,
          {
            details: { id, span: String(asked), has: String(span) },
            remedy: 'resample them (@bourse/data), or make the market with that span',
          },
        )
      return rowsBetween(barsOf(id), toEpochMs(from), toEpochMs(to))
    },
    async *facts({ id, from, to }) {
      const [first, end] = [toEpochMs(from), toEpochMs(to)]
      for (const fact of facts) if ('id' in fact && fact.id === id && fact.at >= first && fact.at < end) yield fact
    },
  }
}

function rowsBetween(bars: Bars, from: number, to: number): Bars {
  const first = bars.time.findIndex((at) => at >= from)
  const start = first < 0 ? bars.time.length : first
  let end = start
  while (end < bars.time.length && bars.time[end]! < to) end++
  const cut = (column: Float64Array): Float64Array => column.slice(start, end)
  const { id, span, time, open, high, low, close, volume, adjusted } = bars
  return {
    id,
    span,
    time: cut(time),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: cut(volume),
    adjusted: cut(adjusted),
  }
}
