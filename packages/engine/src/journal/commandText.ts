// Commands as text that is the same whoever wrote it, and digests over it.
import type { Command, Json } from '@bourse/core'

/** JSON with keys in order. */
export function commandText(command: Command | Json): string {
  return textOf(command as Json)
}

function textOf(value: Json | undefined): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map((one: Json) => textOf(one)).join(',')}]`
  const object = value as { readonly [key: string]: Json }
  const keys = Object.keys(object).filter((key) => object[key] !== undefined)
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${textOf(object[key])}`)
    .join(',')}}`
}

/** Two 32-bit multiply-and-mix hashes over text, 16 hex digits: against accidents, not against attackers. */
export type TextDigest = { add(text: string): void; digest(): string }

export function textDigest(): TextDigest {
  let [a, b] = [0x9e3779b9, 0x85ebca6b]
  return {
    add(text) {
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        a = Math.imul(a ^ unit, 0x9e3779b1)
        a ^= a >>> 15
        b = Math.imul(b ^ unit, 0x5f356495)
        b ^= b >>> 13
      }
      // An end of its own, so that 'ab', 'c' is not 'a', 'bc'.
      a = Math.imul(a ^ 0xff51, 0x85ebca77)
      b = Math.imul(b ^ 0xafd7, 0xc2b2ae3d)
    },
    digest() {
      const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')
      return hex(Math.imul(a ^ (a >>> 16), 0x21f0aaad)) + hex(Math.imul(b ^ (b >>> 16), 0x735a2d97))
    },
  }
}
