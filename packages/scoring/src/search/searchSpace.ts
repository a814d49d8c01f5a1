import { badArgument } from '@bourse/core'
import type { Rng } from '@bourse/math'

/** A range of numbers, by logarithm where `log`, whole where `whole`; or a list to choose from. */
export type SearchRange =
  | { readonly low: number; readonly high: number; readonly log?: boolean; readonly whole?: boolean }
  | { readonly choices: readonly (string | number | boolean)[] }

/** What may be tried, by parameter. */
export type SearchSpace = { readonly [parameter: string]: SearchRange }
/** One choice of every parameter. */
export type Parameters = { readonly [parameter: string]: string | number | boolean }

/** The same with the types of a space. */
export type ParametersOf<S extends SearchSpace> = { readonly [P in keyof S]: ValueOf<S[P]> }
type ValueOf<R> = R extends { readonly choices: readonly (infer C extends string | number | boolean)[] } ? C : number

/** One trial; the least `loss` is best. What is kept of it resumes a search. */
export type SearchTrial<P = Parameters> = {
  readonly trial: number
  readonly parameters: P
  readonly loss: number
  readonly budget: number
}
/** A trial as it ends: the best so far, and how far the search has come, 0 to 1. */
export type SearchStep<P = Parameters> = SearchTrial<P> & { readonly best: SearchTrial<P>; readonly progress: number }

export function checkSpace(where: string, space: SearchSpace): void {
  const names = Object.keys(space)
  if (names.length === 0) throw badArgument(where, 'space', 'empty', 'at least one parameter')
  for (const name of names) {
    const range = space[name]!
    if ('choices' in range) {
      if (range.choices.length === 0) throw badArgument(where, `space.${name}.choices`, 'empty', 'at least one choice')
      continue
    }
    const { low, high, log, whole } = range
    if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
      throw badArgument(where, `space.${name}`, `${low} to ${high}`, 'finite, low below high')
    if (log === true && !(low > 0)) throw badArgument(where, `space.${name}.low`, low, '> 0 for log')
    if (whole === true && !(Number.isInteger(low) && Number.isInteger(high)))
      throw badArgument(where, `space.${name}`, `${low} to ${high}`, 'whole ends for whole')
  }
}

/** Where a number lies between the ends, 0 to 1, and back. A whole number stands for the stretch around it. */
export function placeOf(range: Exclude<SearchRange, { choices: unknown }>, value: number): number {
  const [low, high] = endsOf(range)
  return ((range.log === true ? Math.log(value) : value) - low) / (high - low)
}
export function valueAt(range: Exclude<SearchRange, { choices: unknown }>, place: number): number {
  const [low, high] = endsOf(range)
  const at = low + place * (high - low)
  const value = range.log === true ? Math.exp(at) : at
  return Math.min(range.high, Math.max(range.low, range.whole === true ? Math.round(value) : value))
}
function endsOf({ low, high, log, whole }: Exclude<SearchRange, { choices: unknown }>): readonly [number, number] {
  const half = whole === true ? 0.5 : 0
  return log === true ? [Math.log(low - half), Math.log(high + half)] : [low - half, high + half]
}

export function randomParameters<S extends SearchSpace>(space: S, rng: Rng): ParametersOf<S> {
  const chosen: { [parameter: string]: string | number | boolean } = {}
  for (const [name, range] of Object.entries(space))
    chosen[name] =
      'choices' in range ? range.choices[Math.floor(rng.next() * range.choices.length)]! : valueAt(range, rng.next())
  return chosen as ParametersOf<S>
}

/** A loss that is no number is the worst. */
export function better<P>(a: SearchTrial<P>, b: SearchTrial<P>): SearchTrial<P> {
  return b.loss < a.loss || Number.isNaN(a.loss) ? b : a
}
