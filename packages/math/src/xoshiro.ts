// xoshiro256** of Blackman and Vigna (ACM TOMS 47, 2021) on 32-bit halves: a 64-bit word is (upper, lower).
// Only integer operations of 32 bits and products below 2^53, so that every engine gives the same bits.

/** Words 0..7: four state words, upper half first. Words 8 and 9: the last output. */
export type XoshiroState = Int32Array

/** One step; the output lies in words 8 (upper) and 9 (lower). */
export function nextXoshiro(s: XoshiroState): void {
  const h0 = s[0]!
  const l0 = s[1]!
  const h1 = s[2]!
  const l1 = s[3]!
  // s1 * 5
  const low5 = (l1 >>> 0) * 5
  const high5 = (Math.imul(h1, 5) + ((low5 / 4294967296) | 0)) | 0
  const l5 = low5 | 0
  // rotate left by 7, then * 9
  const high7 = (high5 << 7) | (l5 >>> 25)
  const l7 = (l5 << 7) | (high5 >>> 25)
  const low9 = (l7 >>> 0) * 9
  s[8] = (Math.imul(high7, 9) + ((low9 / 4294967296) | 0)) | 0
  s[9] = low9 | 0
  const h2 = s[4]! ^ h0
  const l2 = s[5]! ^ l0
  const h3 = s[6]! ^ h1
  const l3 = s[7]! ^ l1
  s[2] = h1 ^ h2
  s[3] = l1 ^ l2
  s[0] = h0 ^ h3
  s[1] = l0 ^ l3
  // s1 << 17
  s[4] = h2 ^ ((h1 << 17) | (l1 >>> 15))
  s[5] = l2 ^ (l1 << 17)
  // rotate left by 45: swap the halves, then by 13
  s[6] = (l3 << 13) | (h3 >>> 19)
  s[7] = (h3 << 13) | (l3 >>> 19)
}
