import { isOver, passWith, refuseMissing, refuseWith } from '../gate/answers.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'
import { entryPrice, reachPrice, type StopReach } from './stopDistance.js'

/**
 * No position without a stop: only brackets with a `stopLoss` on the losing side pass, and only where it is at most `reach`
 * away (default: anywhere). Options and outcomes that are bought lose no more than their premium and need none; other
 * combos and OCOs cannot carry a stop and are refused.
 *
 * @example
 * import { stopRequired } from '@bourse/risk'
 * stopRequired({ percent: 5 }).rule // => 'stopRequired'
 */
export function stopRequired(reach?: StopReach): Rule {
  return ruleOf('stopRequired', 'exposure', (_, context, situation) => {
    const [judged, second] = situation.orders
    if (judged === undefined || second !== undefined) return refuseWith('risk/no-stop')
    const { order, row, stopLoss } = judged
    const buys = order.side === 'buy'
    if (stopLoss === undefined) {
      const premium = buys && (row.terms?.kind === 'option' || row.terms?.kind === 'outcome')
      return premium ? passWith() : refuseWith('risk/no-stop')
    }
    const entry = entryPrice(judged, context)
    if (Number.isNaN(entry)) return refuseMissing({ missing: 'mark', of: row.instrument })
    const distance = buys ? entry - stopLoss : stopLoss - entry
    const limit = reach === undefined ? Number.POSITIVE_INFINITY : reachPrice(reach, row, entry)
    const figure = { name: 'distance of the stop', value: distance, limit, unit: 'price' as const }
    if (Number.isNaN(limit)) return refuseMissing({ missing: 'stop', of: `${row.instrument} in pips` })
    if (distance <= 0) return refuseWith('risk/stop-on-wrong-side', figure)
    return isOver(distance, limit) ? refuseWith('risk/stop-too-far', figure) : passWith(figure)
  })
}
