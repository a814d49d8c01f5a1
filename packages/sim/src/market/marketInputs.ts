// Columns and facts as inputs, one by one, in order of time.
import type { Bars, Fact, Input, Sourced } from '@bourse/core'

/** New objects each; at equal times quotes before bars, in the order of the series, and those before other facts. */
export function* marketInputs(
  quotes: readonly Iterable<Sourced<Fact>>[],
  series: readonly Bars[],
  facts: readonly Sourced<Fact>[],
): Iterable<Input> {
  const sources = [...quotes.map((one) => one[Symbol.iterator]()), ...series.map(barFacts), facts[Symbol.iterator]()]
  const heads = sources.map((source) => source.next())
  for (let seq = 0; ; seq++) {
    let first = -1
    heads.forEach((head, i) => {
      if (head.done !== true && (first < 0 || head.value.at < (heads[first]!.value as Sourced<Fact>).at)) first = i
    })
    if (first < 0) return
    const fact = heads[first]!.value as Sourced<Fact>
    heads[first] = sources[first]!.next()
    yield { ...fact, seq, time: fact.at }
  }
}

function* barFacts({ id, span, time, open, high, low, close, volume, adjusted }: Bars): Iterator<Sourced<Fact>> {
  for (let i = 0; i < time.length; i++)
    yield {
      kind: 'bar',
      id,
      span,
      open: open[i]!,
      high: high[i]!,
      low: low[i]!,
      close: close[i]!,
      volume: volume[i]!,
      adjusted: adjusted[i]!,
      at: time[i]!,
      source: 'synthetic',
    }
}
