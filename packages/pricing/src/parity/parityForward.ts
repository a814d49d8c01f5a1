import { failed, type Result, succeeded } from '@bourse/core'
import { isPair, type StrikeQuotes } from './strikeQuotes.js'
import { weightedMedian } from './weightedMedian.js'

/** What calls and puts of one expiry say together about the forward. */
export type ParityForward = {
  readonly forward: number
  /** No strike that agrees allows a riskless profit with a forward in [low, high]; low > high: quotes contradict each other. */
  readonly low: number
  readonly high: number
  /** Strikes whose call and put can both be traded. */
  readonly pairs: number
  /** Those of them whose bids and offers hold the forward between them. */
  readonly agreeing: number
}

/** Why quotes give no forward. */
export type ParityFailure = 'tooFew' | 'invalidInput'

/**
 * The forward from put-call parity over all strikes, C - P = discount (F - K), for European options. Each strike bounds it
 * by what buying one and selling the other costs; the weighted median (the tighter the market, the heavier) drops strikes
 * that are off, the mean of those that agree with it, weighted by 1/width^2, is kept inside the bounds they share.
 *
 * @param discount value today of 1 paid at expiry, > 0
 * @returns `tooFew`: no strike has a call and a put with bid and ask; `invalidInput`: the discount
 * @see H. Stoll, The relationship between put and call option prices, Journal of Finance 24 (1969), p. 801
 * @example
 * import { parityForward } from '@bourse/pricing'
 * const found = parityForward({
 *   strike: Float64Array.of(95, 100, 105),
 *   callBid: Float64Array.of(7.9, 4.7, 2.5), callAsk: Float64Array.of(8.1, 4.9, 2.7),
 *   putBid: Float64Array.of(1.9, 3.7, 6.5), putAsk: Float64Array.of(2.1, 3.9, 6.7),
 * }, 1)
 * found.ok && found.value.forward // => 101
 */
export function parityForward(quotes: StrikeQuotes, discount: number): Result<ParityForward, ParityFailure> {
  if (!(discount > 0 && discount < Infinity))
    return failed('invalidInput', `discount is ${discount}, allowed is a finite number > 0`, {
      discount: String(discount),
    })
  const found = fitForward(quotes, quotes.strike.length, discount)
  if (found === undefined) return failed('tooFew', 'no strike has a call and a put with bid and ask', { pairs: 0 })
  return succeeded(found)
}

/** `parityForward` over the first `count` rows, without checks; undefined where no row is a pair. */
export function fitForward(quotes: StrikeQuotes, count: number, discount: number): ParityForward | undefined {
  const { strike, callBid, callAsk, putBid, putAsk } = quotes
  const lows = new Float64Array(count)
  const highs = new Float64Array(count)
  const middles = new Float64Array(count)
  const weights = new Float64Array(count)
  let pairs = 0
  for (let i = 0; i < count; i++) {
    if (!isPair(quotes, i)) continue
    const low = strike[i]! + (callBid[i]! - putAsk[i]!) / discount
    const high = strike[i]! + (callAsk[i]! - putBid[i]!) / discount
    if (!(high - low < Infinity)) continue
    lows[pairs] = low
    highs[pairs] = high
    middles[pairs] = low + 0.5 * (high - low)
    // A locked market is taken as a very tight one.
    weights[pairs] = 1 / Math.max(high - low, 1e-9 * Math.abs(strike[i]!), 1e-300)
    pairs++
  }
  if (pairs === 0) return undefined
  const median = weightedMedian(middles, weights, pairs)
  let [low, high, sum, weight, agreeing] = [-Infinity, Infinity, 0, 0, 0]
  for (let i = 0; i < pairs; i++) {
    const slack = 1e-12 * Math.abs(median)
    if (lows[i]! - slack > median || highs[i]! + slack < median) continue
    const width = Math.max(highs[i]! - lows[i]!, 1e-9 * Math.abs(median), 1e-150)
    const share = 1 / (width * width)
    // Deviations from the median, so that the mean keeps its digits.
    sum += share * (lows[i]! + 0.5 * (highs[i]! - lows[i]!) - median)
    weight += share
    low = Math.max(low, lows[i]!)
    high = Math.min(high, highs[i]!)
    agreeing++
  }
  const mean = weight > 0 && weight < Infinity ? median + sum / weight : median
  const forward = low <= high ? Math.min(Math.max(mean, low), high) : mean
  return { forward, low, high, pairs, agreeing }
}
