// The data of a run as something that can be read twice, and cut.
import type { Instrument } from '@bourse/assets'
import type { Bar, Bars, EpochMs, MarketFact, Sourced } from '@bourse/core'
import { barsBetween, barsOf } from '@bourse/data'
import type { BacktestData } from '../run/backtestOptions.js'
import { isBars } from '../run/dataSources.js'

/** `step`: the usual time between two moments. `bars` where the data are columns; `series`: the bars in data of any form. */
export type Market = {
  readonly data: BacktestData
  readonly bars: readonly Bars[] | undefined
  readonly series: readonly Bars[]
  /** Of a synthetic market: a part of its facts does not say what they are about. */
  readonly instruments: readonly Instrument[] | undefined
  readonly from: EpochMs
  readonly to: EpochMs
  readonly step: number
}

export function marketOf(data: BacktestData): Market {
  const bars = isBars(data) ? [data] : Array.isArray(data) && data.every(isBars) ? (data as readonly Bars[]) : undefined
  if (bars !== undefined) {
    const filled = bars.filter(({ time }) => time.length > 0)
    const from = Math.min(...filled.map(({ time }) => time[0]!))
    const to = Math.max(...filled.map(({ time }) => time.at(-1)!))
    return {
      data,
      bars,
      series: bars,
      instruments: undefined,
      from,
      to,
      step: usualStep(filled[0]?.time ?? new Float64Array(0)),
    }
  }
  // A synthetic market is a seed: the same inputs each time. A stream is read once and kept.
  const facts: readonly Sourced<MarketFact>[] =
    'inputs' in data ? ([...data.inputs()] as never) : [...(data as Iterable<Sourced<MarketFact>>)]
  const times = Float64Array.from(facts, ({ at }) => at)
  return {
    data: 'inputs' in data ? data : facts,
    bars: undefined,
    series: seriesOf(facts),
    instruments: 'inputs' in data ? data.instruments : undefined,
    from: times[0] ?? 0,
    to: times.at(-1) ?? 0,
    step: usualStep(times),
  }
}

/** Bars told one by one, of the first span of each instrument. */
function seriesOf(facts: readonly Sourced<MarketFact>[]): readonly Bars[] {
  const rows = new Map<string, Sourced<Bar>[]>()
  for (const fact of facts) {
    if (fact.kind !== 'bar') continue
    const own = rows.get(fact.id)
    if (own === undefined) rows.set(fact.id, [fact])
    else if (own[0]!.span === fact.span && fact.at > own.at(-1)!.at) own.push(fact)
  }
  return [...rows.values()].map((own) => barsOf(own))
}

/** Nothing from `at` on; undefined where nothing would be left. */
export function truncated({ data, bars }: Market, at: EpochMs): BacktestData | undefined {
  if (bars !== undefined) {
    const left = bars.map((one) => barsBetween(one, 0, at)).filter(({ time }) => time.length > 0)
    return left.length === 0 ? undefined : isBars(data) ? left[0] : left
  }
  const facts =
    'inputs' in data
      ? ([...data.inputs()] as unknown as Sourced<MarketFact>[])
      : [...(data as Iterable<Sourced<MarketFact>>)]
  const left = facts.filter((fact) => fact.at < at)
  return left.length === 0 ? undefined : left
}

function usualStep(time: Float64Array): number {
  const steps = Float64Array.from({ length: Math.max(0, time.length - 1) }, (_, i) => time[i + 1]! - time[i]!).filter(
    (step) => step > 0,
  )
  return steps.length === 0 ? 0 : steps.sort()[Math.floor(steps.length / 2)]!
}
