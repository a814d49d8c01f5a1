import { badArgument } from '@bourse/core'
import { type Fold, rangeOf } from './fold.js'
import { blockEdges, checkEmbargo, checkSpans, purgedRows } from './labelSpans.js'

/** `paths[p][b]`: which fold's forecast the p-th way through history takes in block b. */
export type CombinatorialFolds = { readonly folds: readonly Fold[]; readonly paths: readonly Int32Array[] }

/**
 * Every choice of `test` blocks among `blocks` as one fold, purged and embargoed behind each block (Lopez de Prado 2018,
 * chapter 12). From the folds come several complete histories of forecasts, C(blocks - 1, test - 1) of them: a distribution of
 * results, not one.
 *
 * @throws BourseError where there are more than 20,000 choices, and as `purgedFolds`
 * @example
 * import { combinatorialFolds } from '@bourse/scoring'
 * const times = Float64Array.from({ length: 60 }, (_, i) => i)
 * const { folds, paths } = combinatorialFolds(times, times, { blocks: 6, test: 2, embargo: 0 })
 * folds.length // => 15
 * paths.length // => 5
 */
export function combinatorialFolds(
  times: Float64Array,
  horizons: Float64Array,
  options: { readonly blocks: number; readonly test: number; readonly embargo: number },
): CombinatorialFolds {
  const where = 'combinatorialFolds'
  checkSpans(where, times, horizons)
  const { blocks, test } = options
  const edges = blockEdges(where, times.length, blocks)
  const embargo = checkEmbargo(where, options.embargo)
  if (!(Number.isInteger(test) && test >= 1 && test < blocks))
    throw badArgument(where, 'test', test, `a whole number from 1 to ${blocks - 1}`)
  if (choicesOf(blocks, test) > 20_000) throw badArgument(where, 'blocks', blocks, 'at most 20,000 choices')
  const chosen = choose(blocks, test)
  const folds = chosen.map((pick): Fold => {
    const spans = pick.map((b) => [edges[b]!, edges[b + 1]!] as const)
    return {
      train: purgedRows(times, horizons, spans, embargo),
      test: Int32Array.from(spans.flatMap(([from, to]) => [...rangeOf(from, to)])),
    }
  })
  const holding = Array.from({ length: blocks }, (_, b) => [...chosen.keys()].filter((f) => chosen[f]!.includes(b)))
  const paths = holding[0]!.map((_, p) => Int32Array.from(holding, (list) => list[p]!))
  return { folds, paths }
}

export function choicesOf(n: number, k: number): number {
  let count = 1
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i
  return Math.round(count)
}

/** All rising choices of k among 0 .. n - 1, in the order of a dictionary. */
export function choose(n: number, k: number): readonly (readonly number[])[] {
  const all: number[][] = []
  const pick = Array.from({ length: k }, (_, i) => i)
  for (;;) {
    all.push([...pick])
    let at = k - 1
    while (at >= 0 && pick[at] === n - k + at) at--
    if (at < 0) return all
    pick[at]!++
    for (let i = at + 1; i < k; i++) pick[i] = pick[i - 1]! + 1
  }
}
