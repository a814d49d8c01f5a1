import type { Rule } from '../../gate/rule.js'
import { drawdownLadder } from '../drawdownLadder.js'
import { killSwitch } from '../killSwitch.js'
import { maxAssetDailyLoss } from '../maxAssetDailyLoss.js'
import { maxCorrelatedExposure } from '../maxCorrelatedExposure.js'
import { maxDailyLoss } from '../maxDailyLoss.js'
import { maxPosition } from '../maxPosition.js'
import { maxPositions } from '../maxPositions.js'
import { maxRiskPerTrade } from '../maxRiskPerTrade.js'
import { maxTotalExposure } from '../maxTotalExposure.js'

/**
 * Five slots: at most five positions of at most 10 % each, 40 % together, 25 % of it correlated above 0.7, 2 % at risk per
 * trade; a day ends at a loss of 5 %, for one instrument at 3 %; at a drawdown of 20 % everything is closed. Correlations
 * must be in the context.
 *
 * Where its source contradicts itself the stricter holds: five positions of 10 % would be 50 %, and 40 % is what may be
 * held. An order without a stop risks all of it, so that 2 % per trade is also its largest size.
 *
 * @example
 * import { slots20 } from '@bourse/risk'
 * slots20().length // => 9
 */
export function slots20(): readonly Rule[] {
  return [
    killSwitch(),
    drawdownLadder({ warn: 0.2, halve: 0.2, kill: 0.2, since: 'start' }),
    maxDailyLoss({ share: 0.05 }),
    maxAssetDailyLoss({ share: 0.03 }),
    maxPositions(5),
    maxPosition({ share: 0.1 }),
    maxTotalExposure(0.4),
    maxCorrelatedExposure(0.25),
    maxRiskPerTrade(0.02),
  ]
}
