import { greekColumns, type OptionColumns, optionColumns } from './columns.js'
import { greekRows } from './jsGreeks.js'

type Optional = 'spot' | 'rate' | 'yield'
type OneRow = Omit<OptionColumns, Optional> & { [K in Optional]: Float64Array | undefined }

const row: OneRow = /* @__PURE__ */ oneRow()
const spotColumn = /* @__PURE__ */ new Float64Array(1)
const rateColumn = /* @__PURE__ */ new Float64Array(1)
const yieldColumn = /* @__PURE__ */ new Float64Array(1)
const result = /* @__PURE__ */ greekColumns(1)

function oneRow(): OneRow {
  return { ...optionColumns(1), spot: undefined, rate: undefined, yield: undefined }
}

/**
 * Price, delta, gamma, vega, theta, rho of a European option from its forward and discount factor into `out[0..5]`: one
 * row of `jsBackend`, bit for bit. Kernel: positional, unchecked, NaN outside its domain.
 *
 * @param spot with it the Greeks are those of the spot at a fixed yield; NaN gives those of the forward
 * @param out at least 6 long
 * @param rate continuous per year, for theta; NaN takes it back from the discount factor
 * @param carryYield continuous per year, for theta of the spot; NaN takes it back from forward, spot and rate
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
  rate: number = Number.NaN,
  carryYield: number = Number.NaN,
): void {
  row.right[0] = sign
  row.forward[0] = forward
  row.discount[0] = discount
  row.strike[0] = strike
  row.years[0] = years
  row.vol[0] = vol
  spotColumn[0] = spot
  rateColumn[0] = rate
  yieldColumn[0] = carryYield
  row.spot = Number.isNaN(spot) ? undefined : spotColumn
  row.rate = Number.isNaN(rate) ? undefined : rateColumn
  row.yield = Number.isNaN(carryYield) ? undefined : yieldColumn
  greekRows(row, 0, 1, result)
  out[0] = result.price[0]!
  out[1] = result.delta[0]!
  out[2] = result.gamma[0]!
  out[3] = result.vega[0]!
  out[4] = result.theta[0]!
  out[5] = result.rho[0]!
}
