import { badArgument } from '@bourse/core'
import {
  energyDistance,
  jeffreysDivergence,
  jsDivergence,
  klDivergence,
  ksTest,
  quantileOfSorted,
  wassersteinDistance,
} from '@bourse/math'
import { checkCount } from '../validation/fold.js'

/** How far a feature has moved from where the model learned it. Divergences in nats. */
export type FeatureDrift = {
  /** Population stability index: below 0.1 at home, above 0.25 moved away, by the usual rule. */
  readonly psi: number
  /** Kullback-Leibler divergence of the current shares from the reference. */
  readonly kl: number
  /** Jensen-Shannon divergence, 0 to ln 2. */
  readonly js: number
  readonly ks: { readonly statistic: number; readonly pValue: number }
  /** In units of the feature. */
  readonly wasserstein: number
  readonly energy: number
  /** Share of NaN, before and now; the other figures leave NaN out. */
  readonly missing: readonly [number, number]
  readonly edges: Float64Array
  readonly referenceShares: Float64Array
  readonly currentShares: Float64Array
}

/**
 * Compares a feature now with the feature of training, over bins between quantiles of the reference (linear), the first and
 * last open. An empty bin counts as the share `floor`: PSI takes those shares as they are, KL and JS make them sum to 1.
 *
 * @param options.bins default 10
 * @param options.floor default 1e-4
 * @throws BourseError where one side has no number, or a value is infinite
 * @example
 * import { featureDrift } from '@bourse/scoring'
 * const before = Float64Array.from({ length: 100 }, (_, i) => i)
 * featureDrift(before, before).psi // => 0
 * featureDrift(before, before.map((x) => x + 50)).wasserstein // => 50
 */
export function featureDrift(
  reference: Float64Array,
  current: Float64Array,
  options: { readonly bins?: number; readonly floor?: number } = {},
): FeatureDrift {
  const { bins = 10, floor = 1e-4 } = options
  checkCount('featureDrift', 'bins', bins, 2)
  if (!(floor > 0 && floor < 1 / bins)) throw badArgument('featureDrift', 'floor', floor, `above 0, below 1 / ${bins}`)
  const before = presentSorted('reference', reference)
  const now = presentSorted('current', current)
  const edges = Float64Array.from({ length: bins - 1 }, (_, k) => quantileOfSorted(before, (k + 1) / bins))
  const [referenceShares, currentShares] = [sharesBetween(before, edges), sharesBetween(now, edges)]
  const [p, q] = [referenceShares, currentShares].map((shares) => shares.map((x) => Math.max(x, floor)))
  return {
    psi: jeffreysDivergence(q!, p!),
    kl: klDivergence(q!, p!),
    js: jsDivergence(q!, p!),
    ks: ksTest(before, now),
    wasserstein: wassersteinDistance(before, now),
    energy: energyDistance(before, now),
    missing: [1 - before.length / reference.length, 1 - now.length / current.length],
    edges,
    referenceShares,
    currentShares,
  }
}

function presentSorted(name: string, values: Float64Array): Float64Array {
  const present = values.filter((x) => !Number.isNaN(x)).sort()
  if (present.length === 0) throw badArgument('featureDrift', name, 'without a number', 'at least one number')
  for (const at of [0, present.length - 1])
    if (!Number.isFinite(present[at]!)) throw badArgument('featureDrift', name, present[at], 'finite numbers and NaN')
  return present
}

/** Of sorted values: the share in [edge, next edge). */
function sharesBetween(sorted: Float64Array, edges: Float64Array): Float64Array {
  const shares = new Float64Array(edges.length + 1)
  let bin = 0
  for (const x of sorted) {
    while (bin < edges.length && x >= edges[bin]!) bin++
    shares[bin]!++
  }
  return shares.map((count) => count / sorted.length)
}
