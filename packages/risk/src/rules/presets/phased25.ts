import { byClass } from '@bourse/assets'
import type { Rule } from '../../gate/rule.js'
import { drawdownLadder } from '../drawdownLadder.js'
import { killSwitch } from '../killSwitch.js'
import { maxBucketShare } from '../maxBucketShare.js'
import { maxCorrelatedExposure } from '../maxCorrelatedExposure.js'
import { maxDailyLoss } from '../maxDailyLoss.js'
import { maxHeat } from '../maxHeat.js'

/**
 * For a desk that grows in phases: everything is closed at a drawdown of 25 %, a day ends at a loss of 5 %, at most 25 % is
 * lost when all stops are hit, at most 40 % in one asset class, at most 60 % correlated above 0.7. Correlations must be in
 * the context. Which phase has opened what is `phaseLimit`, beside it.
 *
 * Where its source contradicts itself the stricter holds: heat of 25 % and classes of 40 % meet where positions have no
 * stops, which count in full; then 25 % is all there can be.
 *
 * @example
 * import { phased25 } from '@bourse/risk'
 * phased25().map((rule) => rule.rule)
 * // => ['killSwitch', 'drawdownLadder', 'maxDailyLoss', 'maxHeat', 'maxBucketShare class', 'maxCorrelatedExposure']
 */
export function phased25(): readonly Rule[] {
  return [
    killSwitch(),
    drawdownLadder({ warn: 0.25, halve: 0.25, kill: 0.25, since: 'start' }),
    maxDailyLoss({ share: 0.05 }),
    maxHeat(0.25),
    maxBucketShare(byClass, Object.fromEntries(byClass.buckets.map((bucket) => [bucket, 0.4]))),
    maxCorrelatedExposure(0.6),
  ]
}
