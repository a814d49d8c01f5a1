import { misfitCount, type SmileAim, writeMisfit, writeMisfitSlopes } from './misfit.js'
import type { SmileRows } from './smileRows.js'
import { type SviShape, shapeSigma, wingSlope } from './sviShape.js'

/** What a search for a raw SVI smile makes small: its distance to the quotes, and five weak pulls towards `center`. */
export type SviMisfit = {
  readonly count: number
  residuals(p: Float64Array, out: Float64Array): void
  jacobian(p: Float64Array, out: Float64Array): void
}

export function sviMisfit(rows: SmileRows, years: number, center: SviShape, aim: SmileAim): SviMisfit {
  const { count, k } = rows
  const perRootYear = 1 / Math.sqrt(years)
  const span = Math.max(k[count - 1]! - k[0]!, 0.01)
  const pulls = misfitCount(rows, aim)
  const vols = new Float64Array(count)
  const slopes = new Float64Array(pulls)

  const residuals = (p: Float64Array, out: Float64Array): void => {
    const [least, left, right] = [Math.exp(p[0]!), wingSlope(p[1]!), wingSlope(p[2]!)]
    const [m, sigma] = [p[3]!, shapeSigma(p[4]!)]
    const [b, lean, level] = [0.5 * (left + right), 0.5 * (right - left), sigma * Math.sqrt(left * right)]
    for (let i = 0; i < count; i++) {
      const x = k[i]! - m
      // The hyperbola is never below its least value: only rounding is.
      const above = lean * x + b * Math.sqrt(x * x + sigma * sigma) - level
      vols[i] = Math.sqrt(least + Math.max(0, above)) * perRootYear
    }
    writeMisfit(rows, aim, vols, out)
    out[pulls] = (p[0]! - center[0]!) / 4
    out[pulls + 1] = (p[1]! - p[2]!) / 3
    out[pulls + 2] = (p[1]! + p[2]! - center[1]! - center[2]!) / 6
    out[pulls + 3] = (p[3]! - center[3]!) / span
    out[pulls + 4] = (p[4]! - center[4]!) / 3
  }

  const jacobian = (p: Float64Array, out: Float64Array): void => {
    const [least, left, right] = [Math.exp(p[0]!), wingSlope(p[1]!), wingSlope(p[2]!)]
    const [m, sigma] = [p[3]!, shapeSigma(p[4]!)]
    const [b, lean, mean] = [0.5 * (left + right), 0.5 * (right - left), Math.sqrt(left * right)]
    const [byLeft, byRight] = [0.5 * left * (2 - left), 0.5 * right * (2 - right)]
    // Volatilities once more: the search may have tried another place since.
    for (let i = 0; i < count; i++) {
      const x = k[i]! - m
      const above = lean * x + b * Math.sqrt(x * x + sigma * sigma) - sigma * mean
      vols[i] = Math.sqrt(least + Math.max(0, above)) * perRootYear
    }
    writeMisfitSlopes(rows, aim, vols, slopes)
    out.fill(0)
    for (let i = 0; i < pulls; i++) {
      const row = i % count
      if (slopes[i] === 0) continue
      const x = k[row]! - m
      const root = Math.sqrt(x * x + sigma * sigma)
      const perVariance = (slopes[i]! * 0.5 * perRootYear * perRootYear) / vols[row]!
      out[5 * i] = perVariance * least
      out[5 * i + 1] = 0.5 * perVariance * byLeft * (root - x - (sigma * mean) / left)
      out[5 * i + 2] = 0.5 * perVariance * byRight * (root + x - (sigma * mean) / right)
      out[5 * i + 3] = -perVariance * (lean + (b * x) / root)
      out[5 * i + 4] = perVariance * sigma * ((b * sigma) / root - mean)
    }
    const at = 5 * pulls
    out[at] = 1 / 4
    out[at + 6] = 1 / 3
    out[at + 7] = -1 / 3
    out[at + 11] = 1 / 6
    out[at + 12] = 1 / 6
    out[at + 18] = 1 / span
    out[at + 24] = 1 / 3
  }
  return { count: pulls + 5, residuals, jacobian }
}
