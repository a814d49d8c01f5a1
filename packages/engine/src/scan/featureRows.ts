// The features of every id a scan has seen, each fed with what comes of its id: one stepper, so that a snapshot has them all.
import { type Input, type InstrumentId, type Json, numberFromJson, numberToJson, type Stepper } from '@bourse/core'
import type { Feature } from '@bourse/scoring'

export interface FeatureRows extends Stepper<Input, void> {
  /** Newest values in the order of the features; NaN until warm. */
  row(id: InstrumentId): readonly number[]
}

type Fed = { readonly steppers: readonly Stepper<Input, number>[]; readonly values: number[] }

export function featureRows(features: readonly Feature[]): FeatureRows {
  let byId = new Map<InstrumentId, Fed>()
  const fedOf = (id: InstrumentId): Fed => {
    let fed = byId.get(id)
    if (fed === undefined) {
      fed = { steppers: features.map((feature) => feature.create(id)), values: features.map(() => Number.NaN) }
      byId.set(id, fed)
    }
    return fed
  }
  return {
    next(input) {
      if (features.length === 0 || !('id' in input) || input.id === undefined) return
      const { steppers, values } = fedOf(input.id)
      for (let i = 0; i < steppers.length; i++) values[i] = steppers[i]!.next(input)
    },
    row: (id) => [...fedOf(id).values],
    save: () =>
      [...byId].map(([id, { steppers, values }]) => [id, steppers.map((one) => one.save()), values.map(numberToJson)]),
    load(state) {
      byId = new Map()
      for (const [id, saved, values] of state as readonly (readonly [
        InstrumentId,
        readonly Json[],
        readonly Json[],
      ])[]) {
        const fed = fedOf(id)
        for (const [i, stepper] of fed.steppers.entries()) stepper.load(saved[i]!)
        for (const [i, value] of values.entries()) fed.values[i] = numberFromJson(value)
      }
    },
  }
}
