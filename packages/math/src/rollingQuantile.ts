import { checkWhole } from './domain.js'
import { outOfDomain } from './error.js'
import { type RollingStatistic, refusedState, savedNumbers, toSaved } from './stepperState.js'

/**
 * Quantile of the last `length` values (definition 7, linear), in log(length) time a value: two heaps meet at the
 * quantile. Equal to `quantile` of the window bit for bit.
 *
 * @param p probability in [0, 1]
 * @throws RangeError where `length` is not a whole number >= 1 or `p` outside [0, 1]
 * @example
 * import { rollingQuantile } from '@bourse/math'
 * const upper = rollingQuantile(3, 0.75)
 * for (const x of [9, 1, 2]) upper.next(x)
 * upper.next(4) // => 3
 */
export function rollingQuantile(length: number, p: number): RollingStatistic {
  return rollingOrder('rollingQuantile', length, p)
}

/**
 * Median of the last `length` values, in log(length) time a value.
 *
 * @throws RangeError where `length` is not a whole number >= 1
 * @example
 * import { rollingMedian } from '@bourse/math'
 * const median = rollingMedian(3)
 * for (const x of [5, 1]) median.next(x)
 * median.next(3) // => 3
 */
export function rollingMedian(length: number): RollingStatistic {
  return rollingOrder('rollingMedian', length, 0.5)
}

function rollingOrder(name: string, length: number, p: number): RollingStatistic {
  checkWhole(name, 'length', length, 1)
  if (!(p >= 0 && p <= 1)) throw outOfDomain(name, 'p', p, 'in [0, 1]')
  const ring = new Float64Array(length)
  const isMissing = new Uint8Array(length)
  const low = createHeap(ring, 1)
  const high = createHeap(ring, -1)
  const place = (length - 1) * p
  const share = place - Math.floor(place)
  let count = 0
  let slot = 0
  let missing = 0

  function next(x: number): number {
    if (count === length) {
      missing -= isMissing[slot]!
      if (!low.remove(slot)) high.remove(slot)
    } else count++
    const gone = !Number.isFinite(x)
    isMissing[slot] = gone ? 1 : 0
    missing += isMissing[slot]!
    // A missing value waits at the upper end; as long as it is there the answer is NaN.
    ring[slot] = gone ? Number.POSITIVE_INFINITY : x
    if (low.size() > 0 && ring[slot]! < ring[low.top()]!) low.push(slot)
    else high.push(slot)
    const wanted = Math.floor((count - 1) * p) + 1
    while (low.size() > wanted) high.push(low.pop())
    while (low.size() < wanted) low.push(high.pop())
    slot = (slot + 1) % length
    if (count < length || missing > 0) return Number.NaN
    const below = ring[low.top()]!
    if (share === 0) return below
    const above = ring[high.top()]!
    return below === above ? below : below + share * (above - below)
  }

  return {
    next,
    save() {
      const slots = Array.from({ length: count }, (_, i) => (slot + length - count + i) % length)
      return toSaved(slots.map((at) => (isMissing[at] === 1 ? Number.NaN : ring[at]!)))
    },
    load(state) {
      const saved = savedNumbers(name, state)
      if (saved.length > length) refusedState(name, saved.length, `at most ${length}`)
      low.clear()
      high.clear()
      count = slot = missing = 0
      for (const x of saved) next(x)
    },
  }
}

type Heap = {
  size(): number
  top(): number
  push(slot: number): void
  pop(): number
  remove(slot: number): boolean
  clear(): void
}

/** Heap of slots by sign x value, largest on top; knows where each slot is, so that any can be removed. */
function createHeap(values: Float64Array, sign: 1 | -1): Heap {
  const heap = new Int32Array(values.length)
  const places = new Int32Array(values.length).fill(-1)
  let size = 0
  const before = (a: number, b: number): boolean => sign * values[a]! > sign * values[b]!

  function put(slot: number, at: number): void {
    heap[at] = slot
    places[slot] = at
  }
  function rise(slot: number, from: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(slot, heap[parent]!)) break
      put(heap[parent]!, at)
      at = parent
    }
    put(slot, at)
  }
  function sink(slot: number, from: number): void {
    let at = from
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, slot)) break
      put(heap[child]!, at)
      at = child
    }
    put(slot, at)
  }
  function remove(slot: number): boolean {
    const at = places[slot]!
    if (at < 0) return false
    places[slot] = -1
    size--
    if (at === size) return true
    const last = heap[size]!
    if (at > 0 && before(last, heap[(at - 1) >> 1]!)) rise(last, at)
    else sink(last, at)
    return true
  }
  return {
    size: () => size,
    top: () => heap[0]!,
    push(slot) {
      size++
      rise(slot, size - 1)
    },
    pop() {
      const slot = heap[0]!
      remove(slot)
      return slot
    },
    remove,
    clear() {
      size = 0
      places.fill(-1)
    },
  }
}
