import type { Bar, Json, Stepper } from '@bourse/core'
import { numberFromJson, numberToJson } from '@bourse/core'
import type { Feature } from './feature.js'

/**
 * A feature from the bars of the instrument, complete ones in their order: feed bars of one span. Any indicator that answers
 * with a number fits.
 *
 * @param make a fresh stepper over bars
 * @example
 * import { adx } from '@bourse/indicators'
 * import { barFeature } from '@bourse/scoring'
 * barFeature('adx', 28, () => adx(14)).series // => ['bar']
 */
export function barFeature(feature: string, warmUp: number, make: () => Stepper<Bar, number>): Feature {
  return {
    feature,
    warmUp,
    series: ['bar'],
    create(id) {
      const machine = make()
      let value = Number.NaN
      return {
        next(input) {
          if (input.kind === 'bar' && input.id === id) value = machine.next(input)
          return value
        },
        save: () => ({ value: numberToJson(value), machine: machine.save() }),
        load(state) {
          const saved = state as { readonly value: Json; readonly machine: Json }
          value = numberFromJson(saved.value)
          machine.load(saved.machine)
        },
      }
    },
  }
}

/**
 * A stepper over bars from one over numbers: `of` picks the number, `then` shapes the answer with the bar at hand.
 *
 * @example
 * import { sma } from '@bourse/indicators'
 * import { barFeature, ofBar } from '@bourse/scoring'
 * barFeature('distance', 20, () => ofBar(({ close }) => close, sma(20), (mean, { close }) => close / mean - 1)).warmUp // => 20
 */
export function ofBar<O>(
  of: (bar: Bar) => number,
  machine: Stepper<number, O>,
  then: (output: O, bar: Bar) => number,
): Stepper<Bar, number> {
  return through(machine, of, then)
}

/**
 * The same for indicators that read the bar.
 *
 * @example
 * import { natr } from '@bourse/indicators'
 * import { barFeature, fromBar } from '@bourse/scoring'
 * barFeature('range', 15, () => fromBar(natr(14), (range) => range / 100)).feature // => 'range'
 */
export function fromBar<O>(machine: Stepper<Bar, O>, then: (output: O, bar: Bar) => number): Stepper<Bar, number> {
  return through(machine, (bar) => bar, then)
}

function through<I, O>(
  machine: Stepper<I, O>,
  of: (bar: Bar) => I,
  then: (output: O, bar: Bar) => number,
): Stepper<Bar, number> {
  return {
    next: (bar) => then(machine.next(of(bar)), bar),
    save: () => machine.save(),
    load(state) {
      machine.load(state)
    },
  }
}
