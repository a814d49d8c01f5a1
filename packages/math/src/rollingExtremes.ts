import { checkWhole } from './domain.js'
import { type RollingStatistic, refusedState, savedNumbers, toSaved } from './stepperState.js'

/**
 * Largest of the last `length` values, in constant time a value on average.
 *
 * @throws RangeError where `length` is not a whole number >= 1
 * @example
 * import { rollingMax } from '@bourse/math'
 * const max = rollingMax(2)
 * for (const x of [9, 1]) max.next(x)
 * max.next(3) // => 3
 */
export function rollingMax(length: number): RollingStatistic {
  return rollingExtreme('rollingMax', length, 1)
}

/**
 * Smallest of the last `length` values, in constant time a value on average.
 *
 * @throws RangeError where `length` is not a whole number >= 1
 * @example
 * import { rollingMin } from '@bourse/math'
 * const min = rollingMin(2)
 * for (const x of [0, 5]) min.next(x)
 * min.next(3) // => 3
 */
export function rollingMin(length: number): RollingStatistic {
  return rollingExtreme('rollingMin', length, -1)
}

/** Candidates in order of age, each further out than all that came after it: the first is the answer. */
function rollingExtreme(name: string, length: number, sign: 1 | -1): RollingStatistic {
  checkWhole(name, 'length', length, 1)
  const ring = new Float64Array(length)
  const candidates = new Int32Array(length) // slots of the ring, itself a ring
  let first = 0
  let waiting = 0
  let count = 0
  let slot = 0
  let missing = 0

  function next(x: number): number {
    if (count === length) {
      if (Number.isNaN(ring[slot]!)) missing--
      if (waiting > 0 && candidates[first] === slot) {
        first = (first + 1) % length
        waiting--
      }
    } else count++
    const value = Number.isFinite(x) ? x : Number.NaN
    ring[slot] = value
    if (Number.isNaN(value)) missing++
    else {
      while (waiting > 0 && sign * ring[candidates[(first + waiting - 1) % length]!]! <= sign * value) waiting--
      candidates[(first + waiting) % length] = slot
      waiting++
    }
    slot = (slot + 1) % length
    return count < length || missing > 0 ? Number.NaN : ring[candidates[first]!]!
  }

  return {
    next,
    save: () => toSaved(Array.from({ length: count }, (_, i) => ring[(slot + length - count + i) % length]!)),
    load(state) {
      const saved = savedNumbers(name, state)
      if (saved.length > length) refusedState(name, saved.length, `at most ${length}`)
      first = waiting = count = slot = missing = 0
      for (const x of saved) next(x)
    },
  }
}
