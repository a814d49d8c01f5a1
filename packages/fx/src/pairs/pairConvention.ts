import { type Currency, failed, type Result, succeeded } from '@bourse/core'
import type { CurrencyPair } from '../rates/fxRate.js'
import { currencyFacts } from './currencyFacts.js'

/**
 * How a pair is quoted and settled. `pair` in market order; `pip` is the unit of forward points; `spotLag` in business days, of a cross
 * the longer of its sides' against the dollar; `yearDays` the days of a money market year of base and quote currency;
 * `fixingLag`: the pair is traded as a non-deliverable forward that fixes so many business days before it pays.
 */
export type PairConvention = {
  readonly pair: CurrencyPair
  readonly pip: number
  readonly spotLag: number
  readonly yearDays: { readonly base: 360 | 365; readonly quote: 360 | 365 }
  readonly fixingLag?: number
}

/**
 * Market convention of two currencies, given in either order. A currency outside the table of 36
 * has none: the failure names it.
 *
 * @example
 * import { pairConvention } from '@bourse/fx'
 * pairConvention('USD', 'GBP') // => { ok: true, value: { pair: ['GBP', 'USD'], pip: 0.0001, spotLag: 2, yearDays: { base: 365, quote: 360 } } }
 * const loonie = pairConvention('USD', 'CAD')
 * loonie.ok ? loonie.value.spotLag : 0 // => 1
 */
export function pairConvention(a: Currency, b: Currency): Result<PairConvention, 'no-convention'> {
  const [first, second] = [currencyFacts(a), currencyFacts(b)]
  if (first === undefined || second === undefined || a === b) {
    const unknown = [...(first === undefined ? [a] : []), ...(second === undefined ? [b] : [])]
    const message = a === b ? `${a} against itself is no pair` : `no convention is known for ${unknown.join(' and ')}`
    return failed('no-convention', message, { unknown })
  }
  const swapped = first.order > second.order
  const [base, quote] = swapped ? [second, first] : [first, second]
  // The dollar's own entry says 2: it must not lengthen the lag of USD/CAD.
  const lags = [...(a === 'USD' ? [] : [first.spotLag]), ...(b === 'USD' ? [] : [second.spotLag])]
  const fixingLag = Math.max(first.fixingLag ?? 0, second.fixingLag ?? 0)
  return succeeded({
    pair: swapped ? ([b, a] as const) : ([a, b] as const),
    pip: quote.pip,
    spotLag: Math.max(...lags),
    yearDays: { base: base.yearDays, quote: quote.yearDays },
    ...(fixingLag > 0 ? { fixingLag } : {}),
  })
}
