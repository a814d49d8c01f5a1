// One strategy at work inside an engine: its state, its context, and the door its handlers are called through.
import {
  BourseError,
  failed,
  type FeedWant,
  type InputOf,
  type InstrumentId,
  nextDue,
  type OrderId,
  type RequestId,
} from '@bourse/core'
import type { Rng } from '@bourse/math'
import type { BookView } from '@bourse/portfolio'
import { asyncHandler } from '../strategy/checkDefinition.js'
import { type BoundStrategy, definitionOf } from '../strategy/defineStrategy.js'
import type { StrategyContext, Watchable } from '../strategy/strategyContext.js'
import type { AccountRoute } from './engineTypes.js'
import { askTag, type Floor, type Host, type HostHandlers, scheduleTag } from './floor.js'
import { unknownInstrument } from './draftOrder.js'
import { hostContext } from './hostContext.js'
import { checkRestorable, loadState, type SavedState, saveState } from './strategyState.js'
import type { TargetState } from './target.js'

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
  for (const { calendar } of schedule)
    if (calendar !== undefined && calendar !== 'always' && floor.calendars.find(calendar) === undefined)
      throw new BourseError('data/missing', `${name}: the calendar ${calendar} of its schedule is not loaded`, {
        details: { where: name, argument: 'schedule.calendar', value: calendar },
        remedy: 'pass it: calendars: createCalendars(allCalendars), or those you need, of @bourse/assets',
      })
  const host: Host = {
    name,
    on,
    definition,
    book,
    routes,
    context: undefined as unknown as StrategyContext,
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
      for (const line of schedule.keys()) wakeLine(line)
      floor.current = undefined
      host.warming = host.warmUp > 0
      if (on.start !== undefined) host.run(on.start as (ctx: StrategyContext, input: undefined) => void, undefined)
    },
    run(handler, input) {
      if (handler === undefined || host.off !== '') return
      floor.current = host
      context.now = floor.now
      try {
        const returned: unknown = handler(context, input)
        if (returned !== undefined && isPromise(returned)) {
          // What it still does finds its context closed: that is told here, and nowhere else.
          returned.then(undefined, () => {})
          throw asyncHandler(name)
        }
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
    unsettle(instrument) {
      for (const [key, target] of host.targets)
        if (instrument === undefined || isTargetOf(key, instrument)) target.settled = false
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
      context.state = host.state
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

  /** Keys are an id, or an id and an account; any contract may be a series' own. */
  const isTargetOf = (key: string, instrument: InstrumentId): boolean => {
    if (key === instrument || key.startsWith(`${instrument} `)) return true
    if (floor.series.isEmpty()) return false
    const track = floor.series.find(key.split(' ', 1)[0] as InstrumentId)
    return track !== undefined && floor.series.holds(track.series, instrument)
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
      if (series === undefined && floor.instruments.find(id) === undefined) throw unknownInstrument(name, id)
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
  ;(host as { context: StrategyContext }).context = context
  return host
}

/** What a strategy's handlers need of a feed; quotes for marks where nothing else gives them. */
export function wantsOf(on: HostHandlers): readonly FeedWant[] {
  const wants = (['bar', 'quote', 'trade', 'mark', 'funding'] as const).filter((kind) => on[kind] !== undefined)
  const priced = wants.some((kind) => kind !== 'funding')
  return priced ? wants : ['quote', ...wants]
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}

function countBar(host: Host, id: InstrumentId): void {
  const seen = (host.barsSeen.get(id) ?? 0) + 1
  if (seen <= host.warmUp + 1) host.barsSeen.set(id, seen)
  host.warming = seen <= host.warmUp
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
