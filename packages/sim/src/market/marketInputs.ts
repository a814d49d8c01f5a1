// Columns as inputs, one by one, in order of time.
import type { Bars, Input } from '@bourse/core'

/** New objects each; at equal times in the order of the series. */
export function* marketInputs(series: readonly Bars[]): Iterable<Input> {
  const places = series.map(() => 0)
  for (let seq = 0; ; seq++) {
    let first = -1
    for (let i = 0; i < series.length; i++) {
      const at = series[i]!.time[places[i]!]
      if (at !== undefined && (first < 0 || at < series[first]!.time[places[first]!]!)) first = i
    }
    if (first < 0) return
    const { id, span, time, open, high, low, close, volume, adjusted } = series[first]!
    const row = places[first]!++
    const at = time[row]!
    yield {
      kind: 'bar',
      id,
      span,
      open: open[row]!,
      high: high[row]!,
      low: low[row]!,
      close: close[row]!,
      volume: volume[row]!,
      adjusted: adjusted[row]!,
      seq,
      time: at,
      at,
      source: 'synthetic',
    }
  }
}
