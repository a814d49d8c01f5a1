// What has been applied already. Grows only; forks share one map, each remembers how many of its entries were there. Who
// adds to a map that has grown since takes a copy.

/** Keys that came. */
export interface Seen {
  has(key: string): boolean
  add(key: string): void
  fork(): Seen
  keys(): string[]
}

export function createSeen(keys: Iterable<string> = []): Seen {
  const known = new Map<string, number>()
  for (const key of keys) known.set(key, known.size)
  return seenIn(known, known.size)
}

function seenIn(shared: Map<string, number>, size: number): Seen {
  let known = shared
  let count = size
  const has = (key: string): boolean => {
    const at = known.get(key)
    return at !== undefined && at < count
  }
  const keys = (): string[] => [...known.keys()].slice(0, count)
  return {
    has,
    add(key) {
      if (known.size !== count) known = new Map(keys().map((one, i) => [one, i]))
      known.set(key, count++)
    },
    fork: () => seenIn(known, count),
    keys,
  }
}
