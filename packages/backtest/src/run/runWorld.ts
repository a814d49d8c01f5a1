// One run: a fresh engine, a fresh venue, the loop between them, and what was seen on the way.
import { createCalendars, type Instruments } from '@bourse/assets'
import {
  badArgument,
  type Command,
  type Fact,
  type Input,
  type InputOf,
  type InstrumentId,
  type Money,
  type Sourced,
} from '@bourse/core'
import { createEngine, type Engine, type EngineConfig, type LoopEnd, type LoopVenue, runInputs } from '@bourse/engine'
import { createRng, type Rng } from '@bourse/math'
import type { Rule } from '@bourse/risk'
import { createSimVenue, type SimVenue } from '@bourse/sim'
import type { BacktestOptions, BacktestStrategy } from './backtestOptions.js'
import { checkBenchmark, flawedBars } from './checkRun.js'
import { closingCost } from './closingCost.js'
import { Curve } from './curve.js'
import { type HoldingsCurve, holdingsMeter } from './holdingsCurve.js'
import { type DataSources, dataSources, isBars } from './dataSources.js'
import { instrumentsFor, openingCapital, openingCash, slotsOf } from './runTerms.js'
import { type ProfitCurve, profitLines, profitMeter } from './profitCurve.js'
import type { ReportProfit } from '../report/report.js'
import { countRules, type RuleCount } from './ruleCounts.js'
import { type SlippageMeter, slippageMeter } from './slippageMeter.js'
import type { Trouble } from './trouble.js'

type CashMove = InputOf<'cashMove'>

/** What a run has seen. Curves are in the base currency, one row per moment. */
export type RunRecord = {
  readonly base: string
  readonly instruments: Instruments
  readonly time: Float64Array
  readonly equity: Float64Array
  readonly capital: ReadonlyMap<string, number>
  readonly benchmark: Float64Array | undefined
  readonly fills: readonly InputOf<'fill'>[]
  /** What each fill paid in slippage. */
  readonly slips: readonly number[]
  readonly events: readonly PositionInput[]
  readonly endings: readonly Ending[]
  readonly moves: readonly CashMove[]
  readonly slippage: ReadonlyMap<string, number>
  readonly troubles: readonly Trouble[]
  readonly dependentFills: number | undefined
  readonly assumed: readonly string[]
  readonly end: LoopEnd
  readonly holdings: HoldingsCurve | undefined
  readonly ruled: readonly RuleCount[]
  readonly profits: readonly ReportProfit[]
  readonly earned: ProfitCurve | undefined
}

/** What closed a position without an order. */
export type PositionInput = InputOf<'exercise' | 'assignment' | 'expiry' | 'liquidation'>
/** The market's word that ends every position in an instrument: an answered question, a final settlement, a delisting. */
export type Ending = {
  readonly seq: number
  readonly time: number
  readonly instrument: InstrumentId
  readonly price: number
}
/** Called for every input after its step. */
export type RunWatcher = (input: Input, commands: readonly Command[]) => void

/** Told how much of the data has been run, 0 to 1. */
export type RunProgress = (share: number) => void
/** `lean`: for runs of which only the curve and the fills are wanted; who held and earned what each day is left out. */
export type RunOptions = Omit<BacktestOptions, 'progress'> & { readonly lean?: boolean }

export function runWorld(
  strategy: BacktestStrategy,
  options: RunOptions,
  watch?: RunWatcher,
  progress?: RunProgress,
): RunRecord {
  const data = dataSources(options.data)
  checkBenchmark(options.benchmark, data.ids)
  const cash = openingCash(options)
  const base = cash[0]!.currency
  const assumed: string[] = []
  const instruments = instrumentsFor(options, data, base, assumed)
  const meter = slippageMeter(instruments)
  const rng = createRng(options.seed ?? 1)
  const venue = venueFor(options, instruments, cash, rng, meter)
  const rules = options.rules ?? []
  const terms = {
    runId: 'backtest',
    seed: options.seed ?? 1,
    base,
    rules,
    instruments,
    calendars: options.calendars ?? createCalendars([]),
    routes: [{ account: venue.account }],
    groups: { [venue.account]: venue.groups },
    ...(options.margins === undefined ? {} : { margins: options.margins }),
  }
  const { engine, capital: parts } = engineOf(strategy, terms, cash[0]!.value.toNumber())
  const putBack = remembered(rules)
  try {
    return observeRun(
      engine,
      venue,
      { data, cash, base, instruments, assumed, meter, options, capital: parts },
      watch,
      progress,
    )
  } finally {
    putBack()
  }
}

/** A fresh engine, and what each of its strategies begins with. */
function engineOf(
  strategy: BacktestStrategy,
  terms: Omit<EngineConfig, 'strategies'>,
  cash: number,
): { readonly engine: Engine; readonly capital: ReadonlyMap<string, number> } {
  // A strategy that was not called is a function too: the engine refuses it, with the remedy.
  if (typeof strategy !== 'function' || 'defaults' in strategy) {
    const strategies = slotsOf(strategy)
    const engine = createEngine({ ...terms, strategies })
    const capital = openingCapital(strategies, cash)
    return { engine, capital: new Map(strategies.map(({ strategy: { name } }, i) => [name, capital[i]!])) }
  }
  const engine = strategy(terms)
  if (engine.position.seq >= 0)
    throw badArgument(
      'backtest',
      'strategy',
      `an engine after ${engine.position.seq + 1} inputs`,
      'a fresh engine for each run',
    )
  // What its maker gave to whom nobody has said.
  const { strategies } = engine
  return { engine, capital: new Map(strategies.map((name) => [name, cash / strategies.length])) }
}

/** The venue of a run: its own, or the simulated one. */
export function venueFor(
  options: RunOptions,
  instruments: Instruments,
  cash: readonly Money[],
  rng: Rng,
  meter: SlippageMeter,
): LoopVenue {
  const { venue } = options
  if (typeof venue === 'function') return venue(instruments, rng.fork('venue'))
  const { calendars } = options
  return createSimVenue(instruments, rng.fork('venue'), {
    cash,
    ...(calendars === undefined ? {} : { calendars }),
    ...venue,
    ...(venue?.slippage === undefined ? {} : { slippage: meter.watched(venue.slippage) }),
  })
}

/** Rules remember; the next run begins with what they knew before this one. */
function remembered(rules: readonly Rule[]): () => void {
  const before = rules.map((rule) => rule.save())
  return () => {
    for (const [i, rule] of rules.entries()) rule.load(before[i]!)
  }
}

type Scene = {
  readonly data: DataSources
  readonly cash: readonly Money[]
  readonly base: string
  readonly instruments: Instruments
  readonly assumed: readonly string[]
  readonly meter: SlippageMeter
  readonly options: RunOptions
  readonly capital: ReadonlyMap<string, number>
}

function observeRun(
  engine: Engine,
  venue: LoopVenue,
  scene: Scene,
  watch: RunWatcher | undefined,
  progress: RunProgress | undefined,
): RunRecord {
  const { data, cash, base, instruments, assumed, meter, options } = scene
  const { book, market } = engine
  const daily = options.rows === 'day'
  const equity = new Curve(data.rows + 1, daily)
  const benchmarkId = options.benchmark
  const closing = closingCost(engine, instruments, venue)
  const early = options.rows === 'before'
  let seenAt = Number.NaN
  const benchmark = benchmarkId === undefined ? undefined : new Curve(data.rows + 1, daily)
  const fills: InputOf<'fill'>[] = []
  const slips: number[] = []
  const events: PositionInput[] = []
  const endings: Ending[] = []
  const moves: CashMove[] = []
  const troubles: Trouble[] = []
  const ruled = countRules(engine)
  const full = options.lean !== true
  const margins = { account: venue.account, models: options.margins ?? [] }
  const holdings = full ? holdingsMeter(engine, instruments, margins) : undefined
  const told = (): readonly ReportProfit[] => profitLines(book, instruments, options.buckets)
  const earned = full ? profitMeter(told, data.days(), data.first) : undefined
  // The same target is skipped at every bar: it is told once, and not where it only waits for what is not known yet.
  for (const source of data.sources) {
    const flawed = isBars(source) ? flawedBars(source) : undefined
    if (!isBars(source) || flawed === undefined) continue
    const message = `${flawed.count} bars of ${source.id} contradict themselves, the first is record ${flawed.first}: see inspectBars`
    troubles.push({ code: 'data/flawed', message, input: 0, time: source.time[flawed.first]! })
  }
  const skipped = new Set<string>()
  engine.audit((entry) => {
    const { cause: input, time } = entry
    if (entry.audit === 'halted') {
      const { strategy, error } = entry
      troubles.push({ code: 'strategy/halted', message: `${strategy} was halted: ${error}`, input, time })
    } else if (entry.audit === 'skipped' && !entry.why.endsWith(' yet')) {
      const message = `${entry.strategy} did not trade ${entry.instrument}: ${entry.why}`
      if (skipped.has(message)) return
      skipped.add(message)
      troubles.push({ code: 'strategy/skipped', message, input, time })
    }
  })
  const keep = (input: Input): void => {
    switch (input.kind) {
      case 'fill':
        fills.push(input)
        slips.push(meter.fill(input))
        break
      case 'exercise':
      case 'assignment':
      case 'expiry':
      case 'liquidation':
        events.push(input)
        break
      case 'cashMove':
        moves.push(input)
        break
      case 'resolution':
        if (!input.disputed) endings.push(endingOf(input, input.pays))
        break
      case 'settlement':
        if (input.final) endings.push(endingOf(input, input.price))
        break
      case 'delisted':
        if (input.price !== undefined) endings.push(endingOf(input, input.price))
        break
      case 'marginCall': {
        const { account, required, equity: has, dueBy, seq, time } = input
        const by = new Date(dueBy).toISOString()
        troubles.push({
          code: 'margin/called',
          message: `${account} was called: ${required.value} ${required.currency} by ${by}, it had ${has.value}`,
          input: seq,
          time,
        })
        break
      }
      case 'rejected':
        troubles.push({ code: input.reason.code, message: input.reason.message, input: input.seq, time: input.time })
        break
      default:
    }
  }
  const deposits = cash.map(
    (amount, i): Sourced<Fact> => ({
      kind: 'cashMove',
      account: venue.account,
      moveId: `opening-${i}`,
      reason: 'deposit',
      amount,
      at: data.first,
      source: 'desk',
    }),
  )
  const percent = (data.last - data.first) / 100
  let nextTold = progress === undefined ? Number.POSITIVE_INFINITY : data.first + percent
  const end = runInputs(engine, {
    sources: [deposits, ...data.sources],
    venues: [venue],
    ...(options.answers === undefined ? {} : { answers: options.answers }),
    observe(input, commands) {
      if (input.kind !== 'bar') keep(input)
      const { value } = book.equity()
      holdings?.observe(input.time)
      // What a moment's market facts have set, the answers to them do not change where that is asked for.
      if (early && input.time === seenAt && !isPrice(input.kind)) return watch?.(input, commands)
      if (early && isPrice(input.kind)) seenAt = input.time
      equity.set(input.time, closing === undefined ? value : value + closing())
      earned?.observe(input)
      if (input.time >= nextTold) {
        const done = percent > 0 ? Math.floor((input.time - data.first) / percent) : 100
        progress!(Math.min(100, done) / 100)
        nextTold = data.first + (done + 1) * percent
      }
      if (benchmark !== undefined) benchmark.set(input.time, market.mark(benchmarkId!)?.value ?? Number.NaN)
      watch?.(input, commands)
    },
  })
  for (const { instrument, quantity } of book.positions()) {
    const seen = market.mark(instrument)?.at ?? Number.NaN
    // Markets close at different hours, and some at weekends.
    if (seen < data.last - 4 * 86_400_000)
      troubles.push({
        code: 'data/ended-early',
        message: `${quantity} ${instrument} are held, and valued at a price of ${new Date(seen).toISOString()}`,
        input: end.inputs - 1,
        time: end.time,
      })
  }
  return {
    base,
    instruments,
    time: equity.time(),
    equity: equity.values(),
    capital: scene.capital,
    benchmark: benchmark?.values(),
    fills,
    slips,
    events,
    endings,
    moves,
    slippage: meter.paid(),
    troubles,
    dependentFills: 'counts' in venue ? (venue as SimVenue).counts.dependent : undefined,
    assumed,
    end,
    holdings: holdings?.curve(),
    ruled: [...ruled.values()],
    profits: told(),
    earned: earned?.curve(end.time),
  }
}

/** Facts that move prices alone. */
function isPrice(kind: Input['kind']): boolean {
  return kind === 'bar' || kind === 'quote' || kind === 'trade' || kind === 'mark' || kind === 'book'
}

function endingOf({ seq, time, id }: { seq: number; time: number; id: InstrumentId }, price: number): Ending {
  return { seq, time, instrument: id, price }
}
