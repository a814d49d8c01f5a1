// @bourse/engine/rx: streams out of a running engine or a connected system, a driver over streams, strategies as streams.
import { type Calendars, createCalendars } from '@bourse/assets'
import {
  type Clock,
  type Command,
  type Currency,
  type Draft,
  type Duration,
  durationMs,
  type Fact,
  type Input,
  inputFromJson,
  inputToJson,
  type Json,
  type ManualClock,
  manualClock,
  type Sourced,
  type Stepper,
} from '@bourse/core'
import { clockScheduler, type Live } from '@bourse/core/rx'
import type { BookView } from '@bourse/portfolio'
import { type RiskContext, riskContext } from '@bourse/risk'
import { Observable, type SchedulerLike, Subject, type Subscription } from 'rxjs'
import { createLoop, type LoopPorts, stampFact } from './drivers/loop.js'
import { systemBook } from './drivers/systemBook.js'
import type { TradingSystem } from './drivers/tradingSystem.js'
import type { AuditEntry, Engine } from './engine/engineTypes.js'
import { type BoundStrategy, defineStrategy } from './strategy/defineStrategy.js'
import type { StrategyContext } from './strategy/strategyContext.js'

/**
 * Every command of every step, as it leaves the engine.
 *
 * @example
 * import type { Engine } from '@bourse/engine'
 * import { commands$ } from '@bourse/engine/rx'
 * const wake = { do: 'wake', at: 5, tag: 't', strategy: 's', cause: 0 } as const
 * const engine = { watch: (listener) => { listener({} as never, [wake]); return () => {} } } as Pick<Engine, 'watch'> as Engine
 * const seen: string[] = []
 * commands$(engine).subscribe((command) => seen.push(command.do))
 * seen // => ['wake']
 */
export function commands$(engine: Engine): Observable<Command> {
  return new Observable((subscriber) =>
    engine.watch((_, commands) => {
      for (const command of commands) subscriber.next(command)
    }),
  )
}

/**
 * The audit trail: verdicts, halts, logs, rolls, scans.
 *
 * @example
 * import type { Engine } from '@bourse/engine'
 * import { audit$ } from '@bourse/engine/rx'
 * const entry = { audit: 'log', strategy: 's', what: 1, cause: 0, time: 5 } as const
 * const engine = { audit: (listener) => { listener(entry); return () => {} } } as Pick<Engine, 'audit'> as Engine
 * const seen: string[] = []
 * audit$(engine).subscribe(({ audit }) => seen.push(audit))
 * seen // => ['log']
 */
export function audit$(engine: Engine): Observable<AuditEntry> {
  return new Observable((subscriber) => engine.audit((entry) => subscriber.next(entry)))
}

/**
 * The engine's book, on subscribing and after each step that may have changed what it answers; always the same live view.
 * Put `auditTime` behind it for pages.
 *
 * @example
 * import type { Engine } from '@bourse/engine'
 * import { bookView$ } from '@bourse/engine/rx'
 * const engine = { book: { version: 1 }, watch: () => () => {} } as unknown as Engine
 * bookView$(engine).value.version // => 1
 */
export function bookView$(engine: Engine): Live<BookView> {
  const stream = new Observable<BookView>((subscriber) => {
    let { version } = engine.book
    subscriber.next(engine.book)
    return engine.watch(() => {
      if (engine.book.version === version) return
      version = engine.book.version
      subscriber.next(engine.book)
    })
  })
  return liveOf(stream, () => engine.book)
}

/** How a system is watched: `every`: no more often, but fills and order facts come at once (default each change). */
export type SystemWatch = {
  readonly base: Currency
  readonly clock: Clock
  readonly calendars?: Calendars
  readonly every?: Duration
}

/**
 * Positions, working orders and marks with their age over all accounts of a system, as rules and reports take them.
 * Margin and correlations are unknown. The book is kept from the call on; the stream emits on subscribing, at once after
 * an order or account fact, and for market facts at most once per `every`.
 *
 * @example
 * import { createCalendars, createRegistry } from '@bourse/assets'
 * import { manualClock } from '@bourse/core'
 * import type { TradingSystem } from '@bourse/engine'
 * import { riskContext$ } from '@bourse/engine/rx'
 * const system = { brokers: [], vendors: [], instruments: createRegistry([]) } as unknown as TradingSystem
 * const context$ = riskContext$(system, { base: 'USD', clock: manualClock(5), calendars: createCalendars([]) })
 * context$.value.book.base // => 'USD'
 */
export function riskContext$(system: TradingSystem, options: SystemWatch): Live<RiskContext> {
  const { base, clock, calendars = createCalendars([]) } = options
  const every = options.every === undefined ? 0 : durationMs(options.every)
  const { book, market, rates, working, watch } = systemBook(system, base, clock)
  const { instruments } = system
  const now = (): RiskContext =>
    riskContext({ now: clock.now(), book, market, instruments, rates, calendars, working: working() })
  const stream = new Observable<RiskContext>((subscriber) => {
    let told = clock.now()
    let cancel: (() => void) | undefined
    const tell = (): void => {
      cancel?.()
      cancel = undefined
      told = clock.now()
      subscriber.next(now())
    }
    tell()
    const stop = watch((input) => {
      if ('account' in input || clock.now() - told >= every) tell()
      else cancel ??= clock.wake(told + every, tell)
    })
    return () => {
      stop()
      cancel?.()
    }
  })
  return liveOf(stream, now)
}

function liveOf<T>(stream: Observable<T>, value: () => T): Live<T> {
  return Object.defineProperty(stream, 'value', { get: value }) as Live<T>
}

/** A command with the input that led to it. */
export type DrivenStep = { readonly input: Input; readonly commands: readonly Command[] }

/**
 * Runs an engine over a stream of facts in order of time, by the order of ties of `runInputs`: facts of one moment are
 * stepped when the next moment begins, or the stream ends. Emits every step; the commands are copies. A driver for
 * recorded streams: on a clock that runs, use `runLive`. Facts out of order are an error of the stream.
 *
 * @example
 * import { createCalendars, createRegistry } from '@bourse/assets'
 * import { createEngine, defineStrategy } from '@bourse/engine'
 * import { driveEngine$ } from '@bourse/engine/rx'
 * import { of } from 'rxjs'
 * const quiet = defineStrategy({ name: 'quiet', defaults: {}, on: {} })
 * const engine = createEngine({ runId: 'r1', seed: 1, base: 'USD', strategies: [quiet()], rules: [],
 *   instruments: createRegistry([]), calendars: createCalendars([]) })
 * let steps = 0
 * driveEngine$(engine, of({ kind: 'mark', id: 'A@X', price: 1, at: 5, source: 's' }), { venues: [] }).subscribe(() => steps++)
 * steps // => 1
 */
export function driveEngine$(
  engine: Engine,
  facts: Observable<Sourced<Fact>>,
  ports: Omit<LoopPorts, 'observe'>,
): Observable<DrivenStep> {
  return new Observable((subscriber) => {
    const observe = (input: Input, commands: readonly Command[]): void =>
      subscriber.next({ input, commands: commands.length === 0 ? none : [...commands] })
    const loop = createLoop(engine, { ...ports, observe })
    const guarded = (run: () => void): void => {
      try {
        run()
      } catch (error) {
        subscriber.error(error)
      }
    }
    return facts.subscribe({
      next: (fact) => guarded(() => loop.offer(stampFact(fact, 0, knownAt(fact)))),
      error: (error: unknown) => subscriber.error(error),
      complete: () =>
        guarded(() => {
          loop.end()
          subscriber.complete()
        }),
    })
  })
}

/** Nothing is read before it could be known. */
function knownAt(fact: Sourced<Fact>): number {
  return fact.kind === 'observation' ? Math.max(fact.at, fact.knownAt) : fact.at
}

const none: readonly Command[] = []

/** What a stream strategy is handed. The scheduler is the run's time: give it to every operator that waits. */
export type StrategyStream = { readonly inputs: Observable<Input>; readonly scheduler: SchedulerLike }

/**
 * A strategy written as a stream: inputs in, drafts out. Time is the run's: `debounceTime(1000, scheduler)` waits for the
 * run's clock in a backtest and live alike. Operators have no state to save, so the strategy keeps every input it was given
 * and a restored run feeds them again, their drafts dropped: right for strategies on slow data, too much memory for a year
 * of quotes, for which `defineStrategy` is there. An error of the stream halts the strategy.
 *
 * @example
 * import { strategyFrom$ } from '@bourse/engine/rx'
 * import { filter, map } from 'rxjs'
 * const buys = strategyFrom$('buys', ({ inputs }) => inputs.pipe(
 *   filter((input) => input.kind === 'bar'),
 *   map((bar) => ({ type: 'market', instrument: bar.id, side: 'buy', quantity: 1 }) as const)))
 * buys.name // => 'buys'
 */
export function strategyFrom$(name: string, write: (stream: StrategyStream) => Observable<Draft>): BoundStrategy {
  type State = { readonly stream: StreamStepper }
  const feed = (ctx: StrategyContext<object, State>, input: Input): void => {
    const { drafts, wakeAt } = ctx.state.stream.next(input)
    for (const draft of drafts) ctx.submit(draft)
    if (wakeAt !== undefined) ctx.wake(wakeAt, 'stream')
  }
  return defineStrategy({
    name,
    defaults: {},
    init: (): State => ({ stream: streamStepper(write) }),
    on: { market: feed, fill: feed, order: feed, timer: feed, answer: feed, link: feed },
  })()
}

type StreamStepper = Stepper<Input, { readonly drafts: readonly Draft[]; readonly wakeAt: number | undefined }>

function streamStepper(write: (stream: StrategyStream) => Observable<Draft>): StreamStepper {
  type Running = { readonly inputs: Subject<Input>; readonly clock: ManualClock; readonly subscription: Subscription }
  let running: Running | undefined
  let seen: Json[] = []
  let drafts: Draft[] = []
  let failure: { readonly error: unknown } | undefined
  let woken: number | undefined
  const start = (time: number): Running => {
    const inputs = new Subject<Input>()
    const clock = manualClock(time)
    const subscription = write({ inputs, scheduler: clockScheduler(clock) }).subscribe({
      next: (draft) => drafts.push(draft),
      error: (error: unknown) => {
        failure = { error }
      },
    })
    return { inputs, clock, subscription }
  }
  const feed = (input: Input): number | undefined => {
    running ??= start(input.time)
    // What was due before, then the input itself.
    running.clock.advance(input.time)
    running.inputs.next(input)
    running.clock.advance(input.time)
    if (failure !== undefined) throw failure.error
    return running.clock.nextWake()
  }
  return {
    next(input) {
      seen.push(inputToJson(input))
      const due = feed(input)
      const wakeAt = due === woken ? undefined : due
      woken = due
      const written = drafts
      drafts = []
      return { drafts: written, wakeAt }
    },
    save: () => seen,
    load(state) {
      running?.subscription.unsubscribe()
      running = undefined
      failure = undefined
      seen = [...(state as readonly Json[])]
      for (const json of seen) woken = feed(inputFromJson(json))
      drafts = []
    },
  }
}
