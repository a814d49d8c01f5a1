import type { Instruments } from '@bourse/assets'
import { BourseError, badArgument, type InstrumentId, isJson, type Json, type ScheduleRule } from '@bourse/core'
import { checkDefinition } from './checkDefinition.js'
import type { Watchable } from './strategyContext.js'
import type { StrategyHandlers } from './strategyHandlers.js'

/** The shape of defaults without their literals: 10 -> number, 'ESZ26@CME' -> InstrumentId. */
export type Widen<T> = T extends InstrumentId
  ? InstrumentId
  : T extends number
    ? number
    : T extends string
      ? string
      : T extends boolean
        ? boolean
        : T extends readonly (infer U)[]
          ? readonly Widen<U>[]
          : T extends object
            ? { readonly [K in keyof T]: Widen<T[K]> }
            : T

/**
 * A strategy as data and functions. Write `init` before `on`: the state's type flows downwards. Without `defaults` it has no
 * parameters; without `watch` a run watches all its data. `warmUp`: so many bars of each id are handed over while orders are
 * refused.
 */
export interface StrategyDefinition<D extends object, S> {
  readonly name: string
  readonly defaults?: D
  readonly warmUp?: (params: Widen<D>) => number
  readonly watch?: (params: Widen<D>, instruments: Instruments) => readonly Watchable[]
  readonly schedule?: readonly ScheduleRule[]
  readonly init?: (params: Widen<D>) => S
  readonly on: StrategyHandlers<Widen<D>, S>
}

/** Any strategy, its types closed. */
export type ClosedStrategy = StrategyDefinition<object, unknown>

const bound: unique symbol = Symbol('bound')

/** What engines and backtests take: parameters chosen, types closed. */
export interface BoundStrategy {
  readonly [bound]: ClosedStrategy
  readonly name: string
  readonly params: Json
}

/** Call it with the parameters that differ from the defaults. */
export interface StrategyBinder<P extends object> {
  /** The strategy with these parameters, the rest at their defaults. */
  (params?: Partial<P>): BoundStrategy
  readonly strategy: string
  readonly defaults: P
}

/**
 * A strategy: parameters with defaults, state, handlers. The same one runs in a backtest, on paper, live and in a replay.
 * Parameters are checked when they are bound: an unknown name, another type or a number that is not finite throws
 * `input/out-of-range` or `input/not-finite`. Names are text without `/` and blanks, because order ids carry them.
 *
 * @example
 * import { defineStrategy } from '@bourse/engine'
 * import { ema } from '@bourse/indicators'
 * const cross = defineStrategy({
 *   name: 'cross',
 *   defaults: { fast: 10, slow: 30 },
 *   init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
 *   on: { bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 1 : 0) },
 * })
 * cross({ fast: 12 }).params // => { fast: 12, slow: 30 }
 */
export function defineStrategy<const D extends object = Record<never, never>, S = undefined>(
  definition: StrategyDefinition<D, S>,
): StrategyBinder<Widen<D>> {
  checkDefinition(definition)
  const { name, defaults = {} } = definition
  const bind = (params: Partial<Widen<D>> = {}): BoundStrategy => ({
    [bound]: definition as unknown as ClosedStrategy,
    name,
    params: boundParams(name, defaults as { readonly [name: string]: unknown }, params),
  })
  return Object.assign(bind, { strategy: name, defaults: defaults as unknown as Widen<D> })
}

/** The definition behind a bound strategy; throws where it is none, most often for want of a call. */
export function definitionOf(strategy: BoundStrategy): ClosedStrategy {
  const definition = (strategy as Partial<BoundStrategy> | undefined)?.[bound]
  if (definition !== undefined) return definition
  const value = typeof strategy === 'function' ? 'a strategy that was not called' : typeof strategy
  throw badArgument('createEngine', 'strategy', value, 'what defineStrategy(...)() gives: cross(), cross({ fast: 12 })')
}

function boundParams(strategy: string, defaults: { readonly [name: string]: unknown }, chosen: object): Json {
  if (typeof chosen !== 'object' || chosen === null)
    throw badArgument(strategy, 'params', chosen, 'the parameters that differ, { fast: 12 }')
  for (const [name, value] of Object.entries(chosen)) {
    if (value === undefined) continue
    if (!Object.hasOwn(defaults, name))
      throw badArgument(strategy, 'parameter', name, `one of ${Object.keys(defaults).join(', ') || 'none'}`)
    const wanted = defaults[name]
    if (typeof value !== typeof wanted) throw badArgument(strategy, name, value, `a ${typeof wanted}`)
    if (typeof value === 'number' && !Number.isFinite(value))
      throw badArgument(strategy, name, value, 'a finite number')
  }
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined)
  const params = { ...defaults, ...Object.fromEntries(given) }
  if (isJson(params)) return params
  throw new BourseError('input/out-of-range', `${strategy}: parameters are not plain JSON`, {
    details: { where: strategy, argument: 'params', allowed: 'numbers, text, booleans, lists and objects of them' },
    remedy: 'make what is not JSON in init',
  })
}
