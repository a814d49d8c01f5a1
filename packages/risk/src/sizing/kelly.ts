// How much of one's capital a bet with an edge deserves, when growth is all that counts.
import { badArgument } from '@bourse/core'

/** `payoff`: won per 1 staked; `loss`: lost per 1 staked, default 1 (all of it). */
export type KellyBet = { readonly probability: number; readonly payoff: number; readonly loss?: number }

/** `share` of capital (negative: the edge is on the other side); `growth` expected log growth per bet at max(share, 0). */
export type KellyAnswer = { readonly share: number; readonly growth: number }

function checkProbability(where: string, probability: number): void {
  if (!(probability >= 0 && probability <= 1)) throw badArgument(where, 'probability', probability, 'in [0, 1]')
}

function checkFraction(where: string, fraction: number): void {
  if (!(fraction >= 0 && fraction <= 1))
    throw badArgument(where, 'fraction', fraction, 'in [0, 1]: 0.25 is quarter Kelly')
}

function checkAbove0(where: string, argument: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw badArgument(where, argument, value, 'a finite number > 0')
}

/** p ln(1 + up f) + (1 - p) ln(1 - down f); a probability of 0 takes no part. */
function growthAt(p: number, up: number, down: number, f: number): number {
  return (p === 0 ? 0 : p * Math.log1p(up * f)) + (p === 1 ? 0 : (1 - p) * Math.log1p(-down * f))
}

/**
 * Kelly's share of a bet with two outcomes, p / loss - (1 - p) / payoff, and the growth it brings. Where less than the
 * stake can be lost the share may be above 1: leverage.
 *
 * @throws BourseError where probability is outside [0, 1], or payoff or loss not > 0
 * @see Kelly, Bell System Tech. J. 35, 1956; Thorp, Handbook of Asset and Liability Management 1, 2006
 *
 * @example
 * import { kellyBet } from '@bourse/risk'
 * kellyBet({ probability: 0.6, payoff: 1 }).share.toFixed(3) // => '0.200'
 * kellyBet({ probability: 0.4, payoff: 1 }).share.toFixed(3) // => '-0.200'
 */
export function kellyBet(bet: KellyBet): KellyAnswer {
  const { probability: p, payoff, loss = 1 } = bet
  checkProbability('kellyBet', p)
  checkAbove0('kellyBet', 'payoff', payoff)
  checkAbove0('kellyBet', 'loss', loss)
  const share = p / loss - (1 - p) / payoff
  return { share, growth: growthAt(p, payoff, loss, Math.max(0, share)) }
}

/**
 * Share of capital to stake: Kelly's times `fraction`, 0 where there is no edge.
 *
 * @param fraction 0.25 is quarter Kelly; default 1
 * @throws BourseError as `kellyBet`, and where fraction is outside [0, 1]
 *
 * @example
 * import { kellyShare } from '@bourse/risk'
 * kellyShare({ probability: 0.6, payoff: 1 }, 0.5).toFixed(3) // => '0.100'
 * kellyShare({ probability: 0.4, payoff: 1 }) // => 0
 */
export function kellyShare(bet: KellyBet, fraction = 1): number {
  checkFraction('kellyShare', fraction)
  return fraction * Math.max(0, kellyBet(bet).share)
}

/** `side` is the outcome to buy, `'none'` at a fair price; `share` of capital to spend on it; `growth` at that share. */
export type PredictionStake = { readonly side: 'yes' | 'no' | 'none'; readonly share: number; readonly growth: number }

/**
 * Kelly's stake in a market that pays 1 or 0: YES costs `price`, NO costs 1 - price. Spread and fees belong into the
 * price: ask for one side at a time with what that side really costs.
 *
 * @throws BourseError where probability is outside [0, 1] or price outside (0, 1)
 *
 * @example
 * import { kellyPrediction } from '@bourse/risk'
 * kellyPrediction({ probability: 0.65, price: 0.55 }).share.toFixed(4) // => '0.2222'
 * kellyPrediction({ probability: 0.3, price: 0.42 }).side // => 'no'
 */
export function kellyPrediction(market: { readonly probability: number; readonly price: number }): PredictionStake {
  const { probability: q, price: m } = market
  checkProbability('kellyPrediction', q)
  if (!(m > 0 && m < 1)) throw badArgument('kellyPrediction', 'price', m, 'in (0, 1)')
  if (q === m) return { side: 'none', share: 0, growth: 0 }
  const side = q > m ? 'yes' : 'no'
  const cost = q > m ? m : 1 - m
  const chance = q > m ? q : 1 - q
  const share = (chance - cost) / (1 - cost)
  return { side, share, growth: growthAt(chance, (1 - cost) / cost, 1, share) }
}

/**
 * Units of an outcome to buy at `price` (0..1, what it really costs) with `capital`; 0 where it is not worth that. Not
 * rounded: lots are the venue's.
 *
 * @throws BourseError where probability, price or fraction is out of range, or capital not a finite number >= 0
 *
 * @example
 * import { kellyQuantity } from '@bourse/risk'
 * kellyQuantity({ probability: 0.75, price: 0.5, capital: 1000 }, 0.25) // => 250
 */
export function kellyQuantity(
  bet: { readonly probability: number; readonly price: number; readonly capital: number },
  fraction = 1,
): number {
  const { probability, price, capital } = bet
  checkFraction('kellyQuantity', fraction)
  if (!(capital >= 0 && capital < Number.POSITIVE_INFINITY))
    throw badArgument('kellyQuantity', 'capital', capital, 'a finite amount >= 0')
  const stake = kellyPrediction({ probability, price })
  return stake.side === 'yes' ? (fraction * stake.share * capital) / price : 0
}
