import type { Stepper } from '@bourse/core'
import { checkLength } from './check.js'
import { ExtremeIndex } from './extremeIndex.js'
import { MovingExtreme } from './movingExtreme.js'
import { SavedFields } from './state.js'

/** Largest (sign 1) or smallest (sign -1) of the last `length` values: `highest` and `lowest`. */
export class ExtremeValue extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly extreme: MovingExtreme

  constructor(
    private readonly name: 'highest' | 'lowest',
    private readonly length: number,
  ) {
    super()
    this.made = `${name}(${length})`
    this.extreme = new MovingExtreme(checkLength(name, 'length', length), name === 'highest' ? 1 : -1)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.extreme.push(x)
    return this.extreme.isFull ? this.extreme.value : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new ExtremeValue(this.name, this.length))
    return Number.NaN
  }
}

/** Where it stands in the series: `highestIndex` and `lowestIndex`. */
export class ExtremePlace extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly extreme: ExtremeIndex
  private start = 0
  private count = 0

  constructor(
    private readonly name: 'highestIndex' | 'lowestIndex',
    private readonly length: number,
  ) {
    super()
    this.made = `${name}(${length})`
    this.extreme = new ExtremeIndex(checkLength(name, 'length', length), name === 'highestIndex' ? 1 : -1)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.extreme.push(x)
    this.count++
    return this.extreme.isFull ? this.start + this.extreme.index : Number.NaN
  }

  private restart(): number {
    // A missing value counts: the series goes on.
    const start = this.start + this.count + 1
    Object.assign(this, new ExtremePlace(this.name, this.length), { start })
    return Number.NaN
  }
}
