import { badArgument, type Currency } from '@bourse/core'
import {
  type CurrencyRisk,
  currencyRisk,
  type HedgeOutcome,
  hedgedReturns,
  hedgeOutcomes,
  hedgeRatioOf,
} from '@bourse/fx'

/** What a book holds in one asset: share of equity, its currency, and its returns there, per period. */
export type CurrencyHolding = { readonly share: number; readonly currency: Currency; readonly local: Float64Array }

/**
 * `exposure`: share of equity in the hedged currency. `outcomes`: mean and volatility of the whole book at each ratio,
 * per period. `least`: the ratio of least variance. `risk`: where the variance of the unhedged book comes from.
 */
export type CurrencyHedgeTable = {
  readonly exposure: number
  readonly outcomes: readonly HedgeOutcome[]
  readonly least: number
  readonly risk: CurrencyRisk
}

/**
 * What hedging one currency would have done to a whole book: its returns in the base currency, less each ratio times
 * the exposure's currency return (and carry). The ratios sell that share of the book's holdings in the currency.
 *
 * @param moves returns of each foreign currency in base currency, per period; a currency without any is the base
 * @param hedge which currency, at which ratios; `carry`: forward premium per period, 0 when absent
 * @throws BourseError where columns differ in length, or the hedged currency has no moves
 * @example
 * import { currencyHedgeTable } from '@bourse/portfolio'
 * const column = (...values: number[]) => Float64Array.from(values)
 * const held = [{ share: 0.5, currency: 'EUR', local: column(0.02, -0.02, 0.01, 0) }, { share: 0.5, currency: 'USD', local: column(0, 0.01, 0, 0.01) }]
 * const table = currencyHedgeTable(held, { EUR: column(0.03, -0.01, 0.01, -0.02) }, { currency: 'EUR', ratios: [0, 1] })
 * table.exposure // => 0.5
 * table.outcomes.map(({ volatility }) => volatility.toFixed(5)) // => ['0.01591', '0.00635']
 * table.least // => 1.3659322
 */
export function currencyHedgeTable(
  holdings: readonly CurrencyHolding[],
  moves: { readonly [currency in Currency]?: Float64Array },
  hedge: { readonly currency: Currency; readonly ratios: readonly number[]; readonly carry?: Float64Array },
): CurrencyHedgeTable {
  const foreign = moves[hedge.currency]
  if (foreign === undefined)
    throw badArgument('currencyHedgeTable', `moves of ${hedge.currency}`, 'absent', 'a column of returns')
  const rows = foreign.length
  const none = new Float64Array(rows)
  const column = (): Float64Array => new Float64Array(rows)
  const book = { total: column(), local: column(), currency: column(), cross: column(), carry: column() }
  let exposure = 0
  for (const { share, currency, local } of holdings) {
    if (!Number.isFinite(share)) throw badArgument('currencyHedgeTable', 'share', share, 'a finite number')
    const parts = hedgedReturns(local, moves[currency] ?? none, none, 0)
    for (const name of ['total', 'local', 'currency', 'cross', 'carry'] as const)
      for (let t = 0; t < rows; t++) book[name][t]! += share * parts[name][t]!
    if (currency === hedge.currency) exposure += share
  }
  const exposed = foreign.map((move) => exposure * move)
  const carry = hedge.carry?.map((premium) => exposure * premium)
  return {
    exposure,
    outcomes: hedgeOutcomes(book.total, exposed, hedge.ratios, carry),
    least: hedgeRatioOf('minimum-variance', book.total, exposed),
    risk: currencyRisk(book),
  }
}
