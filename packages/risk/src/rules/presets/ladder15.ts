import { byProduct } from '@bourse/assets'
import type { Rule } from '../../gate/rule.js'
import { drawdownLadder } from '../drawdownLadder.js'
import { killSwitch } from '../killSwitch.js'
import { maxBucketShare } from '../maxBucketShare.js'
import { maxLeverage } from '../maxLeverage.js'

/**
 * Drawdown in steps to 15 %: from 5 % on orders of 0.75 times the size, from 10 % on of half the size and no new leverage,
 * at 15 % everything is closed. Leverage at most 3, shrinking with drawdown (1 - 5 x drawdown, nothing from 15 % on).
 * Options, futures, crypto and prediction markets at most 40, 30, 20 and 10 % of equity.
 *
 * Where its source contradicts itself the stricter holds. Between 10 and 15 % of drawdown the linear scale would still
 * allow leverage and the ladder allows none: exposure is held to equity, and below it where the scale is lower. Buckets
 * that add up to all of equity leave no leverage to what is in them: leverage above 1 is for what is in none of the four.
 *
 * @example
 * import { createGate, ladder15 } from '@bourse/risk'
 * ladder15().map((rule) => rule.rule) // => ['killSwitch', 'drawdownLadder', 'maxLeverage', 'maxBucketShare product']
 */
export function ladder15(): readonly Rule[] {
  return [
    killSwitch(),
    drawdownLadder({ warn: 0.05, halve: 0.1, kill: 0.15, since: 'start' }),
    maxLeverage(3, { scale: { slope: 5, none: 0.15, unlevered: 0.1, since: 'start' } }),
    maxBucketShare(byProduct, { options: 0.4, futures: 0.3, crypto: 0.2, prediction: 0.1 }),
  ]
}
