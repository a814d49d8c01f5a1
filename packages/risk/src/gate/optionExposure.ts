import type { Option } from '@bourse/assets'
import { bsmGreeks, yearsToExpiry } from '@bourse/pricing'
import { expiryKept } from '../scenario/expiryKept.js'
import type { RiskContext } from './riskContext.js'

const out = /* @__PURE__ */ new Float64Array(6)

/**
 * What one contract exposes, in the option's currency: |delta| x underlying x multiplier, and never less than its premium,
 * which is what a holder can lose. Where no volatility or rate is known delta counts as one, its bound: a gate may
 * overstate what it does not know, never leave it out. NaN without a mark of the underlying.
 */
export function optionExposure(option: Option, premium: number, context: RiskContext): number {
  const spot = context.market.mark(option.underlying)?.value ?? Number.NaN
  const delta = Math.abs(deltaOf(option, spot, context))
  // An option that settles in the coin it is on: its delta is already in that coin.
  const under = context.instruments.find(option.underlying)
  const inCoin = under !== undefined && 'base' in under && under.base === option.currency
  return option.multiplier * Math.max(inCoin ? delta : delta * Math.abs(spot), Math.abs(premium))
}

function deltaOf(option: Option, spot: number, { market, now, instruments, calendars }: RiskContext): number {
  if (Number.isNaN(spot)) return Number.NaN
  const vol = (market.vol(option.id) ?? market.vol(option.underlying))?.value
  if (vol === undefined) return 1
  const years = yearsToExpiry(option, now, { expiryOf: expiryKept(calendars) })
  const rate = market.rate(option.currency, years)?.value
  if (rate === undefined) return 1
  const carry = instruments.find(option.underlying)?.kind === 'future' ? rate : 0
  bsmGreeks(spot, option.strike, years, rate, carry, vol, option.right === 'call' ? 1 : -1, out)
  const delta = out[1]!
  return Number.isNaN(delta) ? 1 : delta
}
