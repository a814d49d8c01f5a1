import { badArgument, type Duration, durationMs, type EpochMs } from '@bourse/core'
import { passWith, refuseWith } from '../gate/answers.js'
import type { Rule } from '../gate/rule.js'

/**
 * How many orders and replacements may pass within a time: a strategy that runs wild is stopped here. Reductions are
 * counted, but never stopped.
 *
 * @example
 * import { maxOrderRate } from '@bourse/risk'
 * maxOrderRate(20, '1s').rule // => 'maxOrderRate'
 */
export function maxOrderRate(count: number, within: Duration): Rule {
  if (!(Number.isInteger(count) && count > 0)) throw badArgument('maxOrderRate', 'count', count, 'a whole number > 0')
  const period = durationMs(within)
  let times: readonly EpochMs[] = []
  return {
    rule: 'maxOrderRate',
    scope: 'exposure',
    observe: () => [],
    check(_, { now }) {
      const recent = times.reduce((sum, time) => sum + (time > now - period ? 1 : 0), 0)
      const figure = { name: `orders in ${within}`, value: recent + 1, limit: count, unit: 'count' as const }
      return recent + 1 > count ? refuseWith('risk/order-rate', figure) : passWith(figure)
    },
    passed(_, { now }) {
      times = [...times.filter((time) => time > now - period), now]
    },
    save: () => times,
    load(state) {
      times = state as unknown as readonly EpochMs[]
    },
  }
}
