// Which roots pay for being held.
import type { CurveShape } from './carry.js'
import type { TermStructure } from './termStructure.js'

/** A root and what rolling it earns per year (log convention). */
export type RankedRollYield = { readonly root: string; readonly rollYield: number; readonly shape: CurveShape }

/**
 * Roots by roll yield, best to hold long first; those without a yield last, equal ones by name.
 *
 * @example
 * import { CL, contractChain, futuresDays, NG, rankRollYields, termStructure } from '@bourse/futures'
 * const curve = (spec: typeof CL, prices: number[]) => termStructure(
 *   contractChain(spec, '2026-11-23', 2, futuresDays).map((contract, i) => ({ contract, price: prices[i]! })), '2026-11-23')
 * rankRollYields([curve(NG, [3, 3.2]), curve(CL, [58, 57.6])]).map(({ root }) => root) // => ['CL', 'NG']
 */
export function rankRollYields(curves: readonly TermStructure[]): readonly RankedRollYield[] {
  const known = (value: number): number => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value)
  return curves
    .map(({ points, rollYield, shape }) => ({ root: points[0]?.contract.root ?? '', rollYield: rollYield.log, shape }))
    .sort((a, b) => {
      const [x, y] = [known(a.rollYield), known(b.rollYield)]
      if (x !== y) return y > x ? 1 : -1
      return a.root < b.root ? -1 : 1
    })
}
