/** Swap points as quoted, far less near, as a price: `bid` <= `ask`. */
export type SwapPoints = { readonly bid: number; readonly ask: number }

/**
 * What it costs, in the quote currency, to carry a spot position of `quantity` base over to the next value date: it is
 * closed on the near date and opened again on the far one. A long position pays the ask of the points, a short one
 * receives the bid. > 0 is a cost, < 0 is earned. `forwardPoints` over `rolloverDays` gives fair points.
 *
 * @example
 * import { rolloverCost } from '@bourse/fx'
 * rolloverCost(1_000_000, { bid: 0.000041, ask: 0.000044 }) // => 44
 * rolloverCost(-1_000_000, { bid: 0.000041, ask: 0.000044 }) // => -41
 */
export function rolloverCost(quantity: number, points: SwapPoints): number {
  return quantity * (quantity < 0 ? points.bid : points.ask)
}
