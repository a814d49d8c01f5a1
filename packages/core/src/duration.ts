import { badArgument, badText } from './error.js'

/** A fixed length in ms, or text: `'250ms'`, `'15s'`, `'5m'`, `'4h'`, `'1d'` (24 h), `'2w'`. Calendar lengths (`'6mo'`, `'2y'`) only where a date is at hand. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'mo' | 'y'}`

const unitMs: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/**
 * Length in milliseconds, >= 0. Throws on calendar lengths (`mo`, `y`), whose length depends on a date, on negative and
 * non-finite ones, and on text that is no duration.
 *
 * @example
 * import { durationMs } from '@bourse/core'
 * durationMs('15s') // => 15000
 * durationMs('1.5h') // => 5400000
 */
export function durationMs(duration: Duration): number {
  if (typeof duration === 'number') {
    if (duration >= 0 && duration !== Number.POSITIVE_INFINITY) return duration
    throw badArgument('durationMs', 'duration', duration, 'a finite number of ms >= 0')
  }
  const parts = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w|mo|y)$/.exec(duration)
  if (parts === null)
    throw badText('durationMs', 'duration', duration, "a length such as '250ms', '15s', '5m', '4h', '1d'")
  const unit = unitMs[parts[2]!]
  if (unit === undefined)
    throw badArgument('durationMs', 'duration', duration, 'a fixed length: ms, s, m, h, d or w, for months differ')
  return Number(parts[1]) * unit
}

/** Whole months of `'6mo'` or `'2y'`; undefined for fixed lengths. */
export function calendarMonths(duration: Duration): number | undefined {
  const parts = typeof duration === 'string' ? /^(\d+)(mo|y)$/.exec(duration) : null
  return parts === null ? undefined : Number(parts[1]) * (parts[2] === 'y' ? 12 : 1)
}
