import type { Input, InstrumentId, Stepper } from '@bourse/core'

/** Equal in columns and streams; NaN until `warmUp` inputs. Reads nothing known later than the input's `time`. */
export type Feature = {
  /** Unique among the features of a model. */
  readonly feature: string
  /** How many of the inputs it reads it takes until the first value. */
  readonly warmUp: number
  /** What it reads: kinds of inputs (`bar`, `quote`, ...), or names of observation series. */
  readonly series: readonly string[]
  readonly create: (id: InstrumentId) => Stepper<Input, number>
}
