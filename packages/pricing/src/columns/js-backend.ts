import { logRatio } from '../kernel/log-ratio.js'
import { lognormalVol } from '../vol/legs-vol.js'
import {
  checkLengths,
  EXPIRED,
  type GreekColumns,
  INVALID_INPUT,
  OK,
  type OptionBackend,
  type OptionColumns,
  UNSUPPORTED,
  type VolColumns,
  ZERO,
} from './columns.js'
import { greekRows } from './js-greeks.js'

/** Lengths of everything that `greeks` touches. */
export function checkGreekLengths(rows: OptionColumns, out: GreekColumns): number {
  const length = rows.right.length
  checkLengths(rows, length)
  checkLengths(out, length)
  return length
}

/** Volatility of row `i` from its premium. */
export function volRow(rows: OptionColumns, premium: Float64Array, i: number, out: VolColumns): void {
  const raw = rawVol(rows, premium[i]!, i)
  out.vol[i] = raw >= 0 ? raw : Number.NaN
  out.status[i] = raw > 0 ? OK : raw === 0 ? ZERO : raw < 0 ? -raw : INVALID_INPUT
}

function rawVol(rows: OptionColumns, premium: number, i: number): number {
  if (rows.exercise[i] !== 0) return -UNSUPPORTED
  const sign = rows.right[i]!
  const years = rows.years[i]!
  const forward = rows.forward[i]!
  const strike = rows.strike[i]!
  const discount = rows.discount[i]!
  if (years <= 0) return -EXPIRED
  if (!(years < Infinity && discount > 0 && forward > 0 && strike > 0) || (sign !== 1 && sign !== -1))
    return -INVALID_INPUT
  // The premium is brought to expiry, so that forward - strike stays exact.
  const undiscounted = premium / discount
  const stdDev = lognormalVol(undiscounted, forward, strike, forward - strike, logRatio(forward, strike), sign)
  return stdDev > 0 ? stdDev / Math.sqrt(years) : stdDev
}

/**
 * The backend in plain TypeScript: runs everywhere. A row is bit for bit what `forwardGreeks` gives.
 *
 * @example
 * import { greekColumns, jsBackend, optionColumns } from '@bourse/pricing'
 * const rows = optionColumns(1)
 * rows.forward[0] = 101
 * rows.discount[0] = 0.98
 * rows.strike[0] = 105
 * rows.years[0] = 0.5
 * rows.vol[0] = 0.2
 * const out = greekColumns(1)
 * jsBackend.greeks(rows, out)
 * out.price[0] // => 3.9431
 */
export const jsBackend: OptionBackend = {
  backend: 'js',
  greeks(rows, out) {
    const length = checkGreekLengths(rows, out)
    greekRows(rows, 0, length, out)
  },
  impliedVols(rows, premium, out) {
    const length = checkVolLengths(rows, premium, out)
    for (let i = 0; i < length; i++) volRow(rows, premium, i, out)
  },
}

/** Lengths of everything that `impliedVols` touches. */
export function checkVolLengths(rows: OptionColumns, premium: Float64Array, out: VolColumns): number {
  const length = rows.right.length
  checkLengths(rows, length)
  checkLengths(out, length)
  checkLengths({ premium }, length)
  return length
}
