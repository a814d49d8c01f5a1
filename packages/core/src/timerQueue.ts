import type { EpochMs } from './time.js'

/** One timer; `order` breaks ties by insertion. */
export type QueuedTimer = { readonly at: EpochMs; readonly order: number; readonly run: () => void; live: boolean }

/** A binary heap by (at, order). What is canceled stays until it comes to the top. */
export function createTimerQueue(): {
  add(at: EpochMs, run: () => void): () => void
  nextAt(): EpochMs | undefined
  take(): QueuedTimer | undefined
} {
  const heap: QueuedTimer[] = []
  let order = 0
  const top = (): QueuedTimer | undefined => {
    while (heap.length > 0 && !heap[0]!.live) pop(heap)
    return heap[0]
  }
  return {
    add(at, run) {
      const timer = { at, order: order++, run, live: true }
      push(heap, timer)
      return () => {
        timer.live = false
      }
    },
    nextAt: () => top()?.at,
    take() {
      const timer = top()
      if (timer !== undefined) pop(heap)
      return timer
    },
  }
}

function isBefore(a: QueuedTimer, b: QueuedTimer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}

function push(heap: QueuedTimer[], timer: QueuedTimer): void {
  let i = heap.push(timer) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    if (!isBefore(timer, heap[parent]!)) break
    heap[i] = heap[parent]!
    i = parent
  }
  heap[i] = timer
}

function pop(heap: QueuedTimer[]): void {
  const last = heap.pop()!
  if (heap.length === 0) return
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
    if (!isBefore(heap[child]!, last)) break
    heap[i] = heap[child]!
    i = child
  }
  heap[i] = last
}
