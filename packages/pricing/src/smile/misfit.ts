import type { SmileRows } from './smileRows.js'

/**
 * What a search makes small: `squares`: of distances to the quotes; `mids`: the same, far ones counting less and less;
 * `bands`: what lies outside bid and offer, a quote that cannot be met being given up.
 */
export type SmileAim = 'squares' | 'mids' | 'bands'

/** How many residuals `writeMisfit` writes. */
export function misfitCount(rows: SmileRows, aim: SmileAim): number {
  return aim === 'bands' ? 2 * rows.count : rows.count
}

/** Residuals of a smile with volatilities `vols` at the rows. */
export function writeMisfit(
  { count, vol, bid, ask, scale }: SmileRows,
  aim: SmileAim,
  vols: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const apart = (vols[i]! - vol[i]!) * scale[i]!
    if (aim === 'squares') out[i] = apart
    else if (aim === 'mids') out[i] = cauchy(apart)
    else {
      out[i] = 0.2 * cauchy(apart)
      const half = 0.5 * (ask[i]! - bid[i]!)
      // From nine tenths of the way to a side, so that what is met stays met.
      const beyond = half >= 0 ? Math.max(0, Math.abs(vols[i]! - bid[i]! - half) / Math.max(half, 1e-5) - 0.9) : 0
      out[count + i] = (4 * beyond) / Math.sqrt(1 + 16 * beyond * beyond)
    }
  }
}

/** Derivatives of those residuals by the volatility of their row. */
export function writeMisfitSlopes(
  { count, vol, bid, ask, scale }: SmileRows,
  aim: SmileAim,
  vols: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const apart = (vols[i]! - vol[i]!) * scale[i]!
    if (aim === 'squares') out[i] = scale[i]!
    else if (aim === 'mids') out[i] = scale[i]! * cauchySlope(apart)
    else {
      out[i] = 0.2 * scale[i]! * cauchySlope(apart)
      const half = 0.5 * (ask[i]! - bid[i]!)
      const off = vols[i]! - bid[i]! - half
      const beyond = half >= 0 ? Math.max(0, Math.abs(off) / Math.max(half, 1e-5) - 0.9) : 0
      out[count + i] =
        beyond === 0 ? 0 : (4 * Math.sign(off)) / (Math.max(half, 1e-5) * (1 + 16 * beyond * beyond) ** 1.5)
    }
  }
}

function cauchySlope(apart: number): number {
  const square = apart * apart
  return square < 1e-8 ? 1 : Math.abs(apart) / (Math.sqrt(Math.log1p(square)) * (1 + square))
}

function cauchy(apart: number): number {
  const square = apart * apart
  return square < 1e-8 ? apart : apart * Math.sqrt(Math.log1p(square) / square)
}
