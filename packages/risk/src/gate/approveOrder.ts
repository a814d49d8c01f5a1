// The one place where `Approved` is made. A test reads all sources for another.
import type { Approved, Checkable } from '@bourse/core'

/** A copy, frozen to its last leg: what was judged is what goes out, whatever becomes of the original. */
export function approveOrder<T extends Checkable>(judged: T): Approved<T> {
  return frozenCopy(judged) as Approved<T>
}

function frozenCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as T
  // By assignment: a spread of doubles is sixteen times as slow in Node 20.
  const copy = Object.assign({}, value)
  for (const key in copy) if (typeof copy[key] === 'object') copy[key] = frozenCopy(copy[key])
  return Object.freeze(copy)
}
