import type { Stepper } from '@bourse/core'
import { averageOf } from './average.js'
import { type AverageType, averageTypes } from './averageType.js'
import { checkLength, checkName } from './check.js'
import { SavedFields } from './state.js'

/** A fast and a slow average of the same values: what the price oscillators are made of. */
export abstract class AveragePair extends SavedFields {
  readonly made: string
  protected readonly fast: number
  protected readonly slow: number
  protected readonly type: AverageType
  protected readonly fastAverage: Stepper<number, number>
  protected readonly slowAverage: Stepper<number, number>

  constructor(name: string, fast: number, slow: number, type: AverageType) {
    super()
    this.made = `${name}(${fast}, ${slow}, ${type})`
    this.fast = checkLength(name, 'fast', fast)
    this.slow = checkLength(name, 'slow', slow)
    this.type = checkName(name, 'type', type, averageTypes)
    this.fastAverage = averageOf(type, Math.min(fast, slow))
    this.slowAverage = averageOf(type, Math.max(fast, slow))
  }
}
