// What is due later, in order of time, at equal times in the order it was set: a binary heap.
import type { EpochMs } from '@bourse/core'

export interface Agenda<T> {
  /** The way back takes it off. */
  add(at: EpochMs, item: T): () => void
  /** Infinity while nothing waits. */
  nextAt(): EpochMs
  /** The first; call it only where `nextAt` is finite. */
  take(): T
  /** What waits, in order. */
  waiting(): readonly { readonly at: EpochMs; readonly item: T }[]
}

type Entry<T> = { readonly at: EpochMs; readonly order: number; readonly item: T; live: boolean }

export function agenda<T>(): Agenda<T> {
  const heap: Entry<T>[] = []
  let order = 0
  const before = (a: Entry<T>, b: Entry<T>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
  const pop = (): void => {
    const last = heap.pop()!
    if (heap.length === 0) return
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, last)) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = last
  }
  // What was taken off stays until it comes to the top.
  const drop = (): void => {
    while (heap.length > 0 && !heap[0]!.live) pop()
  }
  return {
    add(at, item) {
      const entry = { at, order: order++, item, live: true }
      let i = heap.push(entry) - 1
      while (i > 0) {
        const parent = (i - 1) >> 1
        if (!before(entry, heap[parent]!)) break
        heap[i] = heap[parent]!
        i = parent
      }
      heap[i] = entry
      return () => {
        entry.live = false
        drop()
      }
    },
    nextAt: () => (heap.length === 0 ? Number.POSITIVE_INFINITY : heap[0]!.at),
    take() {
      const { item } = heap[0]!
      pop()
      drop()
      return item
    },
    waiting: () =>
      heap
        .filter((one) => one.live)
        .sort((a, b) => (before(a, b) ? -1 : 1))
        .map(({ at, item }) => ({ at, item })),
  }
}
