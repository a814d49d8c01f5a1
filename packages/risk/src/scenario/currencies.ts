// What money that is not the book's own is worth in it, and how it moves in a scenario.
import type { Spot } from '@bourse/assets'
import type { AccountId, Currency } from '@bourse/core'
import type { BookView } from '@bourse/portfolio'
import type { RiskContext } from '../gate/riskContext.js'
import type { RiskScenario } from './riskScenario.js'

/** Units of base per unit; what is not known is named in `missing`. A coin without a rate is worth what its listing says, as in the ledger. */
export function rateToBase(currency: Currency, context: RiskContext, missing: Set<string>): number {
  const { book, rates, market } = context
  if (currency === book.base) return 1
  const direct = rates.mid(currency, book.base)
  if (!Number.isNaN(direct)) return direct
  for (const listing of listingsOf(currency, context)) {
    const quote = listing.currency === book.base ? 1 : rates.mid(listing.currency, book.base)
    const worth = (market.mark(listing.id)?.value ?? Number.NaN) * quote
    if (!Number.isNaN(worth)) return worth
  }
  missing.add(`rate/${currency}/${book.base}`)
  return Number.NaN
}

function* listingsOf(currency: Currency, { instruments }: RiskContext): Generator<Spot> {
  for (const one of instruments.all()) if (one.kind === 'spot' && one.base === currency) yield one
}

/** Share by which a currency changes against the base: what the scenario says, else what it does to the coin's listing. */
export function currencyMove(currency: Currency, context: RiskContext, scenario: RiskScenario): number {
  if (currency === context.book.base) return 0
  if (scenario.currency !== undefined) return scenario.currency(currency)
  for (const listing of listingsOf(currency, context))
    if (listing.assetClass === 'crypto') return scenario.shock(listing).price
  return 0
}

/** Balances outside the accounts that failed, less the coins that are positions: those are revalued as such. */
export function looseCash(
  book: BookView,
  { instruments }: RiskContext,
  failed: ReadonlySet<AccountId>,
): ReadonlyMap<Currency, number> {
  const sums = new Map<Currency, number>()
  const add = (currency: Currency, amount: number): void => {
    sums.set(currency, (sums.get(currency) ?? 0) + amount)
  }
  for (const { currency, value } of book.cash()) add(currency, value.toNumber())
  for (const account of failed)
    for (const { currency, value } of book.cash({ account })) add(currency, -value.toNumber())
  const coins = new Map<string, { account: AccountId; currency: Currency; quantity: number }>()
  for (const { account, instrument: id, quantity } of book.positions()) {
    const instrument = instruments.find(id)
    if (instrument?.kind !== 'spot' || failed.has(account)) continue
    const key = `${account} ${instrument.base}`
    const held = coins.get(key)?.quantity ?? 0
    coins.set(key, { account, currency: instrument.base, quantity: held + quantity })
  }
  for (const { account, currency, quantity } of coins.values()) {
    const balance =
      book
        .cash({ account })
        .find((one) => one.currency === currency)
        ?.value.toNumber() ?? 0
    // A margined pair is no balance: there is less in the account than the position.
    if (balance * quantity > 0 && Math.abs(balance) >= Math.abs(quantity) * (1 - 1e-12)) add(currency, -quantity)
  }
  return sums
}
