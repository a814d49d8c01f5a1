import { failed, type Result, succeeded } from '@bourse/core'
import type { ParityFailure } from './parityForward.js'
import { isPair, type StrikeQuotes } from './strikeQuotes.js'
import { weightedMedian } from './weightedMedian.js'

/**
 * The discount factor that calls and puts of one expiry imply, without any rate: -d(C - P)/dK, the weighted median of the
 * slopes between strikes half the chain apart. `-Math.log(discount) / years` is the rate at which box spreads lend.
 *
 * @returns `tooFew`: fewer than four strikes with call and put; `invalidInput`: the quotes imply no positive discount
 * @see H. Theil, A rank-invariant method of linear regression, Proc. Koninklijke Nederlandse Akademie 53 (1950), p. 386
 * @example
 * import { parityDiscount } from '@bourse/pricing'
 * const found = parityDiscount({
 *   strike: Float64Array.of(90, 95, 105, 110),
 *   callBid: Float64Array.of(11.9, 7.9, 2.5, 1.3), callAsk: Float64Array.of(12.1, 8.1, 2.7, 1.5),
 *   putBid: Float64Array.of(1.22, 2.12, 6.52, 10.22), putAsk: Float64Array.of(1.42, 2.32, 6.72, 10.42),
 * })
 * found.ok && found.value // => 0.98
 */
export function parityDiscount(quotes: StrikeQuotes): Result<number, ParityFailure> {
  const rows: number[] = []
  for (let i = 0; i < quotes.strike.length; i++) if (isPair(quotes, i)) rows.push(i)
  rows.sort((a, b) => quotes.strike[a]! - quotes.strike[b]!)
  if (rows.length < 4) return failed('tooFew', 'fewer than four strikes have call and put', { pairs: rows.length })
  const half = rows.length >> 1
  const slopes = new Float64Array(rows.length - half)
  const weights = new Float64Array(rows.length - half)
  let count = 0
  for (let k = 0; k + half < rows.length; k++) {
    const [i, j] = [rows[k]!, rows[k + half]!]
    const apart = quotes.strike[j]! - quotes.strike[i]!
    const slope = (syntheticAt(quotes, i) - syntheticAt(quotes, j)) / apart
    if (!(apart > 0) || !Number.isFinite(slope)) continue
    slopes[count] = slope
    weights[count] = apart / Math.max(widthAt(quotes, i) + widthAt(quotes, j), 1e-9 * apart)
    count++
  }
  const discount = count === 0 ? Number.NaN : weightedMedian(slopes, weights, count)
  if (discount > 0 && discount < Infinity) return succeeded(discount)
  return failed('invalidInput', 'the quotes imply no positive discount factor', { discount: String(discount) })
}

/** Call less put, at mid. */
function syntheticAt({ callBid, callAsk, putBid, putAsk }: StrikeQuotes, i: number): number {
  return 0.5 * (callBid[i]! + callAsk[i]!) - 0.5 * (putBid[i]! + putAsk[i]!)
}

function widthAt({ callBid, callAsk, putBid, putAsk }: StrikeQuotes, i: number): number {
  return callAsk[i]! - callBid[i]! + (putAsk[i]! - putBid[i]!)
}
