/** Takes text piece by piece; `digest` says what it has taken so far. */
export type TextDigest = { add(text: string): void; digest(): string }

/**
 * Two 32-bit multiply-and-mix hashes over text, as 16 hex digits: against accidents, not against attackers. Pieces have ends:
 * 'ab', 'c' is not 'a', 'bc'. Same digits on every machine.
 *
 * @example
 * import { textDigest } from '@bourse/core'
 * const digest = textDigest()
 * digest.add('buy 1 SPY@ARCX')
 * digest.digest() // => 'b5e22e7904466e4a'
 */
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
