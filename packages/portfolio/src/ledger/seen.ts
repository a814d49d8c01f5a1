// What has been applied already, by kind of thing, by what it is about and by its own id: three levels, so that no key has
// to be pasted together for every fill. Grows only; forks share the maps, each remembers how many entries were there. Who
// adds to maps that have grown since takes a copy.

/** Keys that came. */
export interface Seen {
  has(about: string, of: string, id: string): boolean
  add(about: string, of: string, id: string): void
  fork(): Seen
  /** Oldest first. */
  keys(): SeenKey[]
}
/** Account or kind, instrument or the like, id. */
export type SeenKey = readonly [about: string, of: string, id: string]

type Shared = { readonly known: Map<string, Map<string, Map<string, number>>>; size: number }

export function createSeen(keys: Iterable<SeenKey> = []): Seen {
  const shared: Shared = { known: new Map(), size: 0 }
  for (const [about, of, id] of keys) idsIn(shared, about, of).set(id, shared.size++)
  return seenIn(shared, shared.size)
}

function seenIn(from: Shared, size: number): Seen {
  let shared = from
  let count = size
  const keys = (): SeenKey[] => {
    const all: SeenKey[] = []
    for (const [about, byOf] of shared.known)
      for (const [of, ids] of byOf) for (const [id, at] of ids) if (at < count) all[at] = [about, of, id]
    return all
  }
  return {
    has(about, of, id) {
      const at = shared.known.get(about)?.get(of)?.get(id)
      return at !== undefined && at < count
    },
    add(about, of, id) {
      if (shared.size !== count) {
        const copy: Shared = { known: new Map(), size: 0 }
        for (const key of keys()) idsIn(copy, key[0], key[1]).set(key[2], copy.size++)
        shared = copy
      }
      idsIn(shared, about, of).set(id, shared.size++)
      count++
    },
    fork: () => seenIn(shared, count),
    keys,
  }
}

function idsIn({ known }: Shared, about: string, of: string): Map<string, number> {
  let byOf = known.get(about)
  if (byOf === undefined) {
    byOf = new Map()
    known.set(about, byOf)
  }
  let ids = byOf.get(of)
  if (ids === undefined) {
    ids = new Map()
    byOf.set(of, ids)
  }
  return ids
}
