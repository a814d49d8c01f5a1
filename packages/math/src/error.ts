/** Facts of a refusal: the argument, its value, what is allowed. Plain JSON. */
export type MathErrorDetails = { readonly [key: string]: null | boolean | number | string }

/** What the functions of this package throw: a `RangeError` with the same code, facts and remedy as a `BourseError`. */
export type MathError = RangeError & {
  readonly code: 'input/out-of-range' | 'input/not-finite'
  readonly details: MathErrorDetails
  readonly remedy: string
}

/**
 * The error for an argument outside its domain. A non-finite value gets the code `input/not-finite`.
 *
 * @param where function that refuses
 * @param argument its name
 * @param value what came
 * @param allowed what may come, as words or an interval
 * @example
 * import { outOfDomain } from '@bourse/math'
 * const error = outOfDomain('quantile', 'p', 1.5, '[0, 1]')
 * error.message // => 'quantile: p is 1.5, allowed is [0, 1]'
 * error.code // => 'input/out-of-range'
 */
export function outOfDomain(where: string, argument: string, value: number | string, allowed: string): MathError {
  const finite = typeof value === 'string' || Number.isFinite(value)
  // JSON has no NaN: a value that is not finite is told as text.
  const told = finite ? value : String(value)
  return Object.assign(new RangeError(`${where}: ${argument} is ${told}, allowed is ${allowed}`), {
    code: finite ? ('input/out-of-range' as const) : ('input/not-finite' as const),
    details: { where, argument, value: told, allowed },
    remedy: `pass ${argument} as ${allowed}`,
  })
}
