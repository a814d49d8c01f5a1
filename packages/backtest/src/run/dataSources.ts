// Data as the loop takes them: sources in order of time, and the ids they speak of.
import type { Instrument } from '@bourse/assets'
import {
  type Bars,
  BourseError,
  badArgument,
  type Fact,
  type InstrumentId,
  type MarketFact,
  type Sourced,
} from '@bourse/core'
import type { FactSource } from '@bourse/engine'
import type { SyntheticMarket } from '@bourse/sim'
import type { BacktestData } from './backtestOptions.js'

/** `first`: the time of the first fact; `rows`: about how many moments will come. */
export type DataSources = {
  readonly sources: readonly FactSource[]
  readonly ids: readonly InstrumentId[]
  readonly instruments: readonly Instrument[] | undefined
  readonly first: number
  readonly last: number
  readonly rows: number
}

/** Facts that can be read only once are read into a list. */
export function dataSources(data: BacktestData): DataSources {
  if (isMarket(data)) return marketSources(data)
  if (isBars(data)) return barSources([data])
  if (Array.isArray(data) && data.length > 0 && isBars(data[0])) return barSources(data as readonly Bars[])
  return factSources([...(data as Iterable<Sourced<MarketFact>>)], undefined)
}

/** A synthetic market is read as it goes: it can be made again, and quotes of chains are many. */
function marketSources(market: SyntheticMarket): DataSources {
  const { instruments } = market
  const all = instruments.flatMap(({ id, kind }) => (kind === 'option' ? [] : [market.bars(id)]))
  const { sources, first, last, rows } = barSources(all)
  return {
    sources: [market.inputs() as Iterable<Sourced<Fact>>],
    ids: instruments.map(({ id }) => id),
    instruments,
    first,
    last: Math.max(last, market.facts().at(-1)?.at ?? last),
    rows: rows * sources.length,
  }
}

function barSources(all: readonly Bars[]): DataSources {
  const filled = all.filter((bars) => bars.time.length > 0)
  for (const { id, time } of filled) checkOrder(id, time)
  if (filled.length === 0) throw badArgument('backtest', 'data', 0, 'at least one bar')
  return {
    sources: filled,
    ids: [...new Set(filled.map((bars) => bars.id))],
    instruments: undefined,
    first: Math.min(...filled.map((bars) => bars.time[0]!)),
    last: Math.max(...filled.map((bars) => bars.time.at(-1)!)),
    rows: Math.max(...filled.map((bars) => bars.time.length)),
  }
}

function factSources(facts: readonly Sourced<Fact>[], instruments: readonly Instrument[] | undefined): DataSources {
  if (facts.length === 0) throw badArgument('backtest', 'data', 0, 'at least one fact')
  const ids = new Set<InstrumentId>()
  for (const fact of facts) if ('id' in fact && fact.id !== undefined && fact.kind !== 'observation') ids.add(fact.id)
  const [first, last] = [facts[0]!.at, facts.at(-1)!.at]
  return { sources: [facts], ids: [...ids], instruments, first, last, rows: facts.length }
}

function checkOrder(id: InstrumentId, time: Float64Array): void {
  for (let row = 1; row < time.length; row++) {
    if (time[row]! > time[row - 1]!) continue
    throw new BourseError(
      'input/backwards',
      `backtest: record ${row} of ${id} is dated ${time[row]}, the one before it ${time[row - 1]}`,
      {
        details: { where: 'backtest', id, row, value: time[row]!, allowed: `> ${time[row - 1]}` },
        remedy: 'sort the bars by time, and drop what comes twice',
      },
    )
  }
}

export function isBars(data: unknown): data is Bars {
  return typeof data === 'object' && data !== null && 'close' in data && 'time' in data && !('kind' in data)
}

function isMarket(data: BacktestData): data is SyntheticMarket {
  return typeof data === 'object' && 'inputs' in data && typeof data.inputs === 'function'
}
