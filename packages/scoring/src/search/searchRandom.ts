import { badArgument } from '@bourse/core'
import type { Rng } from '@bourse/math'
import { checkCount } from '../validation/fold.js'
import {
  better,
  checkSpace,
  type ParametersOf,
  randomParameters,
  type SearchSpace,
  type SearchStep,
  type SearchTrial,
} from './searchSpace.js'

/** Settings of `searchRandom` and `searchTpe`. */
export type SearchSettings = {
  readonly trials: number
  readonly rng: Rng
  /** Trials of a search that was stopped, in order: it goes on as if it had not been. */
  readonly resume?: readonly SearchTrial[]
}

/**
 * Tries parameters drawn evenly from the space: hard to beat with many cheap trials, and never stuck. Take as many steps as
 * wanted and leave. SearchTrial n draws from `rng.fork('trial n')`: equal seeds give equal trials, resumed or not.
 *
 * @param evaluate the loss of these parameters, smaller is better: a cross-validated one, purged
 * @throws BourseError where the space is empty or a range is none; what `evaluate` throws
 * @example
 * import { createRng } from '@bourse/math'
 * import { searchRandom } from '@bourse/scoring'
 * const space = { depth: { low: 2, high: 8, whole: true } }
 * const search = searchRandom(space, ({ depth }) => Math.abs(depth - 5), { trials: 30, rng: createRng(1) })
 * const steps = []
 * for await (const step of search) steps.push(step)
 * steps[29].best.parameters // => { depth: 5 }
 */
export async function* searchRandom<const S extends SearchSpace>(
  space: S,
  evaluate: (parameters: ParametersOf<S>) => number | Promise<number>,
  settings: SearchSettings,
): AsyncGenerator<SearchStep<ParametersOf<S>>, void, void> {
  checkSpace('searchRandom', space)
  yield* steps('searchRandom', settings, evaluate, (_, rng) => randomParameters(space, rng))
}

export async function* steps<P>(
  where: string,
  { trials, rng, resume = [] }: SearchSettings,
  evaluate: (parameters: P) => number | Promise<number>,
  suggest: (done: readonly SearchTrial<P>[], rng: Rng) => P,
): AsyncGenerator<SearchStep<P>, void, void> {
  checkCount(where, 'trials', trials, 1)
  const done = checkResume<P>(where, resume)
  let best = done.length > 0 ? done.reduce(better) : undefined
  for (let trial = done.length; trial < trials; trial++) {
    const parameters = suggest(done, rng.fork(`trial ${trial}`))
    const one: SearchTrial<P> = { trial, parameters, loss: await evaluate(parameters), budget: 1 }
    done.push(one)
    best = best === undefined ? one : better(best, one)
    yield { ...one, best, progress: (trial + 1) / trials }
  }
}

/** What was kept is of the same space, or the search has nothing to go on from: parameters are the caller's word. */
export function checkResume<P>(where: string, resume: readonly SearchTrial[]): SearchTrial<P>[] {
  return resume.map(({ trial, parameters, loss, budget }, i) => {
    if (trial !== i) throw badArgument(where, `resume[${i}].trial`, trial, `${i}: trials in order, from the first`)
    return { trial, parameters: parameters as P, loss, budget }
  })
}
