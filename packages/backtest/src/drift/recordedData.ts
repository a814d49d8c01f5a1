// What a history has of everything that a live run was told.
import type { Bars, Fact, History, InstrumentId, Sourced, Span } from '@bourse/core'
import { mergeFacts } from '@bourse/data'
import type { BacktestData } from '../run/backtestOptions.js'
import { isMarket } from './driftWorld.js'
import type { LiveRecord } from './liveRecord.js'

/** Data as a backtest takes them: those given, or those of a history over the time and the instruments of the record. */
export async function recordedData(data: BacktestData | History, { inputs }: LiveRecord): Promise<BacktestData> {
  if (!isHistory(data)) return data
  const [from, to] = [inputs[0]!.time, inputs.at(-1)!.time + 1]
  const spans = new Map<string, { readonly id: InstrumentId; readonly span: Span }>()
  const kinds = new Map<InstrumentId, Set<string>>()
  for (const input of inputs) {
    if (input.kind === 'bar') spans.set(`${input.id} ${input.span}`, input)
    else if (isMarket(input) && 'id' in input && input.id !== undefined)
      kinds.set(input.id, (kinds.get(input.id) ?? new Set()).add(input.kind))
  }
  const sources: (Bars | Sourced<Fact>[])[] = []
  for (const { id, span } of spans.values()) sources.push(await data.bars({ id, span, from, to }))
  for (const [id, wanted] of kinds) {
    const facts: Sourced<Fact>[] = []
    for await (const fact of data.facts({ id, from, to })) if (wanted.has(fact.kind)) facts.push(fact)
    sources.push(facts)
  }
  return [...mergeFacts(sources)] as BacktestData
}

function isHistory(data: BacktestData | History): data is History {
  return 'facts' in data && typeof data.facts === 'function'
}
