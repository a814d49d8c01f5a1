// What JavaScript lets through: definitions and handlers in a shape nobody would ever call.
import { BourseError, badArgument } from '@bourse/core'
import type { StrategyHandlers } from './strategyHandlers.js'

// One for each handler there is: the compiler asks for what is missing.
const handlers: { readonly [name in keyof StrategyHandlers<never, never>]-?: true } = {
  start: true,
  bar: true,
  quote: true,
  trade: true,
  mark: true,
  funding: true,
  observation: true,
  resolution: true,
  market: true,
  fill: true,
  order: true,
  position: true,
  event: true,
  marginCall: true,
  timer: true,
  schedule: true,
  answer: true,
  link: true,
}

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
    if (event !== 'control' && !Object.hasOwn(handlers, event))
      throw badArgument(name, 'handler', event, `one of ${Object.keys(handlers).join(', ')}`)
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
