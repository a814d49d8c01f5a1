// The smallest set of orders that brings an account back under its margin, the most liquid first.
import { multiplierOf, roundQuantity } from '@bourse/assets'
import type { AccountId, InstrumentId, OrderDraft } from '@bourse/core'
import type { RiskContext } from '../gate/riskContext.js'
import type { MarginHolding } from './marginRules.js'

/** How easily something is left: larger is easier. */
export type LiquidityOf = (instrument: InstrumentId, context: RiskContext) => number

/** By quotes: the inverse of the spread as a share of the price; what has no quote comes last. */
export const quotedLiquidity: LiquidityOf = (instrument, { market }) => {
  const quote = market.quote(instrument)?.value
  if (quote === undefined) return 0
  const middle = (quote.bid + quote.ask) / 2
  const spread = (quote.ask - quote.bid) / middle
  return spread >= 0 ? 1 / Math.max(spread, 1e-9) : 0
}

/**
 * Orders that reduce `holdings` until `need` (of what would be left) is below `allowed`: as few as possible; of sets of
 * that size the one that begins with the most liquid; the last order only as large as it must be. Empty where nothing
 * needs to be done; everything is closed where that does not suffice.
 */
export function liquidationPlan(
  holdings: readonly MarginHolding[],
  need: (left: readonly MarginHolding[]) => number,
  allowed: number,
  context: RiskContext,
  account: AccountId,
  liquidityOf: LiquidityOf = quotedLiquidity,
): readonly OrderDraft[] {
  if (isEnough(need(holdings), allowed)) return []
  const ranked = [...holdings].sort(
    (a, b) => liquidityOf(b.instrument.id, context) - liquidityOf(a.instrument.id, context) || sizeOf(b) - sizeOf(a),
  )
  const closed = smallestSet(ranked, need, allowed)
  const last = closed.at(-1)
  return closed.map((holding) => {
    const others = closed.filter((one) => one !== last)
    const quantity =
      holding === last ? leastQuantity(holding, holdings, others, need, allowed) : Math.abs(holding.quantity)
    return {
      type: 'market',
      instrument: holding.instrument.id,
      account,
      side: holding.quantity > 0 ? 'sell' : 'buy',
      quantity,
      reduceOnly: true,
      tag: 'margin',
    }
  })
}

/** Under the limit, not at it; nothing left to stand for is always enough. */
function isEnough(need: number, allowed: number): boolean {
  return need < allowed || need === 0
}

function sizeOf({ instrument, quantity, price, rate }: MarginHolding): number {
  return Math.abs(quantity * price * multiplierOf(instrument) * rate)
}

/**
 * One order where one suffices, the most liquid such; else the most liquid first step after which the fewest more are
 * needed: what each position releases alone tells how many, and is asked again after every step, because margins offset.
 */
function smallestSet(
  ranked: readonly MarginHolding[],
  need: (left: readonly MarginHolding[]) => number,
  allowed: number,
): readonly MarginHolding[] {
  const chosen: MarginHolding[] = []
  let left = ranked
  let now = need(left)
  while (!isEnough(now, allowed) && left.length > 0) {
    const after = new Map(left.map((one) => [one, need(left.filter((other) => other !== one))]))
    const enough = left.find((one) => isEnough(after.get(one)!, allowed))
    if (enough !== undefined) return [...chosen, enough]
    const before = now
    const releases = left.map((one) => before - after.get(one)!).sort((a, b) => b - a)
    const wanted = before - allowed
    const steps = countToReach(releases, wanted)
    // The most liquid one that still lets the largest others finish in as many steps.
    const next =
      left.find((one) => {
        const own = before - after.get(one)!
        const others = [...releases]
        others.splice(others.indexOf(own), 1)
        return own + others.slice(0, steps - 1).reduce((sum, release) => sum + release, 0) >= wanted * (1 - 1e-12)
      }) ?? left.find((one) => before - after.get(one)! === releases[0])!
    chosen.push(next)
    left = left.filter((one) => one !== next)
    now = need(left)
  }
  return chosen
}

function countToReach(releases: readonly number[], wanted: number): number {
  let sum = 0
  for (const [k, release] of releases.entries()) {
    sum += release
    if (sum >= wanted * (1 - 1e-12)) return k + 1
  }
  return releases.length
}

/** Least multiple of the lot that suffices, by halving: need does not grow while a position shrinks. */
function leastQuantity(
  holding: MarginHolding,
  holdings: readonly MarginHolding[],
  others: readonly MarginHolding[],
  need: (left: readonly MarginHolding[]) => number,
  allowed: number,
): number {
  const { lot } = holding.instrument
  const whole = Math.abs(holding.quantity)
  const kept = holdings.filter((one) => !others.includes(one) && one !== holding)
  const needAfter = (quantity: number): number => {
    const rest = whole - quantity
    return need(rest > 0 ? [...kept, { ...holding, quantity: Math.sign(holding.quantity) * rest }] : kept)
  }
  if (!isEnough(needAfter(whole), allowed)) return whole
  let low = 0
  let high = Math.ceil(whole / lot)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isEnough(needAfter(Math.min(whole, middle * lot)), allowed)) high = middle
    else low = middle
  }
  return Math.min(whole, roundQuantity(holding.instrument, high * lot))
}
