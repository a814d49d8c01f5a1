import type { Duration } from './duration.js'

/** Bytes by key; an entry is gone after `ttl`. */
export interface Cache {
  get(key: string): Promise<Uint8Array | undefined>
  set(key: string, value: Uint8Array, options?: { readonly ttl?: Duration }): Promise<void>
  delete(key: string): Promise<void>
}
