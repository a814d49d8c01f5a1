import { badArgument, type Input, type InstrumentId, type Json, type Stepper } from '@bourse/core'
import type { Matrix } from '@bourse/math'
import type { Feature } from './feature.js'

/**
 * All features of an instrument, one row at every input. The row is written over by the next: copy what you keep.
 *
 * @throws BourseError where two features have one name
 * @example
 * import { featureStepper, observationFeature } from '@bourse/scoring'
 * const row = featureStepper([observationFeature('nvt'), observationFeature('mvrv')], 'BTC@X')
 * row.next({ kind: 'observation', series: 'nvt', value: 40, knownAt: 1, seq: 0, time: 1, at: 1, source: 's' }) // => Float64Array [40, NaN]
 */
export function featureStepper(features: readonly Feature[], id: InstrumentId): Stepper<Input, Float64Array> {
  const names = new Set<string>()
  for (const { feature } of features) {
    if (names.has(feature)) throw badArgument('featureStepper', 'features', feature, 'names that differ')
    names.add(feature)
  }
  const machines = features.map((feature) => feature.create(id))
  const row = new Float64Array(features.length)
  return {
    next(input) {
      for (let j = 0; j < machines.length; j++) row[j] = machines[j]!.next(input)
      return row
    },
    save: () => machines.map((machine) => machine.save()),
    load(state) {
      for (const [j, machine] of machines.entries()) machine.load((state as readonly Json[])[j]!)
    },
  }
}

/** Rows of features and the time each was known. */
export type FeatureRows = {
  readonly times: Float64Array
  readonly features: Matrix
  readonly columns: readonly string[]
}

/**
 * The features over a history: what `featureStepper` says at each bar of the instrument, in columns ready to learn from.
 *
 * @param options.at which inputs make a row; default the bars of `id`
 * @throws BourseError where inputs go backwards in time
 * @example
 * import type { Input } from '@bourse/core'
 * import { featureRows, observationFeature } from '@bourse/scoring'
 * const stamp = { seq: 0, source: 's' }
 * const inputs: Input[] = [{ kind: 'observation', series: 'nvt', value: 40, knownAt: 1, time: 1, at: 1, ...stamp },
 *   { kind: 'timer', strategy: 's', tag: 't', time: 2, at: 2, ...stamp }]
 * featureRows([observationFeature('nvt')], 'BTC@X', inputs, { at: () => true }).features.data // => Float64Array [40, 40]
 */
export function featureRows(
  features: readonly Feature[],
  id: InstrumentId,
  inputs: Iterable<Input>,
  options: { readonly at?: (input: Input) => boolean } = {},
): FeatureRows {
  const { at = (input: Input): boolean => input.kind === 'bar' && input.id === id } = options
  const machine = featureStepper(features, id)
  const times: number[] = []
  const data: number[] = []
  let now = Number.NEGATIVE_INFINITY
  for (const input of inputs) {
    if (!(input.time >= now))
      throw badArgument('featureRows', `time of input ${input.seq}`, input.time, `${now} or later`)
    now = input.time
    const row = machine.next(input)
    if (!at(input)) continue
    times.push(now)
    data.push(...row)
  }
  return {
    times: Float64Array.from(times),
    features: { rows: times.length, cols: features.length, data: Float64Array.from(data) },
    columns: features.map(({ feature }) => feature),
  }
}
