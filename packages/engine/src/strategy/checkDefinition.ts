// What JavaScript lets through: definitions and handlers in a shape nobody would ever call.
import { BourseError, badArgument } from '@bourse/core'
import type { StrategyHandlers } from './strategyHandlers.js'

// Types are gone when a program runs: the compiler holds this list to them.
const handlers = {
  ...{ start: 1, bar: 1, quote: 1, trade: 1, mark: 1, funding: 1, observation: 1, resolution: 1, market: 1 },
  ...{ fill: 1, order: 1, position: 1, event: 1, marginCall: 1, timer: 1, schedule: 1, answer: 1, link: 1 },
} satisfies { readonly [name in keyof Required<StrategyHandlers<object, unknown>>]: 1 }
const handlerNames = Object.keys(handlers)

/** Throws where a definition is none, or names a handler that is never called. */
export function checkDefinition(definition: unknown): void {
  if (typeof definition !== 'object' || definition === null)
    throw badArgument('defineStrategy', 'definition', kindOf(definition), '{ name, on: { bar: (ctx, bar) => ... } }')
  const { name, on } = definition as { readonly name?: unknown; readonly on?: unknown }
  if (typeof name !== 'string' || !/^[^\s/]+$/.test(name))
    throw badArgument('defineStrategy', 'name', name, "text without blanks and '/'")
  if (typeof on !== 'object' || on === null)
    throw badArgument(name, 'on', kindOf(on), 'handlers, { bar: (ctx, bar) => ... }')
  for (const [event, handler] of Object.entries(on)) {
    // `control` is the scan's own.
    if (event !== 'control' && !handlerNames.includes(event))
      throw badArgument(name, 'handler', event, `one of ${handlerNames.join(', ')}`)
    if (handler !== undefined && typeof handler !== 'function')
      throw badArgument(name, `on.${event}`, kindOf(handler), 'a function (ctx, input) => ...')
  }
}

/** A handler that returned a promise goes on when its context is closed: what it asks for then would be lost. */
export function asyncHandler(strategy: string): BourseError {
  return new BourseError('engine/async-handler', `${strategy}: a handler returned a promise`, {
    details: { where: strategy, argument: 'handler', value: 'a promise', allowed: 'nothing' },
    remedy: 'make handlers synchronous: ctx.ask does slow work outside, and its answer is an input',
  })
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value
}
