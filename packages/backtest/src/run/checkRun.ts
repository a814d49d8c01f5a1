// What JavaScript lets through: a run asked for in words nobody reads, or fed with what is no market.
import { BourseError, badArgument, type Bars, type Fact, type InstrumentId, type Sourced } from '@bourse/core'
import type { SweepOptions } from '../sweep/sweepOptions.js'
import type { BacktestOptions } from './backtestOptions.js'

// Types are gone when a program runs: the compiler holds this list to them.
const names = {
  ...{ data: true, cash: true, instruments: true, calendars: true, rules: true, margins: true, venue: true },
  ...{ answers: true, seed: true, benchmark: true, buckets: true, periodsPerYear: true, rows: true, trips: true },
  ...{ honesty: true, progress: true, executor: true, setup: true, signal: true, resume: true },
} satisfies { readonly [name in keyof Required<BacktestOptions & SweepOptions>]: true }

/** Throws on options that are none, with the one that is wrong. */
export function checkRun(options: unknown): void {
  if (typeof options !== 'object' || options === null)
    throw badArgument('backtest', 'options', options, "{ data, cash: '100000 USD' }")
  for (const name of Object.keys(options))
    if (!Object.hasOwn(names, name))
      throw badArgument('backtest', 'option', name, `one of ${Object.keys(names).slice(0, -4).join(', ')}`)
  const { data, cash, instruments, rules } = options as { readonly [name: string]: unknown }
  if (typeof data !== 'object' || data === null || 'then' in data)
    throw badArgument('backtest', 'data', told(data), 'bars of parseCsv, a list of them, facts, or a synthetic market')
  for (const sum of Array.isArray(cash) ? cash : [cash])
    if (typeof sum !== 'string')
      throw badArgument('backtest', 'cash', sum, "a sum and its currency, '100000 USD', or several")
  if (instruments !== undefined && typeof (instruments as { find?: unknown }).find !== 'function')
    throw notRegistry(told(instruments))
  if (Array.isArray(instruments)) throw notRegistry('a list')
  if (rules !== undefined && !Array.isArray(rules))
    throw badArgument('backtest', 'rules', told(rules), 'a list, [maxLeverage(2)]')
}

function notRegistry(value: string): BourseError {
  return badArgument('backtest', 'instruments', value, 'what createRegistry([...]) gives')
}

/** Throws where columns are not numbers, or not of one length. */
export function checkColumns(bars: Bars): void {
  const { id } = bars
  for (const name of ['time', 'open', 'high', 'low', 'close', 'volume', 'adjusted'] as const) {
    const column: unknown = bars[name]
    if (!(column instanceof Float64Array))
      throw new BourseError('input/out-of-range', `backtest: column ${name} of ${id} is ${told(column)}`, {
        details: { where: 'backtest', argument: `data.${name}`, value: told(column), allowed: 'a Float64Array' },
        remedy: 'read text with parseCsv and rows with barsOf; time is in epoch milliseconds',
      })
    if (column.length !== bars.time.length)
      throw badArgument('backtest', `rows of ${name} of ${id}`, column.length, `${bars.time.length}, as of time`)
  }
}

/** How many bars contradict themselves (a low above the close), and the first of them; undefined where none does. */
export function flawedBars({
  open,
  high,
  low,
  close,
}: Bars): { readonly count: number; readonly first: number } | undefined {
  let [count, first] = [0, -1]
  for (let row = 0; row < close.length; row++) {
    const [o, h, l, c] = [open[row]!, high[row]!, low[row]!, close[row]!]
    if (!(l > o || l > c || h < o || h < c)) continue
    count++
    if (first < 0) first = row
  }
  return count === 0 ? undefined : { count, first }
}

/** Throws where one series comes twice: each of its bars would be traded twice. */
export function checkSeries(all: readonly Bars[]): void {
  const seen = new Set<string>()
  for (const { id, span } of all) {
    if (seen.has(`${id} ${span}`)) throw badArgument('backtest', 'data', `${id} ${span} twice`, 'each series once')
    seen.add(`${id} ${span}`)
  }
}

/** Throws on the first record that is no fact with a time. */
export function checkFacts(facts: readonly Sourced<Fact>[]): void {
  const row = facts.findIndex((fact) => typeof fact?.kind !== 'string' || !Number.isFinite(fact.at))
  if (row < 0) return
  const fact: unknown = facts[row]
  const what = typeof fact === 'object' && fact !== null && 'kind' in fact ? `a ${String(fact.kind)}` : told(fact)
  throw new BourseError('input/out-of-range', `backtest: record ${row} of data is ${what} without a time`, {
    details: { where: 'backtest', argument: `data[${row}]`, value: what, allowed: '{ kind, at, source, ... }' },
    remedy:
      'give facts a kind and at in epoch milliseconds; columns of prices come from parseCsv, barColumns or barsOf',
  })
}

/** Throws where the benchmark has no price in the data. */
export function checkBenchmark(benchmark: InstrumentId | undefined, ids: readonly InstrumentId[]): void {
  if (benchmark !== undefined && !ids.includes(benchmark))
    throw badArgument('backtest', 'benchmark', benchmark, `one of the data: ${ids.slice(0, 10).join(', ')}`)
}

function told(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number') return String(value)
  if (typeof value !== 'object') return typeof value
  return Array.isArray(value) ? 'a list' : (value.constructor?.name ?? 'an object')
}
