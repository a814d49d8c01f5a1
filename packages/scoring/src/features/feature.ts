import type { Input, InstrumentId, Stepper } from '@bourse/core'

/** Equal in columns and streams; NaN until `warmUp` inputs. Reads nothing known later than the input's `time`. */
export type Feature = {
  readonly feature: string
  readonly warmUp: number
  readonly series: readonly string[]
  readonly create: (id: InstrumentId) => Stepper<Input, number>
}
