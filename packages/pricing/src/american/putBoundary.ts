import type { BoundaryScheme } from './boundaryScheme.js'
import { boundaryAtExpiry } from './exerciseRegion.js'
import { type BoundaryLevels, boundaryLevels, type RateMove } from './exercisePremium.js'
import { isPasted, solveBoundary } from './solveBoundary.js'

/** Room for a boundary of one scheme: squares at the nodes, levels at the points of the price rule. */
export type BoundaryRoom = {
  readonly squares: Float64Array
  readonly other: Float64Array
  readonly levels: BoundaryLevels
}

const rooms = /* @__PURE__ */ new WeakMap<BoundaryScheme, BoundaryRoom>()

/** The one room of a scheme: whoever uses it has done so before he lets anybody else. */
export function roomOf(scheme: BoundaryScheme): BoundaryRoom {
  let room = rooms.get(scheme)
  if (room === undefined) {
    const nodes = scheme.nodes + 1
    const levels = boundaryLevels(scheme.price.sine.length)
    room = { squares: new Float64Array(nodes), other: new Float64Array(nodes), levels }
    rooms.set(scheme, room)
  }
  return room
}

/** ln(B) at the points of the price rule from squares at the nodes. */
export function levelsAt(top: number, squares: Float64Array, rows: Float64Array, level: Float64Array): void {
  for (let k = 0, at = 0; k < level.length; k++) {
    let square = 0
    for (let j = 0; j < squares.length; j++) square += rows[at++]! * squares[j]!
    level[k] = top - Math.sqrt(Math.max(square, 0))
  }
}

/**
 * Slopes of ln(B) at the points of the price rule: differences of two more boundaries each to volatility and to the
 * rate or the yield.
 */
export function boundarySlopes(
  rate: number,
  carryYield: number,
  vol: number,
  years: number,
  along: RateMove,
  scheme: BoundaryScheme,
  { other, levels }: BoundaryRoom,
): void {
  const pasted = isPasted(rate, carryYield, vol, years)
  const { perVol, perRate } = levels
  const moved = (dRate: number, dYield: number, dVol: number, sign: number, out: Float64Array, step: number): void => {
    solveBoundary(rate + dRate, carryYield + dYield, vol + dVol, years, scheme, other, pasted)
    const top = boundaryAtExpiry(rate + dRate, carryYield + dYield)
    addLevels(top, other, scheme.price.rows, sign / (2 * step), out)
  }
  perVol.fill(0)
  perRate.fill(0)
  const step = 1e-4 * vol
  moved(0, 0, step, 1, perVol, step)
  moved(0, 0, -step, -1, perVol, step)
  const move = rateStep(rate, carryYield, along)
  const [dRate, dYield] = [move * along.rate, move * along.carryYield]
  // Below a rate of 0 there is another kind of region: the slope is taken from above.
  const back = rate === 0 && dRate > 0 ? 0 : 1
  const apart = 0.5 * (1 + back) * move
  moved(dRate, dYield, 0, 1, perRate, apart)
  moved(-back * dRate, -back * dYield, 0, -1, perRate, apart)
}

function addLevels(top: number, squares: Float64Array, rows: Float64Array, factor: number, out: Float64Array): void {
  for (let k = 0, at = 0; k < out.length; k++) {
    let square = 0
    for (let j = 0; j < squares.length; j++) square += rows[at++]! * squares[j]!
    out[k]! += factor * (top - Math.sqrt(Math.max(square, 0)))
  }
}

/** A small step of the rate: next to 0 the boundary moves with the logarithm of it. */
export function rateStep(rate: number, carryYield: number, along: RateMove): number {
  return 1e-4 * (along.rate === 1 && rate > 0 ? rate : Math.max(rate, Math.abs(carryYield)))
}
