import { outOfDomain } from './error.js'

/** A statistic of the last values: `next` takes a value and answers, NaN until the window is full. */
export interface RollingStatistic {
  /** A value that is not finite counts as missing: the answer is NaN as long as it is in the window, and no longer. */
  next(x: number): number
  /** Plain JSON: NaN is null. */
  save(): readonly (number | null)[]
  /** Continues as the saved one would, bit for bit. */
  load(state: unknown): void
}

/** The same of two series. */
export interface RollingPair {
  /** A pair in which a value is not finite counts as missing. */
  next(x: number, y: number): number
  /** Plain JSON: NaN is null. */
  save(): readonly (number | null)[]
  /** Continues as the saved one would, bit for bit. */
  load(state: unknown): void
}

/** What `save` wrote, with NaN for null. */
export function savedNumbers(where: string, state: unknown): Float64Array {
  if (!Array.isArray(state)) throw outOfDomain(where, 'state', typeof state, 'an array of numbers and null')
  return Float64Array.from(state as readonly unknown[], (entry, i) => {
    if (entry === null) return Number.NaN
    if (typeof entry === 'number' && Number.isFinite(entry)) return entry
    throw outOfDomain(where, `state[${i}]`, typeof entry === 'number' ? entry : typeof entry, 'a finite number or null')
  })
}

export function toSaved(numbers: Iterable<number>): (number | null)[] {
  return Array.from(numbers, (x) => (Number.isNaN(x) ? null : x))
}

export function refusedState(where: string, length: number, allowed: string): never {
  throw outOfDomain(where, 'state.length', length, allowed)
}
