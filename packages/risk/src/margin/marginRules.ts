// Rules of margin that can be put together: each covers some instruments, and every position must be covered by one.
import type { Instrument } from '@bourse/assets'
import type { AccountId, Result } from '@bourse/core'
import { failed, succeeded } from '@bourse/core'
import type { RiskContext } from '../gate/riskContext.js'
import { rateToBase } from '../scenario/currencies.js'

/** What is held of one instrument on one account. `price` its mark; `rate` base per unit of the instrument's currency. */
export type MarginHolding = {
  readonly instrument: Instrument
  readonly quantity: number
  readonly averagePrice: number
  readonly price: number
  readonly rate: number
}

/** In base. */
export type MarginPart = { readonly of: string; readonly initial: number; readonly maintenance: number }

/** Why there is no margin: a mark, rate, table row or volatility is not known, or nothing covers an instrument. */
export type MarginFailure = 'margin/missing' | 'margin/stale' | 'margin/not-covered'

/** How one kind of thing is margined. `require` sees all holdings that it covers at once, so that they may offset. */
export interface MarginRules {
  readonly rules: string
  covers(instrument: Instrument, context: RiskContext): boolean
  require(holdings: readonly MarginHolding[], context: RiskContext): Result<readonly MarginPart[], MarginFailure>
}

/** Positions of an account, added up by instrument, with marks and rates. */
export function holdingsOfAccount(
  context: RiskContext,
  account: AccountId,
): Result<readonly MarginHolding[], 'margin/missing'> {
  const missing = new Set<string>()
  const held = new Map<string, { instrument: Instrument; quantity: number; cost: number }>()
  for (const { instrument: id, quantity, averagePrice } of context.book.positions({ account })) {
    const instrument = context.instruments.find(id)
    if (instrument === undefined) {
      missing.add(`instrument/${id}`)
      continue
    }
    const one = held.get(id) ?? { instrument, quantity: 0, cost: 0 }
    one.quantity += quantity
    one.cost += quantity * averagePrice
    held.set(id, one)
  }
  const out: MarginHolding[] = []
  for (const { instrument, quantity, cost } of held.values()) {
    if (quantity === 0) continue
    const price = context.market.mark(instrument.id)?.value ?? Number.NaN
    if (Number.isNaN(price)) missing.add(`mark/${instrument.id}`)
    const rate = rateToBase(instrument.currency, context, missing)
    out.push({ instrument, quantity, averagePrice: cost / quantity, price, rate })
  }
  return missing.size > 0 ? missingMargin(account, missing) : succeeded(out)
}

/** A failure that lists what is not known. */
export function missingMargin(of: string, missing: ReadonlySet<string>): Result<never, 'margin/missing'> {
  const names = [...missing].sort()
  return failed('margin/missing', `the margin of ${of} needs ${names.join(', ')}`, { of, missing: names })
}

/** Parts of all rules; the first rules that cover an instrument have it. */
export function requirementOf(
  rules: readonly MarginRules[],
  holdings: readonly MarginHolding[],
  context: RiskContext,
): Result<readonly MarginPart[], MarginFailure> {
  const groups = new Map<MarginRules, MarginHolding[]>()
  for (const holding of holdings) {
    const { instrument } = holding
    const found = rules.find((one) => one.covers(instrument, context))
    if (found === undefined)
      return failed('margin/not-covered', `no margin rules cover ${instrument.id}, a ${instrument.kind}`, {
        instrument: instrument.id,
        kind: instrument.kind,
      })
    groups.set(found, [...(groups.get(found) ?? []), holding])
  }
  const parts: MarginPart[] = []
  for (const [one, group] of groups) {
    const answer = one.require(group, context)
    if (!answer.ok) return answer
    parts.push(...answer.value)
  }
  return succeeded(parts)
}

export function sumOfParts(parts: readonly MarginPart[], of: 'initial' | 'maintenance'): number {
  return parts.reduce((sum, part) => sum + part[of], 0)
}
