import { boundaryAtExpiry } from './exerciseRegion.js'
import type { BoundaryScheme } from './boundaryScheme.js'
import type { BoundaryLevels, RateMove } from './exercisePremium.js'
import { boundaryLevels } from './exercisePremium.js'
import { rateStep } from './putBoundary.js'
import { horizon, schemeOf } from './settings.js'
import { isPasted, solveBoundary } from './solveBoundary.js'

/** Volatilities per cell of the table, and how many cells make a factor of e: an octave each. */
const VOLS = 6
const CELLS = 1 / Math.LN2

/** All boundaries of one expiry's puts, or calls, of whatever strike: by volatility, solved where one is asked for. */
export type BoundaryTable = {
  readonly rate: number
  readonly carryYield: number
  readonly years: number
  readonly along: RateMove
  readonly cells: Map<number, TableCell>
}

/** Boundaries at a few volatilities, between which squares are interpolated. */
export type TableCell = {
  readonly scheme: BoundaryScheme
  readonly reach: number
  readonly top: number
  /** ln of the volatilities, rising */
  readonly places: Float64Array
  /** `VOLS` rows of nodes + 1 */
  readonly squares: Float64Array
  /** Slopes of the squares to the rate; empty until asked for. */
  slopes: Float64Array
  readonly levels: BoundaryLevels
  /** Room for the squares at one volatility and their slopes. */
  readonly at: Float64Array
  readonly perVol: Float64Array
  readonly perRate: Float64Array
}

export function boundaryTable(rate: number, carryYield: number, years: number, along: RateMove): BoundaryTable {
  return { rate, carryYield, years, along, cells: new Map() }
}

/** The cell that a volatility lies in: the same one in every table of the same terms, so that a row's bits are its own. */
export function cellOf(table: BoundaryTable, vol: number): TableCell {
  const index = Math.floor(Math.log(vol) * CELLS)
  const known = table.cells.get(index)
  if (known !== undefined) return known
  const { rate, carryYield, years } = table
  const middle = Math.exp((index + 0.5) / CELLS)
  const reach = horizon(rate, carryYield, middle, years)
  const scheme = schemeOf('fast', rate, carryYield, middle, reach)
  const width = scheme.nodes + 1
  const places = Float64Array.from(
    { length: VOLS },
    (_, m) => (index + Math.sin((Math.PI * m) / (2 * (VOLS - 1))) ** 2) / CELLS,
  )
  const squares = new Float64Array(VOLS * width)
  for (let m = 0; m < VOLS; m++)
    solveBoundary(rate, carryYield, Math.exp(places[m]!), reach, scheme, squares.subarray(m * width, (m + 1) * width))
  const column = (): Float64Array => new Float64Array(width)
  const levels = boundaryLevels(scheme.price.sine.length)
  const room = { levels, at: column(), perVol: column(), perRate: column() }
  const top = boundaryAtExpiry(rate, carryYield)
  const cell = { scheme, reach, top, places, squares, slopes: new Float64Array(0), ...room }
  table.cells.set(index, cell)
  return cell
}

const share = /* @__PURE__ */ new Float64Array(VOLS)
const tilt = /* @__PURE__ */ new Float64Array(VOLS)

// Lagrange's weights at a place, and their slopes.
function weigh(places: Float64Array, place: number): void {
  for (let m = 0; m < VOLS; m++) {
    let [weight, slope] = [1, 0]
    for (let n = 0; n < VOLS; n++) {
      if (n === m) continue
      const scale = 1 / (places[m]! - places[n]!)
      const factor = (place - places[n]!) * scale
      slope = slope * factor + weight * scale
      weight *= factor
    }
    share[m] = weight
    tilt[m] = slope
  }
}

/** Fills `cell.levels.level` for a volatility; returns ln of the boundary today. */
export function levelsFor(cell: TableCell, vol: number): number {
  const { places, squares, at, scheme, levels, top } = cell
  weigh(places, Math.log(vol))
  const width = at.length
  for (let j = 0; j < width; j++) {
    let square = 0
    for (let m = 0; m < VOLS; m++) square += share[m]! * squares[m * width + j]!
    at[j] = Math.max(square, 0)
  }
  const { level } = levels
  const { rows } = scheme.price
  for (let k = 0, from = 0; k < level.length; k++) {
    let square = 0
    for (let j = 0; j < width; j++) square += rows[from++]! * at[j]!
    level[k] = top - Math.sqrt(Math.max(square, 0))
  }
  return top - Math.sqrt(at[width - 1]!)
}

/** As `levelsFor`, with the slopes to volatility and rate. */
export function levelsAndSlopesFor(table: BoundaryTable, cell: TableCell, vol: number): number {
  const here = levelsFor(cell, vol)
  if (cell.slopes.length === 0) cell.slopes = rateSlopes(table, cell)
  const { squares, slopes, perVol, perRate, scheme, levels, top } = cell
  const width = perVol.length
  for (let j = 0; j < width; j++) {
    let [byVol, byRate] = [0, 0]
    for (let m = 0; m < VOLS; m++) {
      byVol += tilt[m]! * squares[m * width + j]!
      byRate += share[m]! * slopes[m * width + j]!
    }
    perVol[j] = byVol / vol
    perRate[j] = byRate
  }
  const step = rateStep(table.rate, table.carryYield, table.along)
  const topSlope = topMove(table, step) / step
  const { rows } = scheme.price
  for (let k = 0, from = 0; k < levels.level.length; k++) {
    let [byVol, byRate] = [0, 0]
    for (let j = 0; j < width; j++, from++) {
      byVol += rows[from]! * perVol[j]!
      byRate += rows[from]! * perRate[j]!
    }
    const height = top - levels.level[k]!
    levels.perVol[k] = height > 1e-9 ? -byVol / (2 * height) : 0
    levels.perRate[k] = topSlope - (height > 1e-9 ? byRate / (2 * height) : 0)
  }
  return here
}

function topMove({ rate, carryYield, along }: BoundaryTable, step: number): number {
  return (
    boundaryAtExpiry(rate + step * along.rate, carryYield + step * along.carryYield) -
    boundaryAtExpiry(rate, carryYield)
  )
}

function rateSlopes(
  { rate, carryYield, along }: BoundaryTable,
  { scheme, reach, places, squares }: TableCell,
): Float64Array {
  const step = rateStep(rate, carryYield, along)
  const width = scheme.nodes + 1
  const slopes = new Float64Array(VOLS * width)
  const moved = new Float64Array(width)
  for (let m = 0; m < VOLS; m++) {
    const vol = Math.exp(places[m]!)
    const pasted = isPasted(rate, carryYield, vol, reach)
    solveBoundary(rate + step * along.rate, carryYield + step * along.carryYield, vol, reach, scheme, moved, pasted)
    for (let j = 0; j < width; j++) slopes[m * width + j] = (moved[j]! - squares[m * width + j]!) / step
  }
  return slopes
}
