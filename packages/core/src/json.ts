/** What a snapshot may hold. Numbers are finite: a stepper saves NaN as null. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * A number as JSON: NaN becomes null, so that a cold stepper can be saved. Infinities have no JSON and become null too:
 * save what is infinite by another name.
 *
 * @example
 * import { numberToJson } from '@bourse/core'
 * numberToJson(1.5) // => 1.5
 * numberToJson(Number.NaN) // => null
 */
export function numberToJson(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/**
 * The way back: a finite number stays, everything else (null above all) is NaN.
 *
 * @example
 * import { numberFromJson } from '@bourse/core'
 * numberFromJson(null) // => NaN
 * numberFromJson(2) // => 2
 */
export function numberFromJson(json: Json | undefined): number {
  return typeof json === 'number' ? json : Number.NaN
}

/**
 * Whether a value is plain JSON all through: finite numbers, no undefined, no class instances, no cycles. An engine asks
 * it of a strategy's state before the first input.
 *
 * @example
 * import { isJson } from '@bourse/core'
 * isJson({ held: [1, 2], note: null }) // => true
 * isJson({ at: new Date(0) }) // => false
 * isJson([Number.NaN]) // => false
 */
export function isJson(value: unknown): value is Json {
  return isPlain(value, [])
}

function isPlain(value: unknown, above: readonly object[]): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || above.includes(value)) return false
  const path = [...above, value]
  // Holes read as undefined, which is no JSON; `every` alone would step over them.
  if (Array.isArray(value)) return Array.from(value).every((item) => isPlain(item, path))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return Object.values(value).every((item) => isPlain(item, path))
}
