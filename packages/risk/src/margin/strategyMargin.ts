// What US brokers ask for option structures: Cboe's and FINRA's strategy-based rules (FINRA Rule 4210(f)(2)).
import { badArgument } from '@bourse/core'
import { checkPositive } from '../measures/returns.js'
import { worstPayoff } from './worstPayoff.js'

/** `quantity` signed; `price` the premium per unit; `multiplier` units per contract (shares: 1). */
export type StrategyLeg =
  | { readonly type: 'stock'; readonly quantity: number; readonly price?: number }
  | {
      readonly type: 'call' | 'put'
      readonly strike: number
      readonly quantity: number
      readonly price: number
      readonly multiplier: number
    }

/** `'equity'`: 20 % of the underlying, `'index'`: 15 % for broad ones. `spot` of the underlying. */
export type StrategyMarket = { readonly spot: number; readonly rule?: 'equity' | 'index' }

/** One charge: a naked option, a short pair of a call and a put, or a spread. In money. */
export type StrategyPart = {
  readonly of: 'naked call' | 'naked put' | 'short pair' | 'spread' | 'covered call'
  readonly requirement: number
}

/**
 * In money. `requirement` by the rules; `proceeds` the premium of what is short; `initial`: what must be there when the
 * structure is opened, proceeds included. `against`: what it takes from equity that counts options at their premium.
 * `cashSecured`: the strikes of naked puts, in full.
 */
export type StrategyMargin = {
  readonly requirement: number
  readonly proceeds: number
  readonly initial: number
  readonly against: number
  readonly cashSecured: number
  readonly parts: readonly StrategyPart[]
}

type OptionLeg = Exclude<StrategyLeg, { readonly type: 'stock' }>
type Unit = { readonly type: 'call' | 'put'; readonly strike: number; readonly price: number; size: number }

/**
 * Margin of the options on one underlying, all of one expiry (of several: shares cover calls, and a long option covers a
 * short one only where it does not expire first; ask once per expiry where that matters).
 *
 * Where the structure cannot lose more than its worst payoff, that is the requirement. Otherwise long options cover short
 * ones of their kind, shares cover calls, and what is left is naked: a call max(20 % of spot less what it is out of the
 * money, 10 % of spot), a put with 10 % of its strike; of a naked call and a naked put the greater side and the other's
 * premium.
 *
 * @throws BourseError where a number is out of its domain
 * @see FINRA Rule 4210(f)(2); Cboe, "Strategy-based Margin"
 *
 * @example
 * import { strategyMargin } from '@bourse/risk/margin'
 * const leg = (type: 'call' | 'put', strike: number, quantity: number, price: number) =>
 *   ({ type, strike, quantity, price, multiplier: 100 }) as const
 * strategyMargin([leg('call', 105, -1, 1.74)], { spot: 100 }).initial // => 1674
 * strategyMargin([leg('put', 95, -1, 1.38), leg('put', 90, 1, 0.43)], { spot: 100 }).requirement // => 500
 */
export function strategyMargin(legs: readonly StrategyLeg[], market: StrategyMarket): StrategyMargin {
  checkPositive('strategyMargin', 'spot', market.spot)
  for (const [i, leg] of legs.entries()) checkLeg(i, leg)
  const options = legs.filter((leg): leg is OptionLeg => leg.type !== 'stock')
  const shares = legs.reduce((sum, leg) => sum + (leg.type === 'stock' ? leg.quantity : 0), 0)
  let proceeds = 0
  let paid = 0
  for (const { quantity, price, multiplier } of options)
    if (quantity < 0) proceeds -= quantity * price * multiplier
    else paid += quantity * price * multiplier
  const apart = pairedParts(options, shares, market)
  const whole = shares === 0 ? worstPayoff(options) : undefined
  const asWhole = whole !== undefined && whole <= apart.initial
  const parts: readonly StrategyPart[] = asWhole
    ? whole > 0
      ? [{ of: 'spread', requirement: whole }]
      : []
    : apart.parts
  const requirement = parts.reduce((sum, part) => sum + part.requirement, 0)
  const initial = asWhole ? whole : apart.initial
  return { requirement, proceeds, initial, against: initial + paid - proceeds, cashSecured: apart.cashSecured, parts }
}

function checkLeg(i: number, leg: StrategyLeg): void {
  const name = `legs[${i}]`
  if (!Number.isFinite(leg.quantity))
    throw badArgument('strategyMargin', `${name}.quantity`, leg.quantity, 'a finite number')
  if (leg.type === 'stock') return
  checkPositive('strategyMargin', `${name}.strike`, leg.strike)
  checkPositive('strategyMargin', `${name}.multiplier`, leg.multiplier)
  if (!(leg.price >= 0 && leg.price < Number.POSITIVE_INFINITY))
    throw badArgument('strategyMargin', `${name}.price`, leg.price, 'a finite premium >= 0')
}

function pairedParts(
  options: readonly OptionLeg[],
  shares: number,
  market: StrategyMarket,
): { readonly parts: readonly StrategyPart[]; readonly initial: number; readonly cashSecured: number } {
  const parts: StrategyPart[] = []
  let initial = 0
  const charge = (of: StrategyPart['of'], requirement: number, premium: number): void => {
    parts.push({ of, requirement })
    initial += requirement + premium
  }
  const calls = sides(options, 'call')
  const puts = sides(options, 'put')
  // Shares cover the calls that would cost most: the lowest strikes.
  let covering = Math.max(0, shares)
  for (const short of calls.short) {
    const size = Math.min(covering, short.size)
    if (size === 0) continue
    covering -= size
    short.size -= size
    charge('covered call', 0, size * short.price)
  }
  // Lower calls, and higher puts, are dearer: pairing in that order leaves the narrowest gaps.
  const spreads = pairSpreads(calls) + pairSpreads(puts)
  if (spreads > 0) charge('spread', spreads, 0)
  const nakedCalls = calls.short.filter(({ size }) => size > 0)
  const nakedPuts = puts.short.filter(({ size }) => size > 0)
  const cashSecured = nakedPuts.reduce((sum, put) => sum + put.size * put.strike, 0)
  chargePairs(nakedCalls, nakedPuts, market, charge)
  for (const one of [...nakedCalls, ...nakedPuts])
    if (one.size > 0)
      charge(
        one.type === 'call' ? 'naked call' : 'naked put',
        one.size * nakedPerUnit(one, market),
        one.size * one.price,
      )
  return { parts, initial, cashSecured }
}

/** Dearest first on both sides: calls by strike upwards, puts downwards. Sizes in units of the underlying. */
function sides(options: readonly OptionLeg[], type: 'call' | 'put'): { readonly long: Unit[]; readonly short: Unit[] } {
  const order = type === 'call' ? 1 : -1
  const pick = (sign: 1 | -1): Unit[] =>
    options
      .filter((leg) => leg.type === type && leg.quantity * sign > 0)
      .map(({ strike, price, quantity, multiplier }) => ({
        type,
        strike,
        price,
        size: Math.abs(quantity) * multiplier,
      }))
      .sort((a, b) => order * (a.strike - b.strike))
  return { long: pick(1), short: pick(-1) }
}

function pairSpreads({ long, short }: { readonly long: Unit[]; readonly short: Unit[] }): number {
  let loss = 0
  for (const sold of short)
    for (const held of long) {
      const size = Math.min(sold.size, held.size)
      if (size === 0) continue
      sold.size -= size
      held.size -= size
      const gap = sold.type === 'call' ? held.strike - sold.strike : sold.strike - held.strike
      loss += size * Math.max(0, gap)
    }
  return loss
}

/** Short calls against short puts: the greater requirement, and the other side's premium. */
function chargePairs(
  calls: readonly Unit[],
  puts: readonly Unit[],
  market: StrategyMarket,
  charge: (of: StrategyPart['of'], requirement: number, premium: number) => void,
): void {
  for (const call of calls)
    for (const put of puts) {
      const size = Math.min(call.size, put.size)
      if (size === 0) continue
      call.size -= size
      put.size -= size
      const [callNeeds, putNeeds] = [nakedPerUnit(call, market), nakedPerUnit(put, market)]
      const other = callNeeds >= putNeeds ? put.price : call.price
      const own = callNeeds >= putNeeds ? call.price : put.price
      charge('short pair', size * (Math.max(callNeeds, putNeeds) + other), size * own)
    }
}

function nakedPerUnit({ type, strike }: Unit, { spot, rule = 'equity' }: StrategyMarket): number {
  const share = rule === 'index' ? 0.15 : 0.2
  const out = Math.max(0, type === 'call' ? strike - spot : spot - strike)
  return Math.max(share * spot - out, 0.1 * (type === 'call' ? spot : strike))
}
