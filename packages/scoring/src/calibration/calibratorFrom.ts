import { BourseError } from '@bourse/core'
import type { Calibrator } from './calibrator.js'
import { isotonicOf } from './fitIsotonic.js'
import { plattOf } from './fitPlatt.js'
import { temperatureOf } from './fitTemperature.js'

/**
 * The calibrator whose name and figures were kept.
 *
 * @throws BourseError where the figures are not those of such a calibrator
 * @example
 * import { calibratorFrom } from '@bourse/scoring'
 * calibratorFrom({ calibration: 'temperature', figures: { temperature: [1] } }).calibrate(Float64Array.of(0.7))[0] // => 0.7000
 */
export function calibratorFrom(kept: Pick<Calibrator, 'calibration' | 'figures'>): Calibrator {
  const { calibration, figures } = kept
  const list = (name: string): readonly number[] => {
    const value = figures[name]
    if (Array.isArray(value) && value.length > 0 && value.every(Number.isFinite)) return value as readonly number[]
    throw refused(kept, name)
  }
  switch (calibration) {
    case 'platt':
      return plattOf(list('a')[0]!, list('b')[0]!)
    case 'temperature':
      if (!(list('temperature')[0]! > 0)) throw refused(kept, 'temperature')
      return temperatureOf(list('temperature')[0]!)
    case 'isotonic': {
      const [x, y] = [list('x'), list('y')]
      if (x.length !== y.length || x.some((value, i) => i > 0 && value <= x[i - 1]!)) throw refused(kept, 'x')
      return isotonicOf(Float64Array.from(x), Float64Array.from(y))
    }
    default:
      throw refused(kept, 'calibration')
  }
}

function refused({ calibration }: Pick<Calibrator, 'calibration'>, name: string): BourseError {
  return new BourseError(
    'input/parse',
    `calibratorFrom: ${name} of ${String(calibration)} is not what a calibrator keeps`,
    {
      details: { calibration: String(calibration), name },
      remedy: 'pass calibration and figures as a calibrator wrote them',
    },
  )
}
