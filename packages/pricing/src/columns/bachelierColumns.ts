import { logRatio } from '../kernel/logRatio.js'
import { normalGreeks } from '../kernel/normalGreeks.js'
import { normalVol } from '../vol/legsVol.js'
import {
  checkGreekLengths,
  checkVolLengths,
  type GreekColumns,
  INVALID_INPUT,
  OK,
  type OptionColumns,
  rowRefusal,
  type VolColumns,
  writeVol,
} from './columns.js'

const terms = /* @__PURE__ */ new Float64Array(8)

/**
 * Price and five Greeks of every row under Bachelier's model: forward and strike of any sign, `rows.vol` in price units
 * per root year, the Greeks those of the forward as in `normalModel` (`spot` and `yield` are not read). One loop in
 * TypeScript beside every backend, so its bits are the same with all of them. Never throws on values; allocates nothing
 * per row.
 *
 * @see L. Bachelier, Théorie de la spéculation (1900), p. 50
 * @example
 * import { bachelierGreeksOf, greekColumns, optionColumns } from '@bourse/pricing'
 * const rows = optionColumns(1)
 * rows.forward[0] = -37.63
 * rows.strike[0] = -30
 * rows.discount[0] = 0.9995
 * rows.years[0] = 0.05
 * rows.vol[0] = 80
 * const out = greekColumns(1)
 * bachelierGreeksOf(rows, out)
 * out.price[0] // => 3.9590
 */
export function bachelierGreeksOf(rows: OptionColumns, out: GreekColumns): void {
  const length = checkGreekLengths(rows, out)
  for (let i = 0; i < length; i++) greekRow(rows, i, out)
}

function greekRow(rows: OptionColumns, i: number, out: GreekColumns): void {
  const years = rows.years[i]!
  const vol = rows.vol[i]!
  const discount = rows.discount[i]!
  const rate = rows.rate !== undefined ? rows.rate[i]! : years > 0 ? -logRatio(discount, 1) / years : 0
  const refused = rowRefusal(rows, i, years < 0) || (vol >= 0 && years >= 0 ? 0 : INVALID_INPUT)
  if (refused === 0)
    normalGreeks(rows.forward[i]!, discount, rows.strike[i]!, years, vol, rate, rows.right[i] as 1 | -1, terms)
  const sum = terms[0]! + terms[1]! + terms[2]! + terms[3]! + terms[4]! + terms[5]!
  // As in every column: the row is finite in all its places or it is none.
  const fine = refused === 0 && sum - sum === 0
  out.price[i] = fine ? terms[0]! : Number.NaN
  out.delta[i] = fine ? terms[1]! : Number.NaN
  out.gamma[i] = fine ? terms[2]! : Number.NaN
  out.vega[i] = fine ? terms[3]! : Number.NaN
  out.theta[i] = fine ? terms[4]! : Number.NaN
  out.rho[i] = fine ? terms[5]! : Number.NaN
  out.status[i] = fine ? OK : refused || INVALID_INPUT
}

/**
 * Normal volatility (price units per root year) of every row from its discounted premium, to the last digits that the
 * premium holds; with a discount factor of 1 bit for bit `bachelierImpliedStdDev` over the root of the years. Statuses as
 * in `ROW_STATUS`, without `aboveMaximum`: a normal price has no ceiling. vol, spot, rate and yield are not read. The
 * same bits beside every backend; never throws on values; allocates nothing per row.
 *
 * @example
 * import { bachelierVolsOf, optionColumns } from '@bourse/pricing'
 * const rows = optionColumns(1)
 * rows.forward[0] = -37.63
 * rows.strike[0] = -30
 * rows.discount[0] = 0.9995
 * rows.years[0] = 0.05
 * const out = { vol: new Float64Array(1), status: new Uint8Array(1) }
 * bachelierVolsOf(rows, Float64Array.of(3.9590), out)
 * out.vol[0] // => 80.00
 */
export function bachelierVolsOf(rows: OptionColumns, premium: Float64Array, out: VolColumns): void {
  const length = checkVolLengths(rows, premium, out)
  for (let i = 0; i < length; i++) writeVol(rawVol(rows, premium[i]!, i), i, out)
}

function rawVol(rows: OptionColumns, premium: number, i: number): number {
  const years = rows.years[i]!
  const refused = rowRefusal(rows, i, years <= 0)
  if (refused !== 0) return -refused
  const stdDev = normalVol(premium / rows.discount[i]!, rows.forward[i]! - rows.strike[i]!, rows.right[i]!)
  return stdDev > 0 ? stdDev / Math.sqrt(years) : stdDev
}
