import { outOfDomain } from './error.js'
import { expOf } from './exp.js'
import { logOf } from './log.js'
import { normQuantile } from './normalQuantile.js'
import { poissonFrom } from './poisson.js'
import { hashSeed } from './seed.js'
import { nextXoshiro } from './xoshiro.js'

/**
 * A seeded stream of random numbers (xoshiro256**): equal seeds give equal bits on every engine and platform, in all
 * of its variates. Not for secrets.
 */
export type Rng = {
  /** Uniform in [0, 1), a multiple of 2^-53. */
  next(): number
  /** Uniform whole number in [0, 2^32). */
  uint32(): number
  /** Standard normal: the quantile of one uniform, so that one normal always takes one step of the stream. */
  normal(): number
  /** Exponential with mean 1. */
  exponential(): number
  /** Student's t with `freedom` > 0 degrees of freedom; its variance is freedom / (freedom - 2). */
  student(freedom: number): number
  /** Poisson count of the given mean, 0 to 1e9. */
  poisson(mean: number): number
  /**
   * A stream of its own, named by label. It depends on this stream's seed and the label only, not on how much was
   * drawn, and does not advance this stream: adding one reader leaves the others' numbers alone. Equal labels give
   * equal streams.
   */
  fork(label: string): Rng
  /** The whole state as plain numbers. */
  save(): readonly number[]
  /** Continues where the saved stream stood; throws on anything that save() did not write. */
  load(state: readonly number[]): void
}

const FORMAT = 1

/**
 * A random number generator from a seed: any text, or any finite number. `createRng('run-7')` and `createRng(7)` are
 * unrelated streams.
 *
 * @throws RangeError with code `input/not-finite` for a seed of NaN or Infinity.
 * @example
 * import { createRng } from '@bourse/math'
 * const rng = createRng('demo')
 * const strategy = rng.fork('SPY@ARCX')
 * strategy.next() === createRng('demo').fork('SPY@ARCX').next() // => true
 */
export function createRng(seed: number | string): Rng {
  if (typeof seed !== 'string' && !Number.isFinite(seed))
    throw outOfDomain('createRng', 'seed', seed, 'text or a finite number')
  return rngOf(hashSeed([0, 0, 0, 0], seed))
}

function rngOf(firstKey: readonly number[]): Rng {
  let key = firstKey
  const state = new Int32Array(10)
  state.set(hashSeed(key, 'upper'), 0)
  state.set(hashSeed(key, 'lower'), 4)

  function next(): number {
    nextXoshiro(state)
    return ((state[8]! >>> 5) * 67108864 + (state[9]! >>> 6)) / 9007199254740992
  }

  /** In (0, 1), symmetric: the middle of one of 2^52 cells. */
  function open(): number {
    nextXoshiro(state)
    return ((state[8]! >>> 0) * 1048576 + (state[9]! >>> 12) + 0.5) / 4503599627370496
  }

  return {
    next,
    uint32() {
      nextXoshiro(state)
      return state[8]! >>> 0
    },
    normal: () => normQuantile(open()),
    exponential: () => -logOf(open()),
    student(freedom) {
      if (!(freedom > 0)) throw outOfDomain('rng.student', 'freedom', freedom, 'above 0')
      const z = normQuantile(open())
      return freedom === Number.POSITIVE_INFINITY ? z : z * Math.sqrt(freedom / (2 * gammaFrom(open, freedom / 2)))
    },
    poisson(mean) {
      if (!(mean >= 0 && mean <= 1e9)) throw outOfDomain('rng.poisson', 'mean', mean, '[0, 1e9]')
      return mean === 0 ? 0 : poissonFrom(next, mean)
    },
    fork: (label) => rngOf(hashSeed(key, label)),
    save: () => [FORMAT, ...key, ...state.subarray(0, 8)],
    load(saved) {
      const whole = Array.isArray(saved) && saved.length === 13 && saved.every((word) => (word | 0) === word)
      const alive = whole && saved[0] === FORMAT && saved.slice(5).some((word) => word !== 0)
      if (!alive) throw outOfDomain('rng.load', 'state', 'something else', 'the 13 whole numbers of save()')
      key = saved.slice(1, 5)
      state.set(saved.slice(5), 0)
    },
  }
}

/** Gamma(a) by Marsaglia and Tsang, ACM TOMS 26 (2000); a < 1 by one step up and a power. */
function gammaFrom(open: () => number, a: number): number {
  if (a < 1) return gammaFrom(open, a + 1) * expOf(logOf(open()) / a)
  const d = a - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normQuantile(open())
    const cube = 1 + c * x
    if (cube <= 0) continue
    const v = cube * cube * cube
    if (logOf(open()) < 0.5 * x * x + d * (1 - v + logOf(v))) return d * v
  }
}
