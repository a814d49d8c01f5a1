/** MurmurHash3's finisher: every bit of the input moves every bit of the output. */
export function mix32(x: number): number {
  let h = x ^ (x >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/**
 * 128 bits from a key and a text or a number, by four multiplying lanes that feed each other. Not cryptographic: it
 * keeps streams apart, it hides nothing. Not exported from the package.
 */
export function hashSeed(key: readonly number[], seed: number | string): readonly number[] {
  const lanes = [key[0]! ^ 0x243f6a88, key[1]! ^ 0x85a308d3, key[2]! ^ 0x13198a2e, key[3]! ^ 0x03707344] // pi
  const absorb = (word: number): void => {
    for (let i = 0; i < 4; i++) {
      const before = lanes[(i + 3) & 3]!
      lanes[i] = Math.imul(mix32(lanes[i]! ^ word) + before, 0x9e3779b1) ^ (before >>> 15)
    }
  }
  if (typeof seed === 'number') {
    const view = new DataView(new ArrayBuffer(8))
    view.setFloat64(0, seed)
    absorb(view.getInt32(0))
    absorb(view.getInt32(4))
    absorb(-1) // no text ends so: -1 is no UTF-16 unit
  } else {
    for (let i = 0; i < seed.length; i++) absorb(seed.charCodeAt(i))
    absorb(seed.length)
  }
  absorb(0)
  absorb(0)
  return lanes.map((lane) => lane | 0)
}
