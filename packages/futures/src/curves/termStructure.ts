// The curve of one root on one day.
import type { Future } from '@bourse/assets'
import { badArgument, dayNumber, type IsoDate } from '@bourse/core'
import { type CurveShape, curveShape, impliedCarry, type RollYield, rollYield } from './carry.js'

/** A contract and its price. */
export type CurvePoint = { readonly contract: Future; readonly price: number }

/** One contract of a curve: calendar days to its last trade, and yield and carry per year towards the next one. */
export type TermPoint = {
  readonly contract: Future
  readonly price: number
  readonly days: number
  readonly rollYield: RollYield
  readonly carry: number
}

/**
 * `slope`: change of the logarithm of price per year from first to last contract, above 0 in contango. `frontBack`: first
 * price less last. `rollYield`: between the first two. NaN where a price <= 0 has no logarithm, or only one is there.
 */
export type TermStructure = {
  readonly shape: CurveShape
  readonly slope: number
  readonly frontBack: number
  readonly rollYield: RollYield
  readonly points: readonly TermPoint[]
}

/**
 * The term structure of the prices of a root's contracts, in any order. Throws for an empty curve, contracts of two roots,
 * and contracts that have expired.
 *
 * @example
 * import { CL, contractChain, futuresDays, termStructure } from '@bourse/futures'
 * const chain = contractChain(CL, '2026-11-23', 3, futuresDays)
 * const curve = termStructure(chain.map((contract, i) => ({ contract, price: [58, 57.6, 57.3][i] })), '2026-11-23')
 * curve.shape // => 'backwardation'
 * curve.rollYield.simple // => 0.0845
 * curve.frontBack // => 0.7000
 */
export function termStructure(prices: readonly CurvePoint[], on: IsoDate): TermStructure {
  const sorted = [...prices].sort((a, b) => (a.contract.expiry < b.contract.expiry ? -1 : 1))
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined)
    throw badArgument('termStructure', 'prices', 0, 'at least one contract')
  for (const { contract } of sorted) {
    if (contract.root !== first.contract.root)
      throw badArgument('termStructure', 'contract', contract.id, `a contract of ${first.contract.root}`)
    if (contract.expiry < on) throw badArgument('termStructure', 'contract', contract.id, `alive on ${on}`)
  }
  const daysTo = ({ contract }: CurvePoint): number => dayNumber(contract.expiry) - dayNumber(on)
  const points = sorted.map((point, i): TermPoint => {
    const next = sorted[i + 1]
    const between = next === undefined ? Number.NaN : daysTo(next) - daysTo(point)
    const far = next?.price ?? Number.NaN
    return {
      ...point,
      days: daysTo(point),
      rollYield: rollYield(point.price, far, between),
      carry: impliedCarry(far, point.price, between / 365),
    }
  })
  return {
    shape: curveShape(sorted.map(({ price }) => price)),
    slope: impliedCarry(last.price, first.price, (daysTo(last) - daysTo(first)) / 365),
    frontBack: first.price - last.price,
    rollYield: points[0]!.rollYield,
    points,
  }
}

/**
 * What each calendar month is worth relative to the rest of the year: mean deviation of the logarithm of price from the
 * straight line through its own curve, over any number of curves, made to add up to 0. January first; NaN for a month
 * without a contract; curves with fewer than three prices above 0 are left out.
 *
 * @example
 * import { contractChain, curveSeasonality, futuresDays, NG } from '@bourse/futures'
 * const chain = contractChain(NG, '2026-11-23', 24, futuresDays)
 * const winter = ({ month }: { month: string }) => (['12', '01', '02'].includes(month.slice(5)) ? 4 : 3)
 * const months = curveSeasonality([chain.map((contract) => ({ contract, price: winter(contract) }))])
 * months[0] > 0 && months[6] < 0 // => true
 */
export function curveSeasonality(curves: readonly (readonly CurvePoint[])[]): Float64Array {
  const [sums, counts] = [new Float64Array(12), new Float64Array(12)]
  for (const curve of curves) {
    const known = curve.filter(({ price }) => price > 0)
    if (known.length < 3) continue
    const x = known.map(({ contract }) => dayNumber(contract.expiry))
    const y = known.map(({ price }) => Math.log(price))
    const [meanX, meanY] = [mean(x), mean(y)]
    const [covariance, variance] = [
      mean(x.map((value, i) => (value - meanX) * (y[i]! - meanY))),
      mean(x.map((value) => (value - meanX) ** 2)),
    ]
    for (const [i, { contract }] of known.entries()) {
      const month = Number(contract.month.slice(5)) - 1
      sums[month]! += y[i]! - meanY - (covariance / variance) * (x[i]! - meanX)
      counts[month]!++
    }
  }
  const means = sums.map((sum, i) => sum / counts[i]!)
  const level = mean([...means].filter((value) => !Number.isNaN(value)))
  return means.map((value) => value - level)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
