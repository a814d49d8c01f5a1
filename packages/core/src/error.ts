import type { Json } from './json.js'

/** Codes of this package and of the engine. Other packages write theirs the same way: `'area/what'`. */
export type KnownErrorCode =
  | 'input/out-of-range'
  | 'input/not-finite'
  | 'input/backwards'
  | 'input/unknown-instrument'
  | 'input/unknown-account'
  | 'input/currency-mismatch'
  | 'input/parse'
  | 'data/missing'
  | 'data/stale'
  | 'engine/reentrant'
  | 'engine/state-not-json'
  | 'engine/not-armed'
  | 'engine/book-mismatch'
  | 'journal/foreign'
  | 'venue/unsupported'
  | 'internal/invariant'

/** `'area/what'`; the known ones are suggested. */
export type ErrorCode = KnownErrorCode | (`${string}/${string}` & {})

/** Facts of a failure: argument, value, what is allowed. Plain JSON, never a secret. */
export type ErrorDetails = { readonly [key: string]: Json }

/**
 * What is thrown when the caller is wrong, and only then: no answer of the mathematics and no refusal of the world is an
 * exception. The message names the value and what is allowed; `remedy` says what to do. Recognise it with
 * `isBourseError`, never with instanceof: two copies of a class are two classes.
 *
 * @example
 * import { BourseError } from '@bourse/core'
 * const error = new BourseError('input/out-of-range', 'quantity is -1, allowed is > 0', {
 *   details: { argument: 'quantity', value: -1 },
 *   remedy: 'say the direction with side',
 * })
 * error.code // => 'input/out-of-range'
 */
export class BourseError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  readonly remedy: string

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly details: ErrorDetails; readonly remedy: string; readonly cause?: unknown },
  ) {
    super(`${message} (${options.remedy})`, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'BourseError'
    this.code = code
    this.details = options.details
    this.remedy = options.remedy
  }
}

/**
 * Whether something caught is one of our errors: an Error with a code `'area/what'`, details and a remedy. By shape, so
 * that the RangeErrors of `@bourse/math` and errors that crossed a worker or came from another copy count.
 *
 * @example
 * import { isBourseError, toEpochMs } from '@bourse/core'
 * let code = ''
 * try { toEpochMs('tomorrow') } catch (error) { if (isBourseError(error)) code = error.code }
 * code // => 'input/parse'
 */
export function isBourseError(error: unknown): error is BourseError {
  if (!(error instanceof Error) && Object.prototype.toString.call(error) !== '[object Error]') return false
  const { code, details, remedy } = error as Partial<BourseError>
  return (
    typeof code === 'string' &&
    /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(code) &&
    typeof details === 'object' &&
    details !== null &&
    typeof remedy === 'string'
  )
}

/**
 * The error for an argument outside its domain; a number that is not finite gets the code `input/not-finite`.
 *
 * @param where the function that refuses
 * @param argument its name
 * @param value what came
 * @param allowed what may come, as words or an interval
 *
 * @example
 * import { badArgument } from '@bourse/core'
 * badArgument('sizeOrder', 'quantity', -1, '> 0').message
 * // => 'sizeOrder: quantity is -1, allowed is > 0 (pass quantity as > 0)'
 */
export function badArgument(where: string, argument: string, value: unknown, allowed: string): BourseError {
  const infinite = typeof value === 'number' && !Number.isFinite(value)
  const told = tell(value)
  return new BourseError(
    infinite ? 'input/not-finite' : 'input/out-of-range',
    `${where}: ${argument} is ${told}, allowed is ${allowed}`,
    { details: { where, argument, value: told, allowed }, remedy: `pass ${argument} as ${allowed}` },
  )
}

/**
 * Like `badArgument`, for text that cannot be read: code `input/parse`. Long text is cut, objects are never printed.
 *
 * @example
 * import { badText } from '@bourse/core'
 * badText('parseLot', 'lot', 'many', 'a number').message // => 'parseLot: cannot read lot "many" (write a number)'
 */
export function badText(where: string, argument: string, value: unknown, allowed: string): BourseError {
  const told = tell(value)
  return new BourseError('input/parse', `${where}: cannot read ${argument} ${JSON.stringify(told)}`, {
    details: { where, argument, value: told, allowed },
    remedy: `write ${allowed}`,
  })
}

// A number stays a number in the details; what JSON cannot hold is told as text, and long text is cut.
function tell(value: unknown): number | string | boolean | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'boolean' || value === null) return value
  if (typeof value === 'string') return value.length > 80 ? `${value.slice(0, 77)}...` : value
  return typeof value === 'object' ? 'an object' : String(value)
}
