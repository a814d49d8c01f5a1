// Spreads as combos: which roots, in which ratios. Data, so that a desk's own spread is one more row.
import type { Future } from '@bourse/assets'
import { type ComboLeg, failed, type InstrumentId, type Result, succeeded } from '@bourse/core'

/** Named spreads of futures. */
export type FutureSpread =
  | 'calendar'
  | 'butterfly'
  | 'condor'
  | 'crack-321'
  | 'crack-211'
  | 'crush'
  | 'nob'
  | 'tut'
  | 'fyt'

/**
 * The roots of a spread's legs in the order of its contracts (`any`: one root, ascending expiries) and their ratios, as it is
 * bought. Spreads without `ratios` are weighted by DV01, which comes in.
 */
export type SpreadDefinition = { readonly roots: readonly string[] | 'any'; readonly ratios?: readonly number[] }

/**
 * What each named spread is made of. The crack is bought as products against crude, the crush as products against beans.
 *
 * @example
 * import { spreadDefinitions } from '@bourse/futures'
 * spreadDefinitions['crack-321'] // => { roots: ['CL', 'RB', 'HO'], ratios: [-3, 2, 1] }
 */
export const spreadDefinitions: { readonly [S in FutureSpread]: SpreadDefinition } = {
  calendar: { roots: 'any', ratios: [1, -1] },
  butterfly: { roots: 'any', ratios: [1, -2, 1] },
  condor: { roots: 'any', ratios: [1, -1, -1, 1] },
  'crack-321': { roots: ['CL', 'RB', 'HO'], ratios: [-3, 2, 1] },
  'crack-211': { roots: ['CL', 'RB', 'HO'], ratios: [-2, 1, 1] },
  crush: { roots: ['ZS', 'ZM', 'ZL'], ratios: [-10, 11, 9] },
  nob: { roots: ['ZN', 'ZB'] },
  tut: { roots: ['ZN', 'ZT'] },
  fyt: { roots: ['ZN', 'ZF'] },
}

/**
 * The legs of a named spread over contracts, for a `ComboDraft`. `ratios` replace those of the definition; the spreads by
 * DV01 (nob, tut, fyt) need them: see `dv01Hedge`. Fails with `spread/wrong-contracts` where roots or expiries do not fit,
 * with `spread/no-ratios` where none are known.
 *
 * @example
 * import { contractChain, CL, futuresDays, spreadLegs } from '@bourse/futures'
 * const legs = spreadLegs('butterfly', contractChain(CL, '2026-11-23', 3, futuresDays))
 * legs.ok && legs.value.map(({ instrument, ratio }) => `${ratio} ${instrument}`)
 * // => ['1 CLF27@NYMEX', '-2 CLG27@NYMEX', '1 CLH27@NYMEX']
 */
export function spreadLegs(
  spread: FutureSpread,
  contracts: readonly Future[],
  ratios?: readonly number[],
): Result<readonly ComboLeg[], 'spread/wrong-contracts' | 'spread/no-ratios'> {
  const { roots, ratios: usual } = spreadDefinitions[spread]
  const weights = ratios ?? usual
  const ids = contracts.map(({ id }) => id)
  if (weights === undefined)
    return failed('spread/no-ratios', `${spread} is weighted by DV01: pass ratios, as [100, -49]`, { spread })
  const wanted = roots === 'any' ? usual!.length : roots.length
  const fits =
    contracts.length === wanted &&
    weights.length === wanted &&
    weights.every((ratio) => Number.isFinite(ratio) && ratio !== 0) &&
    (roots === 'any' ? isLadder(contracts) : contracts.every(({ root }, i) => root === roots[i]))
  if (!fits) {
    const need = roots === 'any' ? `${wanted} contracts of one root in order of expiry` : roots.join(', ')
    return failed('spread/wrong-contracts', `${spread} needs ${need}, and as many ratios other than 0`, { spread, ids })
  }
  return succeeded(contracts.map(({ id }, i) => ({ instrument: id, ratio: weights[i]! })))
}

/**
 * The net price of legs: the sum of ratio times price, in units of price. NaN where a price is missing.
 *
 * @example
 * import { spreadPrice } from '@bourse/futures'
 * const legs = [{ instrument: 'CLF27@NYMEX', ratio: 1 }, { instrument: 'CLG27@NYMEX', ratio: -1 }] as const
 * spreadPrice(legs, (id) => (id === 'CLF27@NYMEX' ? 58 : 57.5)) // => 0.5
 */
export function spreadPrice(
  legs: readonly ComboLeg[],
  priceOf: (instrument: InstrumentId) => number | undefined,
): number {
  let total = 0
  for (const { instrument, ratio } of legs) total += ratio * (priceOf(instrument) ?? Number.NaN)
  return total
}

function isLadder(contracts: readonly Future[]): boolean {
  return contracts.every(
    ({ root, expiry }, i) => i === 0 || (root === contracts[0]!.root && expiry > contracts[i - 1]!.expiry),
  )
}
