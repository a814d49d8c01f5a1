import type { Instrument } from '@bourse/assets'
import type { PhaseMeasurement, PhaseStep } from '@bourse/assets/catalogue'
import { type Json, numberFromJson, numberToJson, type Stepper } from '@bourse/core'
import { passWith, refuseWith } from '../gate/answers.js'
import type { Rule } from '../gate/rule.js'

/** Names an instrument may be opened by: its id, its class, its asset. */
export type NamesOf = (instrument: Instrument) => readonly string[]

const prefix = 'phase/'

/**
 * Only what the desk's phase has opened may be traded. `phase` is a `phaseRule` of the catalogue; its figures come as
 * observations, series `phase/capital` for the figure `capital`, and each moves it on.
 *
 * @example
 * import { cryptoLadder, phaseRule } from '@bourse/assets/catalogue'
 * import { phaseLimit } from '@bourse/risk'
 * phaseLimit(phaseRule(cryptoLadder), ({ id }) => [id.split('/')[0] ?? id]).rule // => 'phaseLimit'
 */
export function phaseLimit(phase: Stepper<PhaseMeasurement, PhaseStep>, namesOf: NamesOf): Rule {
  const measured: { [figure: string]: number } = {}
  let { phase: name, open } = phase.next({ time: 0, measured })
  return {
    rule: 'phaseLimit',
    scope: 'exposure',
    observe(input) {
      if (input.kind === 'observation' && input.series.startsWith(prefix)) {
        measured[input.series.slice(prefix.length)] = input.value
        ;({ phase: name, open } = phase.next({ time: input.knownAt, measured: { ...measured } }))
      }
      return []
    },
    check(_, __, situation) {
      for (const moves of situation.alternatives)
        for (const { row } of moves)
          if (!namesOf(row.terms!).some((one) => open.includes(one)))
            return refuseWith('risk/phase', {
              name: `${row.instrument} in phase ${name}`,
              value: 0,
              limit: 1,
              unit: 'count',
            })
      return passWith()
    },
    save: () => ({
      phase: phase.save(),
      name,
      open,
      measured: Object.fromEntries(Object.entries(measured).map(([figure, value]) => [figure, numberToJson(value)])),
    }),
    load(state) {
      const saved = state as {
        readonly phase: Json
        readonly name: string
        readonly open: readonly string[]
        readonly measured: { readonly [figure: string]: Json }
      }
      phase.load(saved.phase)
      name = saved.name
      open = saved.open
      for (const [figure, value] of Object.entries(saved.measured)) measured[figure] = numberFromJson(value)
    },
  }
}
