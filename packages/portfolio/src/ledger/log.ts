/** A list that only grows. Forks share it, each knows how much of it is its own; who adds where it has grown since copies. */
export interface Log<T> {
  add(item: T): void
  fork(): Log<T>
  items(): readonly T[]
}

export function createLog<T>(items: readonly T[] = []): Log<T> {
  return logIn(items.slice(), items.length)
}

function logIn<T>(shared: T[], size: number): Log<T> {
  let list = shared
  let count = size
  return {
    add(item) {
      if (list.length !== count) list = list.slice(0, count)
      list.push(item)
      count++
    },
    fork: () => logIn(list, count),
    items: () => list.slice(0, count),
  }
}
