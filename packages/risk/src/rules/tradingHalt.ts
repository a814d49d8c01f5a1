import { bucketOf, type Partition } from '@bourse/assets'
import { passWith, refuseWith } from '../gate/answers.js'
import type { Rule } from '../gate/rule.js'

/**
 * Nothing is opened where trading is halted: by a `disable` control whose target is `all`, an account, a strategy, an
 * instrument or a bucket of `partition`, until an `enable` of the same; and by an observation of the series `halt` with an
 * id, 1 while an exchange has halted it, 0 when it trades again. Positions stay as they are. Remembered over restarts.
 *
 * @example
 * import { tradingHalt } from '@bourse/risk'
 * tradingHalt().rule // => 'tradingHalt'
 */
export function tradingHalt(partition?: Partition): Rule {
  let halts = new Map<string, string>()
  return {
    rule: 'tradingHalt',
    scope: 'exposure',
    observe(input) {
      if (input.kind === 'control') {
        if (input.control === 'disable') halts.set(input.target, `${input.why} (${input.who})`)
        if (input.control === 'enable') halts.delete(input.target)
      } else if (input.kind === 'observation' && input.series === 'halt' && input.id !== undefined) {
        // Apart from what an operator has said of the same instrument.
        if (input.value > 0) halts.set(`halt ${input.id}`, `halted by ${input.source}`)
        else halts.delete(`halt ${input.id}`)
      }
      return []
    },
    check(_, __, { account, strategy, alternatives }) {
      if (halts.size === 0) return passWith()
      const names = ['all', account, strategy]
      for (const moves of alternatives)
        for (const { row } of moves) {
          names.push(row.instrument, `halt ${row.instrument}`)
          if (partition !== undefined) names.push(bucketOf(row.terms!, partition))
        }
      for (const name of names) {
        const why = halts.get(name)
        if (why !== undefined)
          return refuseWith('risk/halted', { name: `${name}: ${why}`, value: 1, limit: 0, unit: 'count' })
      }
      return passWith()
    },
    save: () => [...halts],
    load(state) {
      halts = new Map(state as unknown as readonly (readonly [string, string])[])
    },
  }
}
