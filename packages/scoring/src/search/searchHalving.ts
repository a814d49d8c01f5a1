import { badArgument } from '@bourse/core'
import type { Rng } from '@bourse/math'
import { checkCount } from '../validation/fold.js'
import { checkResume } from './searchRandom.js'
import {
  better,
  checkSpace,
  type ParametersOf,
  randomParameters,
  type SearchSpace,
  type SearchStep,
  type SearchTrial,
} from './searchSpace.js'

/**
 * Successive halving (Jamieson & Talwalkar, AISTATS 2016): many parameters on a small budget (rows, rounds), the best of them on
 * a larger one, until the few left get all of it. `best` counts trials on the largest budget reached.
 *
 * @param evaluate the loss of these parameters on a budget from `least` to 1, as a share of the whole
 * @param settings.start how many parameters begin
 * @param settings.keep one in how many goes on, default 3; the budget grows by as much
 * @param settings.least the first budget, default 1 / 9
 * @throws BourseError where the space is empty or a range is none; what `evaluate` throws
 * @example
 * import { createRng } from '@bourse/math'
 * import { searchHalving } from '@bourse/scoring'
 * const loss = ({ x }: { x: number }, budget: number) => (x - 0.3) ** 2 + (1 - budget) * 0.01
 * const search = searchHalving({ x: { low: 0, high: 1 } }, loss, { start: 27, rng: createRng(1) })
 * const steps = []
 * for await (const step of search) steps.push(step)
 * steps[38].best.budget // => 1
 */
export async function* searchHalving<const S extends SearchSpace>(
  space: S,
  evaluate: (parameters: ParametersOf<S>, budget: number) => number | Promise<number>,
  settings: {
    readonly start: number
    readonly rng: Rng
    readonly keep?: number
    readonly least?: number
    readonly resume?: readonly SearchTrial[]
  },
): AsyncGenerator<SearchStep<ParametersOf<S>>, void, void> {
  const where = 'searchHalving'
  checkSpace(where, space)
  const { rng, keep = 3, least = 1 / 9 } = settings
  const start = checkCount(where, 'start', settings.start, 1)
  checkCount(where, 'keep', keep, 2)
  if (!(least > 0 && least <= 1)) throw badArgument(where, 'least', least, 'above 0, at most 1')
  const rungs = Math.ceil(Math.log(1 / least) / Math.log(keep) - 1e-9) + 1
  const counts = Array.from({ length: rungs }, (_, r) => Math.max(1, Math.floor(start / keep ** r)))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const kept = checkResume<ParametersOf<S>>(where, settings.resume ?? [])
  let field = Array.from({ length: start }, (_, i) => randomParameters(space, rng.fork(`trial ${i}`)))
  let trial = 0
  for (let rung = 0; rung < rungs; rung++) {
    const budget = Math.min(1, least * keep ** rung)
    const done: SearchTrial<ParametersOf<S>>[] = []
    for (const parameters of field) {
      const old = kept[trial]
      const one: SearchTrial<ParametersOf<S>> = old ?? {
        trial,
        parameters,
        loss: await evaluate(parameters, budget),
        budget,
      }
      done.push(one)
      trial++
      if (old === undefined) yield { ...one, best: done.reduce(better), progress: trial / total }
    }
    const rank = ({ loss }: SearchTrial<unknown>): number => (Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss)
    done.sort((a, b) => (rank(a) === rank(b) ? a.trial - b.trial : rank(a) - rank(b)))
    field = done.slice(0, counts[rung + 1] ?? 0).map(({ parameters }) => parameters)
  }
}
