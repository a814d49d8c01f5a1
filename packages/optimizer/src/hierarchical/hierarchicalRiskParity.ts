import type { Matrix } from '@bourse/math'
import { clusterTree, leafOrder, type Linkage } from './clusterTree.js'
import { type CorrelationDistance, correlationDistances } from './correlationDistance.js'
import { inverseVarianceRisk } from './inverseVariance.js'

/** How assets are grouped: `linkage` 'single', `distance` 'direct' where left out. */
export type HierarchyOptions = {
  readonly linkage?: Linkage
  readonly distance?: CorrelationDistance
}

/**
 * Hierarchical risk parity: assets in the order of the cluster tree, the list halved again and again, each half weighted
 * against the variance of its inverse-variance portfolio. Long only, sums to 1, needs no inverse of the covariance.
 * Lopez de Prado 2016. Throws where the covariance is not one.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { hierarchicalRiskParity } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.04, 0.036, 0], [0.036, 0.04, 0], [0, 0, 0.16]])
 * hierarchicalRiskParity(covariance, { linkage: 'average' }).map((w) => Math.round(w * 1000)) // => Float64Array [404, 404, 192]
 */
export function hierarchicalRiskParity(covariance: Matrix, options: HierarchyOptions = {}): Float64Array {
  const { linkage = 'single', distance = 'direct' } = options
  const order = leafOrder(clusterTree(correlationDistances(covariance, distance), linkage))
  const weights = new Float64Array(order.length).fill(1)
  const open = [order]
  while (open.length > 0) {
    const part = open.pop()!
    if (part.length < 2) continue
    const half = part.length >> 1
    const [first, second] = [part.subarray(0, half), part.subarray(half)]
    const a = inverseVarianceRisk(covariance, first)
    const b = inverseVarianceRisk(covariance, second)
    for (const i of first) weights[i]! *= share(b, a)
    for (const i of second) weights[i]! *= share(a, b)
    open.push(first, second)
  }
  return weights
}

/** Share of the part whose counterpart has risk `other`; equal where neither has any. */
export function share(other: number, own: number): number {
  const sum = other + own
  return sum > 0 ? other / sum : 0.5
}
