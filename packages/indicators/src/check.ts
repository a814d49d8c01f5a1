import { badArgument, BourseError } from '@bourse/core'

// A ring longer than this is a mistake in units, not an indicator.
const longest = 10_000_000

/** A whole number of values, at least `least`. */
export function checkLength(where: string, argument: string, value: number, least = 1): number {
  if (Number.isInteger(value) && value >= least && value <= longest) return value
  throw badArgument(where, argument, value, `a whole number from ${least} to ${longest}`)
}

/** A finite number from `least` to `most`. */
export function checkNumber(
  where: string,
  argument: string,
  value: number,
  least: number = Number.NEGATIVE_INFINITY,
  most: number = Number.POSITIVE_INFINITY,
): number {
  if (Number.isFinite(value) && value >= least && value <= most) return value
  const allowed = least === Number.NEGATIVE_INFINITY ? 'a finite number' : `from ${least} to ${most}`
  throw badArgument(where, argument, value, allowed)
}

/** One of the names listed. */
export function checkName<T extends string>(where: string, argument: string, value: T, names: readonly T[]): T {
  if (names.includes(value)) return value
  throw badArgument(where, argument, value, names.join(' | '))
}

/** Columns of one object: those named must be there and equally long. Gives their length. */
export function columnsLength(where: string, columns: object, ...names: readonly string[]): number {
  const given = columns as { readonly [name: string]: Float64Array | undefined }
  const length = given[names[0]!]?.length
  for (const name of names) checkColumn(where, name, given[name], length ?? 0)
  return length!
}

/** A column that must be as long as another. */
export function checkColumn(where: string, argument: string, column: Float64Array | undefined, length: number): void {
  if (!(column instanceof Float64Array)) throw badArgument(where, argument, column, 'a Float64Array')
  if (column.length === length) return
  throw new BourseError(
    'input/out-of-range',
    `${where}: ${argument} has ${column.length} values, allowed is ${length}`,
    {
      details: { where, argument, value: column.length, allowed: length },
      remedy: 'pass columns of equal length',
    },
  )
}

/** The caller's column, which must be as long as the input, else a new one. */
export function resultColumn(where: string, out: Float64Array | undefined, length: number): Float64Array {
  if (out === undefined) return new Float64Array(length)
  checkColumn(where, 'out', out, length)
  return out
}

/** The same for an indicator of several outputs. */
export function resultColumns<K extends string>(
  where: string,
  out: { readonly [name in K]: Float64Array } | undefined,
  length: number,
  ...names: readonly K[]
): { readonly [name in K]: Float64Array } {
  if (out !== undefined) for (const name of names) checkColumn(where, `out.${name}`, out[name], length)
  return (
    out ?? (Object.fromEntries(names.map((name) => [name, new Float64Array(length)])) as { [name in K]: Float64Array })
  )
}
