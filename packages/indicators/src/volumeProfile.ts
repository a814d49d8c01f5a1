import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, columnsLength, resultColumns } from './check.js'
import { MovingExtreme } from './movingExtreme.js'
import { Ring } from './ring.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `volumeProfile`, all NaN until all are warm. */
export type VolumeProfileValues = {
  readonly poc: number
  readonly valueHigh: number
  readonly valueLow: number
  readonly distance: number
}

/**
 * Volume by price over the last `length` bars: the range is cut into `rows`, the volume of a bar spread evenly over
 * its own range. `poc` is the middle of the fullest row, `valueHigh` and `valueLow` bound the rows around it that
 * hold `share` of the volume, `distance` is the close less `poc`. Of equal rows the lower one is the point of
 * control. Time grows with `length` and `rows`.
 * Formula: from the point of control the fuller of the two neighbouring rows is added until the share is reached.
 * Source: the CBOT Market Profile of Steidlmayer, with volume for time.
 *
 * @param length bars
 * @param rows rows of the profile
 * @param share of the volume in the value area
 *
 * @example
 * import { volumeProfile } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11, volume: 5 },
 *   { high: 13, low: 10, close: 12, volume: 7 },
 *   { high: 13, low: 11, close: 11, volume: 6 },
 *   { high: 14, low: 10, close: 13, volume: 8 },
 *   { high: 15, low: 12, close: 14, volume: 9 },
 *   { high: 15, low: 12, close: 13, volume: 4 },
 * ]
 * const stepper = volumeProfile(4, 4)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { poc: 13.125, valueHigh: 15, valueLow: 11.25, distance: -0.125 }
 */
export function volumeProfile(
  length: number = 50,
  rows: number = 24,
  share: number = 0.7,
): Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, VolumeProfileValues> {
  return new VolumeProfile(length, rows, share)
}

/**
 * A column of `volumeProfile`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { volumeProfileOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 *   volume: Float64Array.of(5, 7, 6, 8, 9, 4),
 * }
 * volumeProfileOf(bars, 4, 4).poc.at(-1) // => 13.125
 */
export function volumeProfileOf(
  bars: BarColumns<'high' | 'low' | 'close' | 'volume'>,
  length: number = 50,
  rows: number = 24,
  share: number = 0.7,
  out?: IndicatorColumns<VolumeProfileValues>,
): IndicatorColumns<VolumeProfileValues> {
  const machine = new VolumeProfile(length, rows, share)
  const { high, low, close, volume } = bars
  const count = columnsLength('volumeProfileOf', bars, 'high', 'low', 'close', 'volume')
  const columns = resultColumns('volumeProfileOf', out, count, 'poc', 'valueHigh', 'valueLow', 'distance')
  const { poc, valueHigh, valueLow, distance } = columns
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!, close[i]!, volume[i]!)
    poc[i] = machine.poc
    valueHigh[i] = machine.valueHigh
    valueLow[i] = machine.valueLow
    distance[i] = machine.distance
  }
  return columns
}

/** @internal */
export class VolumeProfile
  extends SavedFields
  implements Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, VolumeProfileValues>
{
  readonly made: string
  private readonly length: number
  private readonly rows: number
  private readonly share: number
  poc: number = Number.NaN
  valueHigh: number = Number.NaN
  valueLow: number = Number.NaN
  distance: number = Number.NaN
  private readonly highs: Ring
  private readonly lows: Ring
  private readonly volumes: Ring
  private readonly above: MovingExtreme
  private readonly below: MovingExtreme
  private readonly profile: Float64Array
  private first = 0
  private last = 0

  constructor(length: number, rows: number, share: number) {
    super()
    this.made = `volumeProfile(${length}, ${rows}, ${share})`
    this.length = checkLength('volumeProfile', 'length', length)
    this.rows = checkLength('volumeProfile', 'rows', rows)
    this.share = checkNumber('volumeProfile', 'share', share, 0, 1)
    this.highs = new Ring(length)
    this.lows = new Ring(length)
    this.volumes = new Ring(length)
    this.above = new MovingExtreme(length, 1)
    this.below = new MovingExtreme(length, -1)
    this.profile = new Float64Array(rows)
  }

  step(high: number, low: number, close: number, volume: number): void {
    if (!Number.isFinite(high + low + close + volume)) {
      this.restart()
      return
    }
    this.highs.push(high)
    this.lows.push(low)
    this.volumes.push(volume)
    this.above.push(high)
    this.below.push(low)
    if (!this.above.isFull) return
    const bottom = this.below.value
    const height = (this.above.value - bottom) / this.rows
    const total = this.fill(bottom, height)
    if (!(total > 0)) {
      const missing = Number.NaN
      Object.assign(this, { poc: missing, valueHigh: missing, valueLow: missing, distance: missing })
      return
    }
    let fullest = 0
    for (let row = 1; row < this.rows; row++) if (this.profile[row]! > this.profile[fullest]!) fullest = row
    this.widen(fullest, total)
    this.poc = bottom + (fullest + 0.5) * height
    this.valueLow = bottom + this.first * height
    this.valueHigh = bottom + (this.last + 1) * height
    this.distance = close - this.poc
  }

  next(bar: BarFields<'high' | 'low' | 'close' | 'volume'>): VolumeProfileValues {
    this.step(bar.high, bar.low, bar.close, bar.volume)
    return { poc: this.poc, valueHigh: this.valueHigh, valueLow: this.valueLow, distance: this.distance }
  }

  /** Fills the profile and gives its total. */
  private fill(bottom: number, height: number): number {
    const { profile, rows } = this
    profile.fill(0)
    let total = 0
    for (let i = 0; i < this.length; i++) {
      const low = this.lows.values[i]!
      const volume = this.volumes.values[i]!
      const range = this.highs.values[i]! - low
      total += volume
      const from = height > 0 ? Math.min(rows - 1, Math.floor((low - bottom) / height)) : 0
      const to = height > 0 ? Math.min(rows - 1, Math.floor((low + range - bottom) / height)) : 0
      if (from === to || !(range > 0)) {
        profile[from] = profile[from]! + volume
        continue
      }
      for (let row = from; row <= to; row++) {
        const inside = Math.min(low + range, bottom + (row + 1) * height) - Math.max(low, bottom + row * height)
        profile[row] = profile[row]! + (volume * Math.max(0, inside)) / range
      }
    }
    return total
  }

  /** The rows around the fullest that hold the share. */
  private widen(fullest: number, total: number): void {
    const { profile, rows } = this
    let first = fullest
    let last = fullest
    let held = profile[fullest]!
    while (held < this.share * total && (first > 0 || last < rows - 1)) {
      const up = last < rows - 1 ? profile[last + 1]! : -1
      const down = first > 0 ? profile[first - 1]! : -1
      if (up >= down) last++
      else first--
      held += Math.max(up, down)
    }
    this.first = first
    this.last = last
  }

  private restart(): void {
    Object.assign(this, new VolumeProfile(this.length, this.rows, this.share))
  }
}
