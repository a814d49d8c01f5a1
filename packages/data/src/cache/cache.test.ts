import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cache, type Clock, manualClock } from '@bourse/core'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { diskArchive } from '../archive/diskArchive.js'
import { memoryCache } from './memoryCache.js'
import { tieredCache } from './tieredCache.js'

const folders: string[] = []
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'bourse-archive-'))
  folders.push(made)
  return made
}
afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true, force: true })
})

const makers: readonly [string, (clock: Clock) => Promise<Cache>][] = [
  ['memory', async (clock) => memoryCache({ clock })],
  ['disk', async (clock) => diskArchive(await folder(), { clock })],
  [
    'memory over disk',
    async (clock) => tieredCache([memoryCache({ clock, bytes: 60 }), diskArchive(await folder(), { clock })], clock),
  ],
]

describe.each(makers)('%s', (_name, make) => {
  test('equals a map with ends of life', async () => {
    const step = fc.record({
      what: fc.constantFrom('get', 'set', 'delete', 'wait'),
      key: fc.constantFrom('a', 'b', 'ü/..', ''),
      n: fc.integer({ min: 0, max: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const clock = manualClock(1000)
        const cache = await make(clock)
        const model = new Map<string, { value: number[]; until: number }>()
        for (const { what, key, n } of steps) {
          if (what === 'wait') clock.advance(clock.now() + n)
          else if (what === 'delete') {
            await cache.delete(key)
            model.delete(key)
          } else if (what === 'set') {
            const value = Uint8Array.from({ length: n }, (_, i) => i)
            await cache.set(key, value, n % 3 === 0 ? {} : { ttl: n })
            model.set(key, { value: [...value], until: n % 3 === 0 ? Number.POSITIVE_INFINITY : clock.now() + n })
            value.fill(255) // ours to change
          } else {
            const known = model.get(key)
            const found = await cache.get(key)
            expect(found === undefined ? undefined : [...found]).toEqual(
              known !== undefined && clock.now() < known.until ? known.value : undefined,
            )
            found?.fill(255)
          }
        }
      }),
      { seed: 61, numRuns: 25 },
    )
  })
})

test('memory forgets what was not read for longest', async () => {
  const cache = memoryCache({ bytes: 36 })
  for (const key of ['a', 'b', 'c']) await cache.set(key, new Uint8Array(10))
  await cache.get('a')
  await cache.set('d', new Uint8Array(10))
  const there = await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await cache.get(key)) !== undefined))
  expect(there).toEqual([true, false, true, true])
  await cache.set('big', new Uint8Array(99))
  expect(await cache.get('big')).toBeUndefined()
  await expect(cache.set('a', new Uint8Array(1), { ttl: 5 })).rejects.toThrow(/clock/)
  expect(() => memoryCache({ bytes: 0 })).toThrow(/bytes/)
})

describe('diskArchive', () => {
  test('a file that was changed anywhere is found out, kept apart, and told', async () => {
    const place = await folder()
    const told: string[] = []
    const archive = diskArchive(place, { onCorrupt: ({ key, reason }) => told.push(`${key}: ${reason}`) })
    await archive.set('key', Uint8Array.of(1, 2, 3))
    const [name] = (await readdir(place, { recursive: true })).filter((file) => file.length > 40)
    const file = join(place, name!)
    const whole = await readFile(file)
    for (let i = 0; i < whole.length; i++) {
      const changed = Buffer.from(whole)
      changed[i]! ^= 1 + (i % 255)
      await writeFile(file, changed)
      expect(await archive.get('key')).toBeUndefined()
    }
    for (let length = 0; length < whole.length; length++) {
      await writeFile(file, whole.subarray(0, length))
      expect(await archive.get('key')).toBeUndefined()
    }
    expect(told.length).toBe(2 * whole.length)
    expect((await readdir(place, { recursive: true })).some((one) => one.endsWith('.corrupt'))).toBe(true)
    await archive.set('key', Uint8Array.of(4))
    expect(await archive.get('key')).toEqual(Uint8Array.of(4))
  })

  test('many writers at once leave one whole value and no parts', async () => {
    const place = await folder()
    const archive = diskArchive(place)
    await Promise.all(Array.from({ length: 20 }, (_, i) => archive.set('key', new Uint8Array(5000).fill(i))))
    const value = (await archive.get('key'))!
    expect(new Set(value).size).toBe(1)
    expect((await readdir(place, { recursive: true })).filter((file) => file.endsWith('.part'))).toEqual([])
    expect(await diskArchive(place).get('key')).toEqual(value)
  })
})
