import { type InstrumentId, type Json, numberFromJson, numberToJson, type Stepper } from '@bourse/core'
import type { Feature } from './feature.js'

/**
 * A feature of two instruments whose bars are complete at the same moment: correlation, beta, ratio. A bar without its twin is
 * passed over; the value changes once both are there.
 *
 * @param make a stepper fed with the closes of the instrument and of `other`, `overPair` for a plain function
 * @example
 * import { overPair, pairFeature } from '@bourse/scoring'
 * pairFeature('ratio', 'NQ.c@CME', 1, () => overPair((own, other) => own / other)).series // => ['bar', 'bar NQ.c@CME']
 */
export function pairFeature(
  feature: string,
  other: InstrumentId,
  warmUp: number,
  make: () => Stepper<readonly [number, number], number>,
): Feature {
  return {
    feature,
    warmUp,
    series: ['bar', `bar ${other}`],
    create(id) {
      const machine = make()
      let [own, twin] = [
        { at: Number.NaN, close: Number.NaN },
        { at: Number.NaN, close: Number.NaN },
      ]
      let value = Number.NaN
      return {
        next(input) {
          if (input.kind !== 'bar' || (input.id !== id && input.id !== other)) return value
          const seen = { at: input.at, close: input.close }
          if (input.id === id) own = seen
          if (input.id === other) twin = seen
          if (own.at === twin.at) value = machine.next([own.close, twin.close])
          return value
        },
        save: () => ({
          machine: machine.save(),
          figures: [own.at, own.close, twin.at, twin.close, value].map(numberToJson),
        }),
        load(state) {
          const saved = state as { readonly machine: Json; readonly figures: readonly Json[] }
          const [ownAt, ownClose, twinAt, twinClose, last] = saved.figures.map(numberFromJson)
          own = { at: ownAt!, close: ownClose! }
          twin = { at: twinAt!, close: twinClose! }
          value = last!
          machine.load(saved.machine)
        },
      }
    },
  }
}

/**
 * A stepper over pairs that remembers nothing.
 *
 * @example
 * import { overPair } from '@bourse/scoring'
 * overPair((own, other) => own - other).next([3, 1]) // => 2
 */
export function overPair(of: (own: number, other: number) => number): Stepper<readonly [number, number], number> {
  return { next: ([own, other]) => of(own, other), save: () => null, load() {} }
}

/** Feeds log returns of both to a stepper over pairs. */
export function ofReturns(
  machine: Stepper<readonly [number, number], number>,
): Stepper<readonly [number, number], number> {
  let [own, other] = [Number.NaN, Number.NaN]
  return {
    next(pair) {
      const returns = [Math.log(pair[0] / own), Math.log(pair[1] / other)] as const
      const isFirst = Number.isNaN(own)
      own = pair[0]
      other = pair[1]
      return isFirst ? Number.NaN : machine.next(returns)
    },
    save: () => [machine.save(), numberToJson(own), numberToJson(other)],
    load(state) {
      const [inner, first, second] = state as readonly Json[]
      machine.load(inner!)
      own = numberFromJson(first)
      other = numberFromJson(second)
    },
  }
}
