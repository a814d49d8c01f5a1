import { gaussLegendre } from '@bourse/math'
import { type BoundaryScheme, chebyshevRow, type PriceRule } from './boundaryScheme.js'
import { premiumAlone } from './exercisePremium.js'
import { solveLowerBoundary } from './lowerBoundary.js'
import { levelsAt } from './putBoundary.js'
import { schemeNamed } from './settings.js'
import { solveBoundary } from './solveBoundary.js'

/** Both boundaries of a put of strike 1 with yield < rate < 0, up to where they meet. */
export type TwoBoundaries = {
  readonly scheme: BoundaryScheme
  /** Years to expiry up to which there is exercise: all of them, or the moment at which the two meet. */
  readonly reach: number
  readonly upper: Float64Array
  readonly lower: Float64Array
}

/** Solves both; where they meet before `years`, finds when. */
export function twoBoundaries(rate: number, carryYield: number, vol: number, years: number): TwoBoundaries {
  const scheme = schemeNamed('accurate')
  const upper = new Float64Array(scheme.nodes + 1)
  const lower = new Float64Array(scheme.nodes + 1)
  const bottom = Math.log(rate / carryYield)
  const apart = (reach: number): boolean => {
    const found =
      solveBoundary(rate, carryYield, vol, reach, scheme, upper) &&
      solveLowerBoundary(rate, carryYield, vol, reach, scheme, lower)
    return found && -Math.sqrt(upper[scheme.nodes]!) > bottom + Math.sqrt(lower[scheme.nodes]!)
  }
  if (apart(years)) return { scheme, reach: years, upper, lower }
  let open = 0
  let met = years
  // What is exercised next to the meeting is worth little: 1e-5 of its time is enough.
  while (met - open > 1e-5 * met) {
    const middle = open > 0 ? 0.5 * (open + met) : 0.25 * met
    if (middle === 0) break
    if (apart(middle)) open = middle
    else met = middle
  }
  apart(open)
  return { scheme, reach: open, upper, lower }
}

/** The premium of early exercise; Infinity where exercise is due at once. */
export function twoBoundaryPremium(spot: number, rate: number, carryYield: number, vol: number, years: number): number {
  const { scheme, reach, upper, lower } = twoBoundaries(rate, carryYield, vol, years)
  const bottom = Math.log(rate / carryYield)
  const here = Math.log(spot)
  const last = scheme.nodes
  if (reach === years && here <= -Math.sqrt(upper[last]!) && here >= bottom + Math.sqrt(lower[last]!)) return Infinity
  const rule = reach === years ? scheme.price : lateRule(scheme, reach, years)
  const level = new Float64Array(rule.sine.length)
  levelsAt(0, upper, rule.rows, level)
  const under = premiumAlone(spot, rate, carryYield, vol, years, rule, level)
  levelsAt(bottom, lower, rule.rows, level)
  for (let k = 0; k < level.length; k++) level[k] = 2 * bottom - level[k]! // the lower boundary rises
  return under - premiumAlone(spot, rate, carryYield, vol, years, rule, level)
}

/** Quadrature over the last `reach` years only. */
function lateRule({ x }: BoundaryScheme, reach: number, years: number): PriceRule {
  const { nodes, weights } = gaussLegendre(64)
  const place = nodes.map((node) => 0.5 * (1 + node))
  const rows = new Float64Array(place.length * x.length)
  for (const [k, at] of place.entries()) rows.set(chebyshevRow(x, at), k * x.length)
  const share = reach / years
  const sine = place.map((at) => Math.sqrt(1 - share * at * at))
  return { sine, weight: place.map((at, k) => share * at * weights[k]!), rows }
}
