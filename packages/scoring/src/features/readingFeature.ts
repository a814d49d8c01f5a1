import { type Input, type InstrumentId, type Json, numberFromJson, numberToJson, type Stepper } from '@bourse/core'
import type { Feature } from './feature.js'

/**
 * A feature from whatever inputs carry: `read` picks a figure from an input, or undefined where it carries none; `through` turns
 * the figures into the feature. Between figures the last value stands.
 *
 * @param settings.warmUp default 1
 * @example
 * import { readingFeature } from '@bourse/scoring'
 * const width = readingFeature({ feature: 'width', series: ['quote'],
 *   read: (input, id) => (input.kind === 'quote' && input.id === id ? input.ask - input.bid : undefined) })
 * const quote = { kind: 'quote', id: 'A@X', bid: 1, ask: 3, bidSize: 1, askSize: 1, seq: 0, time: 0, at: 0, source: 's' } as const
 * width.create('A@X').next(quote) // => 2
 */
export function readingFeature(settings: {
  readonly feature: string
  readonly series: readonly string[]
  readonly read: (input: Input, id: InstrumentId) => number | undefined
  readonly through?: () => Stepper<number, number>
  readonly warmUp?: number
}): Feature {
  const { feature, series, read, through, warmUp = 1 } = settings
  return {
    feature,
    warmUp,
    series,
    create(id) {
      const machine = through?.()
      let value = Number.NaN
      return {
        next(input) {
          const figure = read(input, id)
          if (figure !== undefined) value = machine === undefined ? figure : machine.next(figure)
          return value
        },
        save: () => ({ value: numberToJson(value), machine: machine?.save() ?? null }),
        load(state) {
          const saved = state as { readonly value: Json; readonly machine: Json }
          value = numberFromJson(saved.value)
          machine?.load(saved.machine)
        },
      }
    },
  }
}
