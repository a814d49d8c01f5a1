import {
  ABOVE_MAXIMUM,
  BELOW_INTRINSIC,
  checkGreekLengths,
  checkVolLengths,
  EXPIRED,
  type GreekColumns,
  INVALID_INPUT,
  OK,
  type OptionColumns,
  type VolColumns,
  writeVol,
} from '../columns/columns.js'
import { jsBackend } from '../columns/jsBackend.js'
import { greekRows } from '../columns/jsGreeks.js'
import { certainValue } from '../grid/certainValue.js'
import { bsm } from '../kernel/bsm.js'
import { bsmGreeks } from '../kernel/greeks.js'
import { ROOT_TWO_PI_INVERSE } from '../kernel/lognormal.js'
import { logRatio } from '../kernel/logRatio.js'
import { lognormalVol } from '../vol/legsVol.js'
import { addPremium, americanGreeks, exercisedGreeks, thetaLeft } from './americanGreeks.js'
import { americanValue, isCertain } from './americanValue.js'
import { type BoundaryTable, boundaryTable, cellOf, levelsAndSlopesFor, levelsFor } from './boundaryTable.js'
import { CALL_RATE, exercisePremium, FUTURE_RATE, PUT_RATE, premiumAlone } from './exercisePremium.js'
import { exerciseRegion } from './exerciseRegion.js'

/** One row, as the tables want it. */
type Row = {
  spot: number
  strike: number
  years: number
  rate: number
  carryYield: number
  sign: 1 | -1
  ofFuture: boolean
}

/** The tables of the rows before, which the next ones probably share. */
export type RowTables = { put: BoundaryTable | undefined; call: BoundaryTable | undefined }

const out6 = /* @__PURE__ */ new Float64Array(6)
const premium5 = /* @__PURE__ */ new Float64Array(5)

/**
 * Price and five Greeks of every row, American rows (`exercise` 1) by `andersenLakeFast`'s method, European ones as
 * `jsBackend`. Rows that follow each other and share forward, discount, spot and years share the boundaries: solved at a
 * few volatilities, interpolated between. Within 1e-6 of the greater of spot and strike. Without `spot` the option is on a future, as in `black76`.
 * Never throws on values; allocates per expiry, not per row.
 *
 * @example
 * import { americanGreeksOf, greekColumns, optionColumns } from '@bourse/pricing'
 * const rows = { ...optionColumns(1), spot: Float64Array.of(100) }
 * rows.exercise[0] = 1
 * rows.right[0] = -1
 * rows.forward[0] = 101
 * rows.discount[0] = 0.98
 * rows.strike[0] = 105
 * rows.years[0] = 0.5
 * rows.vol[0] = 0.2
 * const out = greekColumns(1)
 * americanGreeksOf(rows, out)
 * out.price[0] // => 8.0352
 */
export function americanGreeksOf(rows: OptionColumns, out: GreekColumns): void {
  americanGreekRows(rows, out, { put: undefined, call: undefined })
}

/** `americanGreeksOf` with the tables that the volatilities of the same rows have filled. */
export function americanGreekRows(rows: OptionColumns, out: GreekColumns, tables: RowTables): void {
  const length = checkGreekLengths(rows, out)
  for (let i = 0; i < length; i++) {
    if (rows.exercise[i] === 0) {
      greekRows(rows, i, i + 1, out)
      continue
    }
    const vol = rows.vol[i]!
    const row = readRow(rows, i)
    let fine = row !== undefined && vol >= 0 && vol < Infinity
    if (row !== undefined && fine) {
      rowGreeks(row, vol, tables)
      const sum = out6[0]! + out6[1]! + out6[2]! + out6[3]! + out6[4]! + out6[5]!
      fine = sum - sum === 0
    }
    out.price[i] = fine ? out6[0]! : Number.NaN
    out.delta[i] = fine ? out6[1]! : Number.NaN
    out.gamma[i] = fine ? out6[2]! : Number.NaN
    out.vega[i] = fine ? out6[3]! : Number.NaN
    out.theta[i] = fine ? out6[4]! : Number.NaN
    out.rho[i] = fine ? out6[5]! : Number.NaN
    out.status[i] = fine ? OK : INVALID_INPUT
  }
}

/**
 * Volatility of every row from its premium, American rows as `americanGreeksOf` prices them, European ones as
 * `jsBackend`. A premium of exactly what immediate exercise pays has volatility 0 (`zero`): every low one gives it.
 *
 * @example
 * import { americanVolsOf, optionColumns } from '@bourse/pricing'
 * const rows = { ...optionColumns(1), spot: Float64Array.of(100) }
 * rows.exercise[0] = 1
 * rows.right[0] = -1
 * rows.forward[0] = 101
 * rows.discount[0] = 0.98
 * rows.strike[0] = 105
 * rows.years[0] = 0.5
 * const out = { vol: new Float64Array(1), status: new Uint8Array(1) }
 * americanVolsOf(rows, Float64Array.of(8.0352), out)
 * out.vol[0] // => 0.2000
 */
export function americanVolsOf(rows: OptionColumns, premium: Float64Array, out: VolColumns): void {
  americanVolRows(rows, premium, out, { put: undefined, call: undefined })
}

/** `americanVolsOf`, leaving the tables for what comes next. */
export function americanVolRows(rows: OptionColumns, premium: Float64Array, out: VolColumns, tables: RowTables): void {
  const length = checkVolLengths(rows, premium, out)
  const european = rows.exercise.some((one) => one === 0)
  if (european) jsBackend.impliedVols(rows, premium, out)
  for (let i = 0; i < length; i++) {
    if (rows.exercise[i] === 0) continue
    const row = readRow(rows, i)
    if (row === undefined) writeVol(-(rows.years[i]! <= 0 ? EXPIRED : INVALID_INPUT), i, out)
    else writeVol(rowVol(row, premium[i]!, tables), i, out)
  }
}

const one: Row = { spot: 0, strike: 0, years: 0, rate: 0, carryYield: 0, sign: 1, ofFuture: false }

function readRow(rows: OptionColumns, i: number): Row | undefined {
  const forward = rows.forward[i]!
  const discount = rows.discount[i]!
  const years = rows.years[i]!
  const sign = rows.right[i]!
  one.strike = rows.strike[i]!
  one.spot = rows.spot === undefined ? forward : rows.spot[i]!
  one.ofFuture = rows.spot === undefined
  one.years = years
  one.rate = rows.rate !== undefined ? rows.rate[i]! : years > 0 ? -logRatio(discount, 1) / years : 0
  const carry = years > 0 && !one.ofFuture ? logRatio(forward, one.spot) / years : 0
  one.carryYield = rows.yield !== undefined && !one.ofFuture ? rows.yield[i]! : one.rate - carry
  one.sign = sign === 1 ? 1 : -1
  const sum = forward + one.spot + one.strike + years + one.rate + one.carryYield
  const sound = sum - sum === 0 && one.spot > 0 && one.strike > 0 && forward > 0 && discount > 0 && years >= 0
  return sound && (sign === 1 || sign === -1) ? one : undefined
}

function tableOf(row: Row, r: number, q: number, tables: RowTables): BoundaryTable {
  const right = row.sign < 0 ? 'put' : 'call'
  const along = row.ofFuture ? FUTURE_RATE : row.sign < 0 ? PUT_RATE : CALL_RATE
  let table = tables[right]
  if (
    table === undefined ||
    table.rate !== r ||
    table.carryYield !== q ||
    table.years !== row.years ||
    table.along !== along
  )
    table = tables[right] = boundaryTable(r, q, row.years, along)
  return table
}

function rowGreeks(row: Row, vol: number, tables: RowTables): void {
  const { spot, strike, years, rate, carryYield, sign, ofFuture } = row
  const [r, q] = sign < 0 ? [rate, carryYield] : [carryYield, rate]
  if (exerciseRegion(r, q) !== 'below' || isCertain(years, r, q, vol)) {
    americanGreeks(spot, strike, years, rate, carryYield, vol, sign, 'fast', out6)
    if (ofFuture) out6[5] = -years * out6[0]!
    return
  }
  const table = tableOf(row, r, q, tables)
  const cell = cellOf(table, vol)
  const boundary = levelsAndSlopesFor(table, cell, vol)
  const ratio = sign < 0 ? spot / strike : strike / spot
  if (Math.log(ratio) <= boundary) {
    exercisedGreeks(spot, strike, sign, out6)
    return
  }
  exercisePremium(ratio, r, q, vol, cell.reach, cell.scheme.price, cell.levels, table.along, premium5)
  bsmGreeks(spot, strike, cell.reach, rate, carryYield, vol, sign, out6)
  if (ofFuture) out6[5] = -cell.reach * out6[0]!
  addPremium(premium5, spot, strike, sign, out6)
  out6[4] = thetaLeft(spot, rate, carryYield, vol, out6)
  out6[0] = Math.max(out6[0]!, sign * (spot - strike))
}

function rowValue(row: Row, vol: number, tables: RowTables): number {
  const { spot, strike, years, rate, carryYield, sign } = row
  const [r, q] = sign < 0 ? [rate, carryYield] : [carryYield, rate]
  if (exerciseRegion(r, q) !== 'below' || isCertain(years, r, q, vol))
    return americanValue(spot, strike, years, rate, carryYield, vol, sign, 'fast')
  const table = tableOf(row, r, q, tables)
  const cell = cellOf(table, vol)
  const boundary = levelsFor(cell, vol)
  const [ratio, scale] = sign < 0 ? [spot / strike, strike] : [strike / spot, spot]
  const intrinsic = sign * (spot - strike)
  if (Math.log(ratio) <= boundary) return intrinsic
  const premium = premiumAlone(ratio, r, q, vol, cell.reach, cell.scheme.price, cell.levels.level)
  return Math.max(intrinsic, bsm(spot, strike, cell.reach, rate, carryYield, vol, sign) + scale * premium)
}

/** The volatility, or minus a status byte. */
function rowVol(row: Row, premium: number, tables: RowTables): number {
  const { spot, strike, years, rate, carryYield, sign } = row
  if (years <= 0) return -EXPIRED
  if (!Number.isFinite(premium)) return -INVALID_INPUT
  const least = certainValue(sign, true, spot, strike, years, rate, carryYield)
  if (premium === least) return 0
  if (premium < least) return -BELOW_INTRINSIC
  const most =
    sign > 0 ? spot * Math.exp(Math.max(0, -carryYield * years)) : strike * Math.exp(Math.max(0, -rate * years))
  if (premium >= most) return -ABOVE_MAXIMUM
  const asset = spot * Math.exp(-carryYield * years)
  const cash = strike * Math.exp(-rate * years)
  const moneyness = logRatio(spot, strike) + (rate - carryYield) * years
  const stdDev = lognormalVol(premium, asset, cash, asset - cash, moneyness, sign)
  const [r, q] = sign < 0 ? [rate, carryYield] : [carryYield, rate]
  const root = Math.sqrt(years)
  if (exerciseRegion(r, q) === 'never') return stdDev > 0 ? stdDev / root : stdDev
  return searchRow(row, premium, stdDev > 0 ? stdDev / root : 0, tables)
}

// The European volatility is too high, by little out of the money: from there a secant, kept in its bracket.
function searchRow(row: Row, premium: number, european: number, tables: RowTables): number {
  const tolerance = 1e-12 * row.spot
  let high = european > 0 ? european : 0.5
  let above = rowValue(row, high, tables) - premium
  while (above < -tolerance) {
    if (high > 64) return -ABOVE_MAXIMUM
    high *= 2
    above = rowValue(row, high, tables) - premium
  }
  if (!(above > tolerance)) return high
  let low = 0
  let last = high
  let lastGap = above
  // What is too much, over the European vega: all the way where the premium of exercise hardly moves with volatility.
  const deviation = high * Math.sqrt(row.years)
  const d1 = (Math.log(row.spot / row.strike) + (row.rate - row.carryYield) * row.years) / deviation + 0.5 * deviation
  const asset = row.spot * Math.exp(-row.carryYield * row.years)
  const vega = asset * ROOT_TWO_PI_INVERSE * Math.exp(-0.5 * d1 * d1) * Math.sqrt(row.years)
  let guess = high - above / vega
  if (!(guess > 0.5 * high)) guess = 0.9 * high
  for (let i = 0; i < 80; i++) {
    const gap = rowValue(row, guess, tables) - premium
    if (Math.abs(gap) <= tolerance) return guess
    if (gap > 0) high = guess
    else low = guess
    const step = (gap * (guess - last)) / (gap - lastGap)
    last = guess
    lastGap = gap
    guess -= step
    // Where exercise is due the price does not move: halve, in the logarithm while nothing is known below.
    if (!(guess > low && guess < high)) guess = low > 0 ? 0.5 * (low + high) : 0.5 * high
    if (high - low < 1e-13 * high || Math.abs(guess - last) < 1e-12 * high) return guess
  }
  return guess
}
