import { greekColumns, type OptionColumns, optionColumns } from './columns.js'
import { greekRows } from './js-greeks.js'

const row = /* @__PURE__ */ optionColumns(1)
const spotRow: OptionColumns = /* @__PURE__ */ withSpot(row)
const result = /* @__PURE__ */ greekColumns(1)

function withSpot(columns: OptionColumns): OptionColumns {
  return { ...columns, spot: new Float64Array(1) }
}

/**
 * Price, delta, gamma, vega, theta, rho of a European option from its forward and discount factor into `out[0..5]`: one
 * row of `jsBackend`, bit for bit. Kernel: positional, unchecked, NaN outside its domain.
 *
 * @param spot with it the Greeks are those of the spot at a fixed yield; NaN gives those of the forward
 * @param out at least 6 long
 * @example
 * import { forwardGreeks } from '@bourse/pricing'
 * const out = new Float64Array(6)
 * forwardGreeks(101, 0.98, 105, 0.5, 0.2, 1, Number.NaN, out)
 * out[1] // => 0.4108
 */
export function forwardGreeks(
  forward: number,
  discount: number,
  strike: number,
  years: number,
  vol: number,
  sign: 1 | -1,
  spot: number,
  out: Float64Array,
): void {
  row.right[0] = sign
  row.forward[0] = forward
  row.discount[0] = discount
  row.strike[0] = strike
  row.years[0] = years
  row.vol[0] = vol
  if (!Number.isNaN(spot)) spotRow.spot![0] = spot
  greekRows(Number.isNaN(spot) ? row : spotRow, 0, 1, result)
  out[0] = result.price[0]!
  out[1] = result.delta[0]!
  out[2] = result.gamma[0]!
  out[3] = result.vega[0]!
  out[4] = result.theta[0]!
  out[5] = result.rho[0]!
}
