import { BourseError, badArgument, type Cache, type Clock, durationMs } from '@bourse/core'

/** `bytes`: what it may hold, default 64 MiB. `clock` is needed for entries with a `ttl`. */
export type MemoryCacheOptions = { readonly bytes?: number; readonly clock?: Clock }

/**
 * A cache in memory. Over its limit it forgets what was not read for longest; a value above the limit is not kept. Values
 * are copied on the way in and out, so that nobody's changes reach it.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * import { memoryCache } from '@bourse/data'
 * const clock = manualClock(0)
 * const cache = memoryCache({ bytes: 1000, clock })
 * await cache.set('a', Uint8Array.of(7), { ttl: '1m' })
 * await cache.get('a') // => Uint8Array [7]
 * clock.advance(60_000)
 * await cache.get('a') // => undefined
 */
export function memoryCache({ bytes: limit = 64 * 2 ** 20, clock }: MemoryCacheOptions = {}): Cache {
  if (!(limit > 0)) throw badArgument('memoryCache', 'bytes', limit, 'a number > 0')
  // A Map keeps the order of writing: what is read is written again, so that the first is the oldest.
  const entries = new Map<string, { readonly value: Uint8Array; readonly until: number }>()
  let held = 0
  const weight = (key: string, value: Uint8Array): number => value.length + 2 * key.length
  const forget = (key: string): void => {
    const entry = entries.get(key)
    if (entry === undefined) return
    held -= weight(key, entry.value)
    entries.delete(key)
  }
  return {
    async get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      if (clock === undefined || clock.now() < entry.until) return entry.value.slice()
      forget(key)
      return undefined
    },
    async set(key, value, { ttl } = {}) {
      if (ttl !== undefined && clock === undefined) throw noClock('memoryCache')
      forget(key)
      if (weight(key, value) > limit) return
      entries.set(key, {
        value: value.slice(),
        until: ttl === undefined ? Number.POSITIVE_INFINITY : clock!.now() + durationMs(ttl),
      })
      held += weight(key, value)
      for (const oldest of entries.keys()) {
        if (held <= limit) break
        forget(oldest)
      }
    },
    async delete(key) {
      forget(key)
    },
  }
}

/** What a cache without a clock says to a `ttl`. */
export function noClock(where: string): BourseError {
  return new BourseError('data/missing', `${where}: a ttl without a clock`, {
    details: { where, argument: 'clock' },
    remedy: 'pass clock: systemClock when the cache is made',
  })
}
