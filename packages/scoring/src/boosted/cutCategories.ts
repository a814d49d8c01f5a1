import type { CutRule, NodeSums } from './kernel.js'

/** The categories that go right, 32 to a word, and the left side's sums. */
export type CategoryCut = {
  readonly members: Uint32Array
  readonly isMissingLeft: boolean
  readonly gradient: number
  readonly hessian: number
  readonly gain: number
}

/**
 * The best two groups of categories: in the order of their own weights, the best groups are neighbours.
 *
 * @see W. Fisher, On grouping for maximum homogeneity, J. Am. Stat. Assoc. 53 (1958)
 */
export function cutCategories(
  histogram: Int32Array,
  bins: number,
  sums: NodeSums,
  { lambda, least }: CutRule,
  floor: number,
): CategoryCut | undefined {
  const seen: number[] = []
  for (let bin = 0; bin < bins; bin++) if (histogram[2 * bin] !== 0) seen.push(bin)
  const weightOf = (bin: number): number => histogram[2 * bin + 1]! / (histogram[2 * bin]! + lambda)
  seen.sort((a, b) => weightOf(a) - weightOf(b) || a - b)
  const within = (weight: number): number => Math.min(Math.max(weight, sums.low), sums.high)
  const missing = { gradient: histogram[511]!, hessian: histogram[510]! }
  let found: Omit<CategoryCut, 'members'> & { readonly upTo: number } = {
    ...{ isMissingLeft: false, gradient: 0, hessian: 0, gain: floor, upTo: -1 },
  }
  for (const isMissingLeft of missing.hessian === 0 ? [false] : [false, true]) {
    let gradient = isMissingLeft ? missing.gradient : 0
    let hessian = isMissingLeft ? missing.hessian : 0
    // the last is not a cut: one category at least goes right, as the file format wants it
    for (let k = 0; k + 1 < seen.length; k++) {
      gradient += histogram[2 * seen[k]! + 1]!
      hessian += histogram[2 * seen[k]!]!
      const rest = sums.hessian - hessian
      if (hessian < least || rest < least) continue
      const other = sums.gradient - gradient
      const left = within(-gradient / (hessian + lambda))
      const right = within(-other / (rest + lambda))
      const gain = -(left * (2 * gradient + (hessian + lambda) * left) + right * (2 * other + (rest + lambda) * right))
      if (gain > found.gain) found = { isMissingLeft, gradient, hessian, gain, upTo: k }
    }
  }
  const { upTo, ...cut } = found
  if (upTo < 0) return undefined
  const members = new Uint32Array((bins + 31) >> 5)
  for (const bin of seen.slice(upTo + 1)) members[bin >> 5]! |= 1 << (bin & 31)
  const isMissingLeft = missing.hessian === 0 ? 2 * cut.hessian >= sums.hessian : cut.isMissingLeft
  return { ...cut, isMissingLeft, members }
}
