import type { Json } from './json.js'

/** Why there is no answer: a code to switch on, words for people, the facts. */
export type Failure<C extends string = string> = {
  readonly code: C
  readonly message: string
  readonly details: { readonly [key: string]: Json }
}

/** An answer, or the reason why there is none. `if (!result.ok) return result` is all the plumbing it needs. */
export type Result<T, C extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure<C> }

/**
 * A result that holds an answer.
 *
 * @example
 * import { succeeded } from '@bourse/core'
 * succeeded(0.2) // => { ok: true, value: 0.2 }
 */
export function succeeded<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/**
 * A result that says why there is no answer.
 *
 * @example
 * import { failed } from '@bourse/core'
 * failed('below-intrinsic', 'price 1 is below intrinsic value 2', { price: 1 }).failure.code // => 'below-intrinsic'
 */
export function failed<const C extends string>(
  code: C,
  message: string,
  details: Failure['details'] = {},
): { readonly ok: false; readonly failure: Failure<C> } {
  return { ok: false, failure: { code, message, details } }
}
