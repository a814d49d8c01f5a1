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
import { checkColumns, checkFacts, checkSeries } from './checkRun.js'
import { type DayEnds, dayEnds } from './dayEnds.js'

/** `sources` can be read more than once. `first`: the time of the first fact; `rows`: about how many moments will come. */
export type DataSources = {
  readonly sources: readonly FactSource[]
  readonly ids: readonly InstrumentId[]
  readonly instruments: readonly Instrument[] | undefined
  readonly first: number
  readonly last: number
  readonly rows: number
  /** Asked by runs that tell of days. */
  readonly days: () => DayEnds
}

/** Facts that can be read only once are read into a list. */
export function dataSources(data: BacktestData): DataSources {
  if (isMarket(data)) return marketSources(data)
  if (isBars(data)) return barSources([data])
  if (Array.isArray(data) && data.length > 0 && isBars(data[0])) return barSources(data as readonly Bars[])
  return factSources([...(data as Iterable<Sourced<MarketFact>>)], undefined)
}

/** A synthetic market is made anew each time it is read: quotes of chains are too many to keep. */
function marketSources(market: SyntheticMarket): DataSources {
  const { instruments } = market
  const all = instruments.flatMap(({ id, kind }) => (kind === 'option' ? [] : [market.bars(id)]))
  const { sources, first, last, rows } = barSources(all)
  return {
    sources: [{ [Symbol.iterator]: () => market.inputs()[Symbol.iterator]() as Iterator<Sourced<Fact>> }],
    ids: instruments.map(({ id }) => id),
    instruments,
    first,
    last: Math.max(last, market.facts().at(-1)?.at ?? last),
    rows: rows * sources.length,
    // Its quotes can be read only once, and come before the bars of their moment.
    days: () => dayEnds([...sources, market.facts()], false),
  }
}

function barSources(all: readonly Bars[]): DataSources {
  for (const bars of all) checkColumns(bars)
  const filled = all.filter((bars) => bars.time.length > 0)
  checkSeries(filled)
  for (const { id, time } of filled) checkOrder(id, time)
  if (filled.length === 0) throw badArgument('backtest', 'data', 0, 'at least one bar')
  return {
    sources: filled,
    ids: [...new Set(filled.map((bars) => bars.id))],
    instruments: undefined,
    first: Math.min(...filled.map((bars) => bars.time[0]!)),
    last: Math.max(...filled.map((bars) => bars.time.at(-1)!)),
    rows: Math.max(...filled.map((bars) => bars.time.length)),
    days: () => dayEnds(filled),
  }
}

function factSources(facts: readonly Sourced<Fact>[], instruments: readonly Instrument[] | undefined): DataSources {
  if (facts.length === 0) throw badArgument('backtest', 'data', 0, 'at least one fact')
  checkFacts(facts)
  const ids = new Set<InstrumentId>()
  for (const fact of facts) if ('id' in fact && fact.id !== undefined && fact.kind !== 'observation') ids.add(fact.id)
  const [first, last] = [facts[0]!.at, facts.at(-1)!.at]
  return { sources: [facts], ids: [...ids], instruments, first, last, rows: facts.length, days: () => dayEnds([facts]) }
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
