import { byClass, byKind } from '@bourse/assets'
import type { Rule } from '../../gate/rule.js'
import { drawdownLadder } from '../drawdownLadder.js'
import { killSwitch } from '../killSwitch.js'
import { marginHeadroom, type MarginShare } from '../marginHeadroom.js'
import { maxBucketShare } from '../maxBucketShare.js'
import { minBucketShare } from '../minBucketShare.js'

/**
 * Several asset classes on one margin: crypto at most 15 % of equity, futures at most 50 % by notional, nothing opened
 * elsewhere while equities are below 30 %, everything closed at a drawdown of 20 %, and no order that takes an account's
 * margin above its equity. Margin must be in the context; alerts at 80, 90 and 100 % are the risk report's.
 *
 * Where its source contradicts itself the stricter holds: positions are closed by force only at 110 %, but nothing new is
 * opened from 100 % on. A least share cannot stop anybody from selling, because reductions pass: it stops what is opened
 * elsewhere.
 *
 * @param margin initial margin per instrument as a share of exposure; by default orders count as paid in full
 * @example
 * import { crossAsset } from '@bourse/risk'
 * crossAsset().map((rule) => rule.rule)
 * // => ['killSwitch', 'drawdownLadder', 'maxBucketShare class', 'maxBucketShare kind', 'minBucketShare class', 'marginHeadroom']
 */
export function crossAsset(margin?: MarginShare): readonly Rule[] {
  return [
    killSwitch(),
    drawdownLadder({ warn: 0.2, halve: 0.2, kill: 0.2, since: 'start' }),
    maxBucketShare(byClass, { crypto: 0.15 }),
    maxBucketShare(byKind, { future: 0.5 }),
    minBucketShare(byClass, { equity: 0.3 }),
    marginHeadroom(1, margin),
  ]
}
