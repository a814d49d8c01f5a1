import { outOfDomain } from './error.js'
import { hashSeed, mix32 } from './seed.js'
import { SOBOL_DIMENSIONS, SOBOL_TABLE } from './sobolTable.js'

/** A low-discrepancy sequence in the unit cube. */
export type Sobol = {
  readonly dimensions: number
  /** Fills `out` (or a new array) with the next point: one number in [0, 1) for each dimension. */
  next(out?: Float64Array): Float64Array
  /** How many points were given, as plain data. */
  save(): number
  /** Goes to that place; throws for anything but a whole number in [0, 2^32]. */
  load(index: number): void
}

/**
 * Sobol' points with Joe and Kuo's direction numbers, for 1 to 1500 dimensions and 2^32 points of 32 bits. Every
 * aligned block of 2^k points puts one point into each of 2^k equal slices of every coordinate: take powers of two,
 * from the start. With a `seed`, Owen's nested scrambling (by hash: Laine and Karras 2011, Burley, JCGT 9 (2020)) makes
 * the points uniform random variables and keeps that property, so that means over seeds have an honest error; the same
 * seed gives the same points everywhere. Without, the first point is the origin.
 *
 * @throws RangeError for a number of dimensions outside 1..1500.
 * @example
 * import { createSobol } from '@bourse/math'
 * const points = createSobol({ dimensions: 2 })
 * points.next() // => Float64Array [0, 0]
 * points.next() // => Float64Array [0.5, 0.5]
 * points.next() // => Float64Array [0.75, 0.25]
 */
export function createSobol(options: { readonly dimensions: number; readonly seed?: number | string }): Sobol {
  const { dimensions, seed } = options
  if (!(Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= SOBOL_DIMENSIONS))
    throw outOfDomain('createSobol', 'dimensions', dimensions, `a whole number from 1 to ${SOBOL_DIMENSIONS}`)
  if (typeof seed === 'number' && !Number.isFinite(seed))
    throw outOfDomain('createSobol', 'seed', seed, 'text or a finite number')
  const directions = directionNumbers(dimensions)
  const scrambles = seed === undefined ? undefined : scrambleSeeds(seed, dimensions)
  const current = new Int32Array(dimensions)
  let index = 0

  return {
    dimensions,
    next(out = new Float64Array(dimensions)) {
      if (index >= 4294967296) throw outOfDomain('sobol.next', 'index', index, 'below 2^32: the sequence is spent')
      for (let d = 0; d < dimensions; d++) {
        const bits = scrambles === undefined ? current[d]! : scramble(current[d]!, scrambles[d]!)
        out[d] = (bits >>> 0) / 4294967296
      }
      index++
      // Gray code (Antonov and Saleev 1979): the next point differs by one direction, that of the lowest zero bit
      if (index < 4294967296) {
        const bit = 31 - Math.clz32(index & -index)
        for (let d = 0; d < dimensions; d++) current[d]! ^= directions[d * 32 + bit]!
      }
      return out
    },
    save: () => index,
    load(saved) {
      if (!(Number.isInteger(saved) && saved >= 0 && saved <= 4294967296))
        throw outOfDomain('sobol.load', 'index', saved, 'a whole number from 0 to 2^32')
      index = saved
      const gray = (saved ^ (saved >>> 1)) >>> 0
      for (let d = 0; d < dimensions; d++) {
        let bits = 0
        for (let k = 0; k < 32; k++) if ((gray >>> k) & 1) bits ^= directions[d * 32 + k]!
        current[d] = bits
      }
    },
  }
}

/** 32 direction numbers for each dimension, the first one's being single bits. */
function directionNumbers(dimensions: number): Int32Array {
  const out = new Int32Array(dimensions * 32)
  for (let k = 0; k < 32; k++) out[k] = 1 << (31 - k)
  const read = bitReader(SOBOL_TABLE)
  for (let d = 1; d < dimensions; d++) {
    const at = d * 32
    const degree = read(4)
    const inner = read(degree - 1)
    for (let i = 1; i <= degree; i++) out[at + i - 1] = (2 * read(i - 1) + 1) << (32 - i)
    // Bratley and Fox, ACM TOMS 14 (1988), equation 2
    for (let k = degree; k < 32; k++) {
      let v = out[at + k - degree]! ^ (out[at + k - degree]! >>> degree)
      for (let i = 1; i < degree; i++) if ((inner >>> (degree - 1 - i)) & 1) v ^= out[at + k - i]!
      out[at + k] = v
    }
  }
  return out
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function bitReader(text: string): (count: number) => number {
  let place = 0
  return (count) => {
    let value = 0
    for (let i = 0; i < count; i++, place++) {
      const digit = BASE64.indexOf(text[Math.floor(place / 6)]!)
      value = 2 * value + ((digit >>> (5 - (place % 6))) & 1)
    }
    return value
  }
}

function scrambleSeeds(seed: number | string, dimensions: number): Int32Array {
  const [a, b] = hashSeed([0, 0, 0, 0], seed)
  return Int32Array.from({ length: dimensions }, (_, d) => mix32(a! ^ mix32(b! + Math.imul(d, 0x9e3779b9))))
}

/** A random permutation of each half given all the halves above it: in reversed bits, a hash whose bits only rise (constants by N. Vegdahl). */
function scramble(bits: number, seed: number): number {
  let x = reverse(bits)
  x ^= Math.imul(x, 0x3d20adea)
  x = Math.imul((x + seed) | 0, (seed >>> 16) | 1)
  x ^= Math.imul(x, 0x05526c56)
  x ^= Math.imul(x, 0x53a22864)
  return reverse(x)
}

function reverse(bits: number): number {
  let x = ((bits >>> 1) & 0x55555555) | ((bits & 0x55555555) << 1)
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2)
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4)
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8)
  return (x >>> 16) | (x << 16)
}
