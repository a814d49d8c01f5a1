// How much smaller to trade while under water.
import { badArgument } from '@bourse/core'

/** From `drawdown` on (>=) sizes are multiplied by `size`. Ascending. */
export type DrawdownStep = { readonly drawdown: number; readonly size: number }

/** 5 % three quarters, 10 % half, 15 % nothing. */
export const drawdownSteps: readonly DrawdownStep[] = [
  { drawdown: 0.05, size: 0.75 },
  { drawdown: 0.1, size: 0.5 },
  { drawdown: 0.15, size: 0 },
]

function checkDepth(where: string, drawdown: number): void {
  if (!Number.isFinite(drawdown))
    throw badArgument(where, 'drawdown', drawdown, 'a finite share, 0.05 = 5 % below the peak')
}

/**
 * What sizes are multiplied with at a drawdown: that of the last step reached, 1 before the first.
 *
 * @throws BourseError where the drawdown is not finite
 *
 * @example
 * import { sizeAtDrawdown } from '@bourse/risk'
 * sizeAtDrawdown(0.0499) // => 1
 * sizeAtDrawdown(0.1) // => 0.5
 */
export function sizeAtDrawdown(drawdown: number, steps: readonly DrawdownStep[] = drawdownSteps): number {
  checkDepth('sizeAtDrawdown', drawdown)
  let size = 1
  for (const step of steps) if (drawdown >= step.drawdown) size = step.size
  return size
}

/**
 * Share of the allowed leverage that is left: 1 - slope x drawdown (default 5), never below 0, and none from `none` on
 * (default 15 %).
 *
 * @throws BourseError where the drawdown is not finite
 *
 * @example
 * import { leverageAtDrawdown } from '@bourse/risk'
 * leverageAtDrawdown(0.1) // => 0.5
 * leverageAtDrawdown(0.15) // => 0
 */
export function leverageAtDrawdown(
  drawdown: number,
  { slope = 5, none = 0.15 }: { readonly slope?: number; readonly none?: number } = {},
): number {
  checkDepth('leverageAtDrawdown', drawdown)
  return drawdown >= none ? 0 : Math.min(1, Math.max(0, 1 - slope * drawdown))
}
