// What JavaScript lets through: definitions and handlers in a shape nobody would ever call.
import { BourseError, badArgument } from '@bourse/core'

const handlerNames = [
  ...['start', 'bar', 'quote', 'trade', 'mark', 'funding', 'observation', 'resolution', 'market'],
  ...['fill', 'order', 'position', 'timer', 'schedule', 'answer', 'link'],
]

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
