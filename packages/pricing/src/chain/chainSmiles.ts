import { normCdf } from '@bourse/math'
import type { SmileQuotes } from '../smile/smileFit.js'
import type { OptionChain } from './chainTypes.js'

/**
 * What a smile is fitted to, per expiry in the order of `chain.slices()`: of each strike the option out of the money, with
 * the volatilities of its mid, bid and offer, where both sides are there and its delta (of the forward) is 0.05 or more.
 * Farther out a tick is worth volatility points, and quotes say more of the tick than of the smile. Where that leaves fewer
 * than five, farther ones are taken too. No rows where the expiry has no forward or its time is up.
 *
 * @example
 * import { chainSmiles, optionChain } from '@bourse/pricing'
 * chainSmiles(optionChain('SPX@CBOE', [])) // => []
 */
export function chainSmiles(chain: OptionChain): readonly SmileQuotes[] {
  const { options, expiryIndex, expiries, vol } = chain.readColumns()
  const { bidVol, askVol } = chain.readSideVols()
  const rows: { readonly i: number; readonly delta: number }[][] = expiries.map(() => [])
  for (let i = 0; i < options.length; i++) {
    const { forward, years } = expiries[expiryIndex[i]!]!
    const { right, strike } = options[i]!
    if (!(vol[i]! > 0 && askVol[i]! >= bidVol[i]!) || (right === 'put') !== strike < forward) continue
    const deviation = vol[i]! * Math.sqrt(years)
    const d1 = Math.log(forward / strike) / deviation + 0.5 * deviation
    rows[expiryIndex[i]!]!.push({ i, delta: normCdf(right === 'call' ? d1 : -d1) })
  }
  return expiries.map(({ forward, years }, e) => {
    const near = rows[e]!.filter(({ delta }) => delta >= 0.05)
    const kept = near.length >= 5 ? near : rows[e]!
    const column = (of: (i: number) => number): Float64Array => Float64Array.from(kept, ({ i }) => of(i))
    return {
      forward,
      years,
      strikes: column((i) => options[i]!.strike),
      vols: column((i) => vol[i]!),
      bidVols: column((i) => bidVol[i]!),
      askVols: column((i) => askVol[i]!),
    }
  })
}
