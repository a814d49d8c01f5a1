import type { Stepper } from '@bourse/core'
import type { AverageType } from './averageType.js'
import { Dema } from './dema.js'
import { Ema } from './ema.js'
import { Kama } from './kama.js'
import { Mama } from './mama.js'
import { Sma } from './sma.js'
import { SavedFields } from './state.js'
import { T3 } from './t3.js'
import { Tema } from './tema.js'
import { Trima } from './trima.js'
import { Wma } from './wma.js'

/** The moving average of a name; of length 1 it is the value itself, whatever the name. */
export function averageOf(type: AverageType, length: number): Stepper<number, number> {
  if (length === 1) return new Sma(1)
  switch (type) {
    case 'sma':
      return new Sma(length)
    case 'ema':
      return new Ema(length, 'mean')
    case 'wma':
      return new Wma(length)
    case 'dema':
      return new Dema(length)
    case 'tema':
      return new Tema(length)
    case 'trima':
      return new Trima(length)
    case 'kama':
      return new Kama(length)
    case 'mama':
      return new MamaLine()
    case 't3':
      return new T3(length, 0.7)
  }
}

/** How many values an average takes before its first answer. */
export function averageLookback(type: AverageType, length: number): number {
  if (length === 1) return 0
  switch (type) {
    case 'dema':
      return 2 * (length - 1)
    case 'tema':
      return 3 * (length - 1)
    case 't3':
      return 6 * (length - 1)
    case 'kama':
      return length
    case 'mama':
      return 32
    default:
      return length - 1
  }
}

/** The adaptive average of Ehlers without its follower, at its usual limits. */
class MamaLine extends SavedFields implements Stepper<number, number> {
  private readonly mama: Mama = new Mama(0.5, 0.05)

  next(x: number): number {
    this.mama.step(x)
    return this.mama.mama
  }
}

/** An average that lets the first `skip` values pass: TA-Lib seeds the faster of two averages as late as the slower. */
export class LateAverage {
  private readonly average: Stepper<number, number>
  private readonly skip: number
  private seen = 0

  constructor(type: AverageType, length: number, skip: number) {
    this.average = averageOf(type, length)
    this.skip = skip
  }

  next(x: number): number {
    if (this.seen >= this.skip) return this.average.next(x)
    this.seen++
    return Number.NaN
  }
}
