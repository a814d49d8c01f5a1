/**
 * Where a put is exercised early, by rate and yield (a call is a put with the two exchanged). Exercise earns
 * rate * strike and gives up yield * spot: `never` where that is nowhere a gain below the strike, `below` one price,
 * or `between` two prices, where both are negative and the yield more so.
 *
 * @see L. Andersen, M. Lake, Fast American option pricing: the double-boundary case, Wilmott (2021)
 */
export type ExerciseRegion = 'never' | 'below' | 'between'

export function exerciseRegion(rate: number, carryYield: number): ExerciseRegion {
  if (rate > 0) return 'below'
  if (carryYield >= rate) return 'never'
  return rate === 0 ? 'below' : 'between'
}

/** ln of the boundary just before expiry, for a strike of 1. */
export function boundaryAtExpiry(rate: number, carryYield: number): number {
  return rate > 0 && carryYield > rate ? Math.log(rate / carryYield) : 0
}
