import { logRatio } from '../kernel/logRatio.js'
import { lognormalVol } from '../vol/legsVol.js'
import {
  checkGreekLengths,
  checkVolLengths,
  INVALID_INPUT,
  type OptionBackend,
  type OptionColumns,
  rowRefusal,
  writeVol,
} from './columns.js'
import { greekRows } from './jsGreeks.js'

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
    for (let i = 0; i < length; i++) writeVol(rawVol(rows, premium[i]!, i), i, out)
  },
}

function rawVol(rows: OptionColumns, premium: number, i: number): number {
  const years = rows.years[i]!
  const forward = rows.forward[i]!
  const strike = rows.strike[i]!
  const refused = rowRefusal(rows, i, years <= 0)
  if (refused !== 0) return -refused
  if (!(forward > 0 && strike > 0)) return -INVALID_INPUT
  // The premium is brought to expiry, so that forward - strike stays exact.
  const undiscounted = premium / rows.discount[i]!
  const x = logRatio(forward, strike)
  const stdDev = lognormalVol(undiscounted, forward, strike, forward - strike, x, rows.right[i]!)
  return stdDev > 0 ? stdDev / Math.sqrt(years) : stdDev
}
