import { type Json, numberFromJson, numberToJson, type Stepper } from '@bourse/core'

/** A figure of the last `length` values, oldest first, NaN until there are so many; a missing value is one of them. */
export function overWindow(length: number, of: (values: readonly number[]) => number): Stepper<number, number> {
  let values: number[] = []
  return {
    next(value) {
      values.push(value)
      if (values.length > length) values.shift()
      return values.length < length ? Number.NaN : of(values)
    },
    save: () => values.map(numberToJson),
    load(state) {
      values = (state as readonly Json[]).map(numberFromJson)
    },
  }
}
