import { normCdf, type Rng } from '@bourse/math'
import { steps, type SearchSettings } from './searchRandom.js'
import {
  checkSpace,
  type Parameters,
  type ParametersOf,
  placeOf,
  randomParameters,
  type SearchRange,
  type SearchSpace,
  type SearchStep,
  type SearchTrial,
  valueAt,
} from './searchSpace.js'

const [firstRandom, candidates] = [10, 24]

/**
 * Tree-structured Parzen estimator (Bergstra et al., NeurIPS 2011): after ten random trials, parameters are drawn near the best
 * tenth and kept where those are denser than the rest. Each parameter by itself. For trials that take minutes.
 *
 * @param evaluate the loss of these parameters, smaller is better
 * @throws BourseError where the space is empty or a range is none; what `evaluate` throws
 * @example
 * import { createRng } from '@bourse/math'
 * import { searchTpe } from '@bourse/scoring'
 * const search = searchTpe({ x: { low: 0, high: 1 } }, ({ x }) => (x - 0.3) ** 2, { trials: 60, rng: createRng(1) })
 * const steps = []
 * for await (const step of search) steps.push(step)
 * Math.abs(steps[59].best.parameters.x - 0.3) < 0.02 // => true
 */
export async function* searchTpe<const S extends SearchSpace>(
  space: S,
  evaluate: (parameters: ParametersOf<S>) => number | Promise<number>,
  settings: SearchSettings,
): AsyncGenerator<SearchStep<ParametersOf<S>>, void, void> {
  checkSpace('searchTpe', space)
  yield* steps('searchTpe', settings, evaluate, (done, rng) => suggest(space, done, rng))
}

function suggest<S extends SearchSpace>(
  space: S,
  done: readonly SearchTrial<ParametersOf<S>>[],
  rng: Rng,
): ParametersOf<S> {
  if (done.length < firstRandom) return randomParameters(space, rng)
  const rank = ({ loss }: SearchTrial<unknown>): number => (Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss)
  const sorted = [...done].sort((a, b) => (rank(a) === rank(b) ? a.trial - b.trial : rank(a) - rank(b)))
  const count = Math.min(25, Math.ceil(0.1 * sorted.length) + 1)
  const [good, bad] = [sorted.slice(0, count), sorted.slice(count)]
  const chosen: { [parameter: string]: string | number | boolean } = {}
  for (const [name, range] of Object.entries(space)) {
    const of = (trials: readonly SearchTrial<Parameters>[]): (string | number | boolean)[] =>
      trials.map(({ parameters }) => parameters[name]!)
    chosen[name] =
      'choices' in range ? bestChoice(range.choices, of(good), of(bad), rng) : bestPlace(range, of(good), of(bad), rng)
  }
  return chosen as ParametersOf<S>
}

function bestChoice<T>(choices: readonly T[], good: readonly T[], bad: readonly T[], rng: Rng): T {
  const shares = (seen: readonly T[]): number[] =>
    choices.map((choice) => (1 + seen.filter((one) => one === choice).length) / (choices.length + seen.length))
  const [near, far] = [shares(good), shares(bad)]
  let best = 0
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < candidates; k++) {
    let draw = rng.next()
    let at = 0
    while (at < choices.length - 1 && draw >= near[at]!) draw -= near[at++]!
    if (near[at]! / far[at]! > most) [best, most] = [at, near[at]! / far[at]!]
  }
  return choices[best]!
}

function bestPlace(
  range: Exclude<SearchRange, { choices: unknown }>,
  good: readonly unknown[],
  bad: readonly unknown[],
  rng: Rng,
): number {
  const places = (seen: readonly unknown[]): number[] => seen.map((value) => placeOf(range, Number(value)))
  const [near, far] = [parzen(places(good)), parzen(places(bad))]
  let best = 0.5
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < candidates; k++) {
    const kernel = near[Math.floor(rng.next() * near.length)]!
    let x = kernel.centre + kernel.width * rng.normal()
    // Outside the range draws are taken anew, which is the truncated normal.
    for (let again = 0; !(x >= 0 && x <= 1) && again < 100; again++) x = kernel.centre + kernel.width * rng.normal()
    x = Math.min(1, Math.max(0, x))
    const gain = density(near, x) / density(far, x)
    if (gain > most) [best, most] = [x, gain]
  }
  return valueAt(range, best)
}

type Kernel = { readonly centre: number; readonly width: number }

/** A normal at each place, as wide as the way to its farther neighbour, and a wide one over the whole range. */
function parzen(places: readonly number[]): readonly Kernel[] {
  const sorted = [...places].sort((a, b) => a - b)
  const least = 1 / Math.min(100, sorted.length + 1)
  return [
    { centre: 0.5, width: 1 },
    ...sorted.map((centre, i) => {
      const way = Math.max(centre - (sorted[i - 1] ?? 0), (sorted[i + 1] ?? 1) - centre)
      return { centre, width: Math.min(1, Math.max(least, way)) }
    }),
  ]
}

function density(kernels: readonly Kernel[], x: number): number {
  let sum = 0
  for (const { centre, width } of kernels) {
    const inside = normCdf((1 - centre) / width) - normCdf(-centre / width)
    sum += Math.exp(-0.5 * ((x - centre) / width) ** 2) / (width * inside)
  }
  return sum / kernels.length
}
