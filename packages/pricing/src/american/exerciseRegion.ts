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

/**
 * What an American put of strike 1 is worth without any volatility: the best moment on the one path there is. No
 * volatility makes it cheaper.
 */
export function putFloor(spot: number, years: number, rate: number, carryYield: number): number {
  const at = (t: number): number => Math.exp(-rate * t) - spot * Math.exp(-carryYield * t)
  let best = Math.max(0, 1 - spot, at(years))
  const turn = Math.log(rate / (carryYield * spot)) / (rate - carryYield)
  if (turn > 0 && turn < years) best = Math.max(best, at(turn))
  return best
}
