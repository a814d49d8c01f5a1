import { failed, type Result, succeeded } from '@bourse/core'
import { isTwoSided, type StrikeQuotes } from '../parity/strikeQuotes.js'

/** What a strip of options out of the money says about the variance to one expiry. */
export type VarianceStrip = {
  /** Per year: 0.04 is a volatility of 20 %. */
  readonly variance: number
  readonly forward: number
  /** The strike at or next below the forward, K0, where puts end and calls begin. */
  readonly center: number
  /** How many strikes count, and the outermost of them. */
  readonly strikes: number
  readonly lowest: number
  readonly highest: number
}

/** Why a strip has no variance. */
export type VarianceFailure = 'tooFew' | 'invalidInput'

const minutesPerYear = 525_600

/**
 * Variance to one expiry by the published method of the exchange's volatility index. The forward comes from the strike at
 * which call and put cost most nearly the same; from the center outwards puts below and calls above count at their mids,
 * those without a bid are left out, and two consecutive strikes without a bid end the strip; each counts dK/K^2, dK half
 * the distance between its neighbours that count. At the center the mean of call and put.
 *
 * @param quotes by strike, rising, > 0; a side without a bid has bid 0 or NaN
 * @param minutes to expiry, > 0: a year has 525,600
 * @param rate continuous, per year
 * @returns `tooFew`: no strike with both call and put bid, nothing quoted at the center, or fewer than two strikes count;
 * `invalidInput`: strikes that do not rise, minutes, rate
 * @see Cboe Global Indices, Volatility Index Methodology: Cboe Volatility Index (formerly the VIX White Paper), steps 1-3
 * @see K. Demeterfi, E. Derman, M. Kamal, J. Zou, More than you ever wanted to know about volatility swaps (1999), eq. 26
 * @example
 * import { varianceStrip } from '@bourse/pricing'
 * const found = varianceStrip({
 *   strike: Float64Array.of(90, 95, 100, 105, 110),
 *   callBid: Float64Array.of(10.4, 6.1, 2.8, 0.9, 0.2), callAsk: Float64Array.of(10.6, 6.3, 3, 1.1, 0.3),
 *   putBid: Float64Array.of(0.2, 0.8, 2.4, 5.4, 9.6), putAsk: Float64Array.of(0.3, 1, 2.6, 5.6, 9.8),
 * }, 43200, 0.04)
 * found.ok && found.value.forward // => 100.4013
 * found.ok && Math.sqrt(found.value.variance) // => 0.24959
 */
export function varianceStrip(
  quotes: StrikeQuotes,
  minutes: number,
  rate: number,
): Result<VarianceStrip, VarianceFailure> {
  const { strike, callBid, callAsk, putBid, putAsk } = quotes
  const count = strike.length
  if (!(minutes > 0 && minutes < Infinity)) return invalid('minutes', minutes)
  if (!Number.isFinite(rate)) return invalid('rate', rate)
  for (let i = 0; i < count; i++)
    if (!(strike[i]! > (i === 0 ? 0 : strike[i - 1]!) && strike[i]! < Infinity))
      return invalid(`strike[${i}]`, strike[i]!)
  const years = minutes / minutesPerYear
  const growth = Math.exp(rate * years)

  let nearest = -1
  let smallest = Infinity
  for (let i = 0; i < count; i++) {
    if (!isTwoSided(callBid[i]!, callAsk[i]!) || !isTwoSided(putBid[i]!, putAsk[i]!)) continue
    const apart = Math.abs(middle(callBid[i]!, callAsk[i]!) - middle(putBid[i]!, putAsk[i]!))
    if (apart < smallest) {
      smallest = apart
      nearest = i
    }
  }
  if (nearest < 0) return failed('tooFew', 'no strike has a bid for both call and put', { strikes: count })
  const synthetic = middle(callBid[nearest]!, callAsk[nearest]!) - middle(putBid[nearest]!, putAsk[nearest]!)
  const forward = strike[nearest]! + growth * synthetic
  let center = -1
  while (center + 1 < count && strike[center + 1]! <= forward) center++
  if (center < 0) return failed('tooFew', 'no strike at or below the forward', { forward, strikes: count })
  const atCenter = 0.5 * (middle(callBid[center]!, callAsk[center]!) + middle(putBid[center]!, putAsk[center]!))
  if (!Number.isFinite(atCenter)) return failed('tooFew', 'nothing quoted at the center', { center: strike[center]! })

  const rows = [...walk(putBid, putAsk, center - 1, -1).reverse(), center, ...walk(callBid, callAsk, center + 1, 1)]
  if (rows.length < 2) return failed('tooFew', 'fewer than two strikes count', { strikes: rows.length })
  let sum = 0
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k]!
    const [below, above] = [strike[rows[Math.max(k - 1, 0)]!]!, strike[rows[Math.min(k + 1, rows.length - 1)]!]!]
    const width = k === 0 || k === rows.length - 1 ? above - below : 0.5 * (above - below)
    const price =
      i === center ? atCenter : i < center ? middle(putBid[i]!, putAsk[i]!) : middle(callBid[i]!, callAsk[i]!)
    sum += (width / strike[i]! / strike[i]!) * price
  }
  const offset = (forward - strike[center]!) / strike[center]!
  return succeeded({
    variance: (2 * growth * sum - offset * offset) / years,
    forward,
    center: strike[center]!,
    strikes: rows.length,
    lowest: strike[rows[0]!]!,
    highest: strike[rows.at(-1)!]!,
  })
}

/** Rows with a bid from `start` outwards, until two in a row have none. */
function walk(bid: Float64Array, ask: Float64Array, start: number, step: 1 | -1): number[] {
  const rows: number[] = []
  let without = 0
  for (let i = start; i >= 0 && i < bid.length && without < 2; i += step) {
    if (isTwoSided(bid[i]!, ask[i]!)) {
      rows.push(i)
      without = 0
    } else without++
  }
  return rows
}

function middle(bid: number, ask: number): number {
  return bid + 0.5 * (ask - bid)
}

function invalid(argument: string, value: number): Result<never, 'invalidInput'> {
  return failed('invalidInput', `${argument} is ${value}`, { argument, value: String(value) })
}
