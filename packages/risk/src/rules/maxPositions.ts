import { badArgument, type InstrumentId } from '@bourse/core'
import { passWith, refuseWith } from '../gate/answers.js'
import type { OrderSituation } from '../gate/orderSituation.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/**
 * How many instruments may be held at once; what works counts as held. Adding to what is held passes.
 *
 * @example
 * import { maxPositions } from '@bourse/risk'
 * maxPositions(5).rule // => 'maxPositions'
 */
export function maxPositions(count: number): Rule {
  if (!(Number.isInteger(count) && count >= 0)) throw badArgument('maxPositions', 'count', count, 'a whole number >= 0')
  return ruleOf('maxPositions', 'exposure', (_, __, situation) => {
    const held = openInstruments(situation)
    // An instrument that only works may have lost its place since: it is asked again.
    let opens = false
    for (const moves of situation.alternatives)
      for (const { row } of moves) {
        held.add(row.instrument)
        opens ||= row.held === 0
      }
    const figure = { name: 'positions', value: held.size, limit: count, unit: 'count' as const }
    return held.size > count && opens ? refuseWith('risk/positions', figure) : passWith(figure)
  })
}

/** Instruments that are held, or might be when what works fills. */
export function openInstruments({ table, touched }: OrderSituation): Set<InstrumentId> {
  const open = new Set<InstrumentId>()
  for (const { instrument, held } of table.rows) if (held !== 0) open.add(instrument)
  for (const { instrument, buys, sells } of touched) if (buys > 0 || sells > 0) open.add(instrument)
  return open
}
