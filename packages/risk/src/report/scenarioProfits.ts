// What a book would have made on each day of a history, the currencies it stands in included.
import { notionalOf, type Partition, priceMovePnl } from '@bourse/assets'
import { type Currency, failed, type Result, succeeded } from '@bourse/core'
import { pairOfId } from '@bourse/fx'
import type { RiskContext } from '../gate/riskContext.js'
import { looseCash, rateToBase } from '../scenario/currencies.js'
import type { Repricing } from '../scenario/optionQuote.js'
import { type PathProfits, type PricePaths, revaluePaths } from '../scenario/revaluePaths.js'

/** Bucket of what currencies do to balances and to positions that are worth something in them. */
export const translationBucket = 'currencies'

/**
 * P&L per scenario in base, by bucket of the partition and `currencies`: `revaluePaths`, and what a move of each other
 * currency does to what stands in it. Its returns are the column of a pair of that currency and the base.
 */
export function scenarioProfits(
  context: RiskContext,
  scenarios: PricePaths,
  options: Repricing & { readonly partition?: Partition },
): Result<PathProfits, 'risk/missing'> {
  const local = revaluePaths(context, scenarios, options)
  const missing = new Set<string>(local.ok ? [] : (local.failure.details['missing'] as readonly string[]))
  const total = local.ok ? local.value.total : new Float64Array(scenarios.returns.rows)
  const moved = new Float64Array(total.length)
  for (const [currency, value] of standingIn(context, missing)) {
    const column = columnOf(currency, context.book.base, scenarios)
    if (value !== 0 && column === undefined) missing.add(`returns/${currency}/${context.book.base}`)
    if (value === 0 || column === undefined) continue
    const { data, cols } = scenarios.returns
    for (let p = 0; p < moved.length; p++) {
      const move = data[p * cols + column.index]!
      moved[p]! += value * (column.inverted ? 1 / (1 + move) - 1 : move)
    }
  }
  if (missing.size > 0 || !local.ok) {
    const names = [...missing].sort()
    return failed('risk/missing', `the risk of the book needs ${names.join(', ')}`, { missing: names })
  }
  if (moved.every((one) => one === 0)) return local
  for (let p = 0; p < total.length; p++) total[p]! += moved[p]!
  return succeeded({ total, byBucket: new Map([...local.value.byBucket, [translationBucket, moved]]) })
}

/** Base value of what stands in each other currency: balances, what positions are worth, the open profit of contracts. */
function standingIn(context: RiskContext, missing: Set<string>): ReadonlyMap<Currency, number> {
  const { book, instruments, market } = context
  const sums = new Map<Currency, number>()
  const add = (currency: Currency, value: number): void => {
    if (currency !== book.base && value !== 0)
      sums.set(currency, (sums.get(currency) ?? 0) + value * rateToBase(currency, context, missing))
  }
  for (const [currency, value] of looseCash(book, context, new Set())) add(currency, value)
  for (const { instrument, quantity, averagePrice, margined = false } of book.positions()) {
    const terms = instruments.find(instrument)
    const mark = market.mark(instrument)?.value
    // Both were named by the revaluation.
    if (terms === undefined || mark === undefined) continue
    const contract = margined || terms.kind === 'future' || terms.kind === 'perpetual'
    const worth = contract ? priceMovePnl(terms, quantity, averagePrice, mark) : notionalOf(terms, quantity, mark)
    add(terms.currency, worth)
  }
  return sums
}

function columnOf(
  currency: Currency,
  base: Currency,
  { ids }: PricePaths,
): { readonly index: number; readonly inverted: boolean } | undefined {
  for (const [index, id] of ids.entries()) {
    const pair = pairOfId(id)
    if (pair?.[0] === currency && pair[1] === base) return { index, inverted: false }
    if (pair?.[0] === base && pair[1] === currency) return { index, inverted: true }
  }
  return undefined
}
