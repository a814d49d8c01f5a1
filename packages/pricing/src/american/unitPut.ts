import { roomOf, boundarySlopes, levelsAt } from './putBoundary.js'
import { boundaryAtExpiry } from './exerciseRegion.js'
import { exercisePremium, PREMIUM, premiumAlone, type RateMove } from './exercisePremium.js'
import { type AmericanSetting, schemeOf } from './settings.js'
import { solveBoundary } from './solveBoundary.js'

/**
 * The premium of early exercise of an American put of strike 1 with one boundary, over the European put of the same
 * horizon; Infinity where exercise is due at once.
 */
export function unitPutPremium(
  spot: number,
  rate: number,
  carryYield: number,
  vol: number,
  years: number,
  setting: AmericanSetting,
): number {
  const scheme = schemeOf(setting, rate, carryYield, vol, years)
  const { squares, levels } = roomOf(scheme)
  solveBoundary(rate, carryYield, vol, years, scheme, squares)
  const top = boundaryAtExpiry(rate, carryYield)
  if (Math.log(spot) <= top - Math.sqrt(squares[scheme.nodes]!)) return Infinity
  levelsAt(top, squares, scheme.price.rows, levels.level)
  return premiumAlone(spot, rate, carryYield, vol, years, scheme.price, levels.level)
}

/** The premium and its slopes into `out`, as `exercisePremium` does; `out[PREMIUM]` Infinity where exercise is due. */
export function unitPutGreeks(
  spot: number,
  rate: number,
  carryYield: number,
  vol: number,
  years: number,
  along: RateMove,
  setting: AmericanSetting,
  out: Float64Array,
): void {
  const scheme = schemeOf(setting, rate, carryYield, vol, years)
  const room = roomOf(scheme)
  solveBoundary(rate, carryYield, vol, years, scheme, room.squares)
  const top = boundaryAtExpiry(rate, carryYield)
  if (Math.log(spot) <= top - Math.sqrt(room.squares[scheme.nodes]!)) {
    out[PREMIUM] = Infinity
    return
  }
  levelsAt(top, room.squares, scheme.price.rows, room.levels.level)
  boundarySlopes(rate, carryYield, vol, years, along, scheme, room)
  exercisePremium(spot, rate, carryYield, vol, years, scheme.price, room.levels, along, out)
}
