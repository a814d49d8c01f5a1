import { badArgument } from '@bourse/core'

/** Shares of the exposure's value over the life of the forward; > 0 is a cost. `carry` is interest given up, `spread` what dealing takes. */
export type HedgeCost = { readonly carry: number; readonly spread: number; readonly total: number }

/**
 * What it costs to sell `ratio` of an exposure forward, all in quote per base with the base hedged: carry is
 * ratio (S - F)/S at mid prices, spread ratio (F - F bid)/S. A negative ratio buys at the ask. Carry may be negative: a
 * base currency with the lower rate earns the premium. Throws where spot is not a finite number > 0.
 *
 * @example
 * import { hedgeCost } from '@bourse/fx'
 * hedgeCost(1, 1.25, { bid: 1.2375, ask: 1.2425 }).carry // => 0.0080000
 * hedgeCost(1, 1.25, { bid: 1.2375, ask: 1.2425 }).spread // => 0.0020000
 */
export function hedgeCost(
  ratio: number,
  spotMid: number,
  forward: { readonly bid: number; readonly ask: number },
): HedgeCost {
  if (!(spotMid > 0 && spotMid < Number.POSITIVE_INFINITY))
    throw badArgument('hedgeCost', 'spotMid', spotMid, 'a finite number > 0')
  const mid = (forward.bid + forward.ask) / 2
  const carry = (ratio * (spotMid - mid)) / spotMid
  const spread = (Math.abs(ratio) * (forward.ask - forward.bid)) / 2 / spotMid
  return { carry, spread, total: carry + spread }
}
