import type { HilbertCycle } from './hilbert.js'

const degreesPerRadian = 180 / Math.PI

/** The phase of the measured cycle in degrees, its sine and the sine 45 degrees ahead. */
export class CyclePhase {
  degrees = 0
  sine = 0
  leadSine = 0

  follow(cycle: HilbertCycle): void {
    const { smooth, period } = cycle
    const length = Math.floor(period + 0.5)
    const { sines, cosines } = waveOf(length)
    const newest = cycle.count - 1
    let real = 0
    let imaginary = 0
    for (let i = 0; i < length; i++) {
      const price = smooth[(newest - i) & 63]!
      real += sines[i]! * price
      imaginary += cosines[i]! * price
    }
    let degrees = this.degrees
    if (imaginary !== 0) degrees = Math.atan(real / imaginary) * degreesPerRadian
    else degrees += 90 * Math.sign(real)
    // A quarter, and one bar for the lag of the smoothing.
    degrees += 90 + 360 / period
    if (imaginary < 0) degrees += 180
    if (degrees > 315) degrees -= 360
    this.degrees = degrees
    this.sine = Math.sin(degrees * (1 / degreesPerRadian))
    this.leadSine = Math.sin((degrees + 45) * (1 / degreesPerRadian))
  }
}

type Wave = { readonly sines: Float64Array; readonly cosines: Float64Array }

// One turn in `length` steps, made when first asked for: lengths are 0 .. 50.
const waves: Wave[] = []

function waveOf(length: number): Wave {
  const known = waves[length]
  if (known !== undefined) return known
  const angles = Float64Array.from({ length }, (_, i) => (i * 2 * Math.PI) / length)
  const wave = { sines: angles.map(Math.sin), cosines: angles.map(Math.cos) }
  waves[length] = wave
  return wave
}
