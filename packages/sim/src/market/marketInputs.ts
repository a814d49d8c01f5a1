// Columns and facts as inputs, one by one, in order of time.
import type { Bars, Fact, Input, Sourced } from '@bourse/core'

/** New objects each; at equal times quotes before bars, in the order of the series, and those before other facts. */
export function* marketInputs(
  quotes: readonly Iterable<Input>[],
  series: readonly Bars[],
  facts: readonly Sourced<Fact>[],
): Iterable<Input> {
  const sources = [...quotes.map((one) => one[Symbol.iterator]()), ...series.map(barInputs), factInputs(facts)]
  const heads = sources.map((source) => source.next())
  for (let seq = 0; ; seq++) {
    let first: Input | undefined
    let from = -1
    for (let i = 0; i < heads.length; i++) {
      const head = heads[i]!
      if (head.done === true || (first !== undefined && head.value.time >= first.time)) continue
      first = head.value
      from = i
    }
    if (first === undefined)
      return // Nobody else has it: written in place, because a copy costs more than all the rest.
    ;(first as { seq: number }).seq = seq
    heads[from] = sources[from]!.next()
    yield first
  }
}

function* factInputs(facts: readonly Sourced<Fact>[]): Iterator<Input> {
  for (const fact of facts) yield Object.assign({}, fact, { seq: 0, time: fact.at }) as Input
}

function* barInputs({ id, span, time, open, high, low, close, volume, adjusted }: Bars): Iterator<Input> {
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
      seq: 0,
      time: time[i]!,
      at: time[i]!,
      source: 'synthetic',
    }
}
