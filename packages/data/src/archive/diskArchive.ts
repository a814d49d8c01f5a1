import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cache, type Clock, durationMs } from '@bourse/core'
import { noClock } from '../cache/memoryCache.js'

/** `clock` is needed for entries with a `ttl`; `onCorrupt` hears of files that are not what was written. */
export type ArchiveOptions = {
  readonly clock?: Clock
  readonly onCorrupt?: (found: { readonly key: string; readonly file: string; readonly reason: string }) => void
}

// A file: magic and version (8 bytes), end of life as a double (8), length of the key (4), SHA-256 of all else (32), key, value.
const magic = 'BRSARCH1'
const headLength = 52

/**
 * A cache in a folder, one file per key under the key's hash. A write goes to a file of its own, is flushed, and then takes
 * the name in one move: a reader sees the old value or the new, never half of one, and a crash leaves at most a `.part`.
 *
 * A file that was cut, changed or belongs to another key answers `undefined`, as if it were not there; it is kept as
 * `.corrupt` and `onCorrupt` is told. Other troubles of the disk (rights, no space) reject.
 *
 * @example
 * import { mkdtemp, rm } from 'node:fs/promises'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { diskArchive } from '@bourse/data/archive'
 * const folder = await mkdtemp(join(tmpdir(), 'archive-'))
 * const archive = diskArchive(folder)
 * await archive.set('SPY 2026', Uint8Array.of(1, 2))
 * await archive.get('SPY 2026') // => Uint8Array [1, 2]
 * await rm(folder, { recursive: true })
 */
export function diskArchive(folder: string, { clock, onCorrupt }: ArchiveOptions = {}): Cache {
  let writes = 0
  const fileOf = (key: string): string => {
    const hash = createHash('sha256').update(key).digest('hex')
    return join(folder, hash.slice(0, 2), hash)
  }
  return {
    async get(key) {
      const file = fileOf(key)
      const bytes = await readIfThere(file)
      if (bytes === undefined) return undefined
      const reason = faultOf(bytes, key)
      if (reason !== undefined) {
        await rename(file, `${file}.corrupt`).catch(() => undefined) // somebody else may have found it first
        onCorrupt?.({ key, file, reason })
        return undefined
      }
      const until = bytes.readDoubleBE(8)
      if (clock !== undefined && !(clock.now() < until)) return undefined
      return new Uint8Array(bytes.subarray(headLength + bytes.readUInt32BE(16)))
    },
    async set(key, value, { ttl } = {}) {
      if (ttl !== undefined && clock === undefined) throw noClock('diskArchive')
      const file = fileOf(key)
      const bytes = written(key, value, ttl === undefined ? Number.POSITIVE_INFINITY : clock!.now() + durationMs(ttl))
      const part = `${file}.${process.pid}-${++writes}.part`
      await mkdir(join(file, '..'), { recursive: true })
      const handle = await open(part, 'w')
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(part, file)
    },
    async delete(key) {
      await rm(fileOf(key), { force: true })
    },
  }
}

function written(key: string, value: Uint8Array, until: number): Buffer {
  const name = Buffer.from(key)
  const bytes = Buffer.alloc(headLength + name.length + value.length)
  bytes.write(magic, 'latin1')
  bytes.writeDoubleBE(until, 8)
  bytes.writeUInt32BE(name.length, 16)
  name.copy(bytes, headLength)
  bytes.set(value, headLength + name.length)
  digestOf(bytes).copy(bytes, 20)
  return bytes
}

function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes.subarray(0, 20)).update(bytes.subarray(headLength)).digest()
}

function faultOf(bytes: Buffer, key: string): string | undefined {
  if (bytes.length < headLength) return `${bytes.length} bytes are too few`
  if (bytes.toString('latin1', 0, 8) !== magic) return 'it is no archive file'
  if (!digestOf(bytes).equals(bytes.subarray(20, headLength))) return 'its checksum does not match'
  const name = bytes.toString('utf8', headLength, headLength + bytes.readUInt32BE(16))
  return name === key ? undefined : 'it belongs to another key'
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
