// One strategy at work inside an engine: its state, its context, and the door its handlers are called through.
import type { Calendars, Instruments } from '@bourse/assets'
import {
  BourseError,
  type Command,
  type Control,
  durationMs,
  type FeedWant,
  failed,
  type InputOf,
  type InstrumentId,
  type Json,
  type MarketView,
  nextDue,
  type OrderId,
  type RequestId,
  type Stamp,
} from '@bourse/core'
import type { Rng } from '@bourse/math'
import type { BookView } from '@bourse/portfolio'
import type { OptionChain } from '@bourse/pricing'
import type { BoundStrategy, ClosedStrategy } from '../strategy/defineStrategy.js'
import { definitionOf } from '../strategy/defineStrategy.js'
import type { StrategyContext, Watchable } from '../strategy/strategyContext.js'
import type { StrategyHandlers } from '../strategy/strategyHandlers.js'
import type { BarRing } from './barRing.js'
import type { AccountRoute, AuditNote } from './engineTypes.js'
import { hostContext } from './hostContext.js'
import type { OrderDesk } from './orderDesk.js'
import type { SeriesDesk } from './seriesDesk.js'
import { checkRestorable, loadState, type SavedState, saveState } from './strategyState.js'
import type { TargetState } from './target.js'

/** What the parts of one engine share. */
export type Floor = {
  readonly runId: string
  readonly instruments: Instruments
  readonly calendars: Calendars
  readonly book: BookView
  readonly market: MarketView
  readonly desk: OrderDesk
  readonly series: SeriesDesk
  now: number
  cause: number
  /** The host whose handler runs; nobody's context works outside it. */
  current: Host | undefined
  readonly send: (command: Command) => void
  readonly note: (note: AuditNote) => void
  readonly chain: (underlying: InstrumentId) => OptionChain
  readonly bars: (id: InstrumentId) => BarRing | undefined
  /** Units of the book's currency per one of another; NaN where unknown. */
  readonly rateOf: (currency: string) => number
  /** Told to the strategy when its handler is done. */
  readonly refuse: (host: Host, fact: InputOf<'refused'>) => void
  readonly watchesChanged: () => void
  readonly halt: (host: Host, error: unknown) => void
}

/** Handlers as the engine calls them; a control reaches only what the engine itself runs. */
export type HostHandlers = StrategyHandlers<object, unknown> & {
  readonly control?: (ctx: StrategyContext, input: Control & Stamp) => void
}

export interface Host {
  readonly name: string
  readonly on: HostHandlers
  readonly definition: ClosedStrategy
  readonly book: BookView
  readonly routes: readonly AccountRoute[]
  readonly context: StrategyContext
  /** Empty while it runs. */
  off: string
  state: unknown
  readonly rng: Rng
  /** Undefined: everything. */
  watched: Set<InstrumentId> | undefined
  orders: number
  asks: Map<RequestId, string>
  targets: Map<string, TargetState>
  closing: Map<string, OrderId>
  /** Bars seen per id, while some are cold. */
  readonly warmUp: number
  barsSeen: Map<InstrumentId, number>
  warming: boolean
  begin(): void
  /** Runs one handler; what it throws halts the strategy. */
  run<T>(handler: ((ctx: StrategyContext, input: T) => void) | undefined, input: T): void
  bar(input: InputOf<'bar'>): void
  timer(input: InputOf<'timer'>): void
  answer(input: InputOf<'answer'>): void
  /** Sees to it that whatever may have moved a holding lets targets look again. */
  unsettle(): void
  checkState(): void
  save(): Json
  load(state: Json): void
}

/** Tags of timers the engine sets for itself; a strategy's own may not begin so. */
export const scheduleTag = 'schedule/'
export const askTag = 'ask/'

export function createHost(
  strategy: BoundStrategy,
  name: string,
  rng: Rng,
  book: BookView,
  routes: readonly AccountRoute[],
  floor: Floor,
): Host {
  const definition = definitionOf(strategy)
  const params = strategy.params as object
  const fresh = (): unknown => definition.init?.(params)
  const on = definition.on as HostHandlers
  const onBar = on.bar ?? on.market
  const schedule = definition.schedule ?? []
  const host: Host = {
    name,
    on,
    definition,
    book,
    routes,
    get context() {
      return context
    },
    off: '',
    state: fresh(),
    rng,
    watched: undefined,
    orders: 0,
    asks: new Map(),
    targets: new Map(),
    closing: new Map(),
    warmUp: definition.warmUp?.(params) ?? 0,
    barsSeen: new Map(),
    warming: false,
    begin() {
      floor.current = host
      const first = definition.watch?.(params, floor.instruments)
      if (first !== undefined) watch(first)
      schedule.forEach((_, line) => wakeLine(line))
      floor.current = undefined
      host.warming = host.warmUp > 0
      if (on.start !== undefined) host.run(on.start as (ctx: StrategyContext, input: undefined) => void, undefined)
    },
    run(handler, input) {
      if (handler === undefined || host.off !== '') return
      floor.current = host
      try {
        handler(context, input)
      } catch (error) {
        floor.current = undefined
        floor.halt(host, error)
      }
      floor.current = undefined
    },
    bar(input) {
      if (host.warmUp > 0) countBar(host, input.id)
      if (onBar !== undefined) host.run(onBar, input)
    },
    timer(input) {
      if (input.tag.startsWith(scheduleTag)) {
        const line = Number(input.tag.slice(scheduleTag.length))
        const rule = schedule[line]
        if (rule === undefined) return
        wakeLine(line)
        host.run(on.schedule, rule)
      } else if (input.tag.startsWith(askTag)) expire(input)
      else host.run(on.timer, input)
    },
    answer(input) {
      const module = host.asks.get(input.requestId)
      if (module === undefined) return
      host.asks.delete(input.requestId)
      floor.send({ do: 'cancelWake', tag: askTag + input.requestId, cause: floor.cause, strategy: name })
      host.run(on.answer, input)
    },
    unsettle() {
      for (const target of host.targets.values()) target.settled = false
    },
    checkState() {
      saveState(name, host.state)
    },
    save() {
      const state = saveState(name, host.state)
      checkRestorable(name, state, fresh())
      return {
        off: host.off,
        state,
        rng: rng.save(),
        watched: host.watched === undefined ? null : [...host.watched],
        orders: host.orders,
        asks: [...host.asks],
        targets: [...host.targets].map(([key, target]) => [key, { ...target }]),
        closing: [...host.closing],
        barsSeen: [...host.barsSeen],
        warming: host.warming,
      }
    },
    load(json) {
      const saved = json as unknown as SavedHost
      host.off = saved.off
      host.state = loadState(name, fresh(), saved.state)
      ;(context as { state: unknown }).state = host.state
      rng.load(saved.rng)
      host.watched = saved.watched === null ? undefined : new Set(saved.watched)
      host.orders = saved.orders
      host.asks = new Map(saved.asks)
      host.targets = new Map(saved.targets.map(([key, target]) => [key, { ...target }]))
      host.closing = new Map(saved.closing)
      host.barsSeen = new Map(saved.barsSeen)
      host.warming = saved.warming
    },
  }

  const wakeLine = (line: number): void => {
    const at = nextDue(schedule[line]!, floor.now, (id) => floor.calendars.find(id))
    floor.send({ do: 'wake', at, tag: scheduleTag + line, cause: floor.cause, strategy: name })
  }
  const watch = (what: readonly Watchable[], want: readonly FeedWant[] = wantsOf(on)): void => {
    host.watched ??= new Set()
    const ids: InstrumentId[] = []
    for (const one of what) {
      const series = typeof one === 'object' ? floor.series.add(one).series : floor.series.find(one)?.series
      const id = typeof one === 'object' ? one.id : one
      host.watched.add(id)
      ids.push(...(series === undefined ? [id] : floor.series.contractsOf(series, floor.now)))
    }
    floor.watchesChanged()
    floor.send({ do: 'watch', ids, want, cause: floor.cause, strategy: name })
  }
  const expire = (input: InputOf<'timer'>): void => {
    const requestId = input.tag.slice(askTag.length)
    const module = host.asks.get(requestId)
    if (module === undefined) return
    host.asks.delete(requestId)
    const result = failed('ask/timeout', `${module} has not answered ${requestId} in time`, { module, requestId })
    const { seq, time, at, source } = input
    host.run(on.answer, { kind: 'answer', requestId, module, result, seq, time, at, source })
  }
  const context = hostContext(host, params, floor, watch)
  return host
}

/** What a strategy's handlers need of a feed; quotes for marks where nothing else gives them. */
export function wantsOf(on: HostHandlers): readonly FeedWant[] {
  const wants = (['bar', 'quote', 'trade', 'mark', 'funding'] as const).filter((kind) => on[kind] !== undefined)
  const priced = wants.some((kind) => kind !== 'funding')
  return priced ? wants : ['quote', ...wants]
}

function countBar(host: Host, id: InstrumentId): void {
  const seen = (host.barsSeen.get(id) ?? 0) + 1
  if (seen <= host.warmUp + 1) host.barsSeen.set(id, seen)
  host.warming = seen <= host.warmUp
}

/** The error for a context used when no handler of its strategy runs. */
export function outsideStep(name: string, method: string): BourseError {
  return new BourseError('engine/outside-step', `${name}: ctx.${method} was called outside of a handler`, {
    details: { where: name, argument: method },
    remedy: 'call it while the handler runs; for slow work use ctx.ask and the answer handler',
  })
}

type SavedHost = {
  readonly off: string
  readonly state: SavedState
  readonly rng: readonly number[]
  readonly watched: readonly InstrumentId[] | null
  readonly orders: number
  readonly asks: readonly (readonly [RequestId, string])[]
  readonly targets: readonly (readonly [string, TargetState])[]
  readonly closing: readonly (readonly [string, OrderId])[]
  readonly barsSeen: readonly (readonly [InstrumentId, number])[]
  readonly warming: boolean
}

/** Milliseconds of a deadline, > 0. */
export function deadlineOf(deadline: Parameters<typeof durationMs>[0], now: number): number {
  return now + durationMs(deadline)
}
