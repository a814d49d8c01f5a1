import { type Cache, type Clock, durationMs } from '@bourse/core'

/**
 * Several caches as one, the fastest first: memory, then a store that machines share, then a disk. Reading asks them in
 * turn and writes what it found into those that did not have it, for the rest of its time; writing and deleting reach all.
 * Each value carries its end (8 bytes), so that no tier outlives another: give the tiers to nobody else.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * import { memoryCache, tieredCache } from '@bourse/data'
 * const clock = manualClock(0)
 * const [memory, store] = [memoryCache({ clock }), memoryCache({ clock })]
 * const cache = tieredCache([memory, store], clock)
 * await cache.set('a', Uint8Array.of(7), { ttl: '1m' })
 * await memory.delete('a')
 * await cache.get('a') // => Uint8Array [7]
 * const kept = await memory.get('a') // written back, with its end
 * kept?.length // => 9
 */
export function tieredCache(tiers: readonly Cache[], clock: Clock): Cache {
  return {
    async get(key) {
      for (const [i, tier] of tiers.entries()) {
        const found = await tier.get(key)
        if (found === undefined || found.length < 8) continue
        const left = new DataView(found.buffer, found.byteOffset).getFloat64(0) - clock.now()
        if (!(left > 0)) continue
        for (const faster of tiers.slice(0, i))
          await faster.set(key, found, left === Number.POSITIVE_INFINITY ? {} : { ttl: left })
        return found.slice(8)
      }
      return undefined
    },
    async set(key, value, options = {}) {
      const until = options.ttl === undefined ? Number.POSITIVE_INFINITY : clock.now() + durationMs(options.ttl)
      const dated = new Uint8Array(value.length + 8)
      new DataView(dated.buffer).setFloat64(0, until)
      dated.set(value, 8)
      for (const tier of tiers) await tier.set(key, dated, options)
    },
    async delete(key) {
      for (const tier of tiers) await tier.delete(key)
    },
  }
}
