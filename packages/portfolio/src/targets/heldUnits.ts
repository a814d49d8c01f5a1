import type { Instrument, Instruments } from '@bourse/assets'
import type { AccountId, Currency, InstrumentId } from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'
import { looseCash } from '../exposure/looseCash.js'
import { appraiser, type Valuation } from '../exposure/valuation.js'

/** Units of an instrument, by account; coins and currencies are balances, counted for a spot listing. */
export type HeldUnits = {
  readonly instrument: Instrument | undefined
  quantity: number
  readonly accounts: Map<AccountId | undefined, number>
}

/**
 * What is held, by instrument: positions, and balances of coins and of currencies that one of `ids` trades. Balances that
 * no named listing stands for are left out, unless they are coins.
 */
export function heldUnits(
  book: BookView,
  valuation: Valuation,
  ids: readonly InstrumentId[],
  accounts: readonly AccountId[],
  filter: BookFilter,
): Map<InstrumentId, HeldUnits> {
  const held = new Map<InstrumentId, HeldUnits>()
  const add = (
    id: InstrumentId,
    instrument: Instrument | undefined,
    account: AccountId | undefined,
    quantity: number,
  ): void => {
    let own = held.get(id)
    if (own === undefined) {
      own = { instrument, quantity: 0, accounts: new Map() }
      held.set(id, own)
    }
    own.quantity += quantity
    own.accounts.set(account, (own.accounts.get(account) ?? 0) + quantity)
  }
  const seen = new Set<AccountId>(accounts)
  for (const { account, instrument, quantity } of book.positions(filter)) {
    seen.add(account)
    add(instrument, valuation.instruments.find(instrument), account, quantity)
  }
  const { listing } = appraiser(book, valuation)
  const stands = new Map<string, Instrument>()
  for (const id of [...ids, ...held.keys()]) {
    const instrument = valuation.instruments.find(id)
    if (instrument?.kind === 'spot' && !stands.has(instrument.base)) stands.set(instrument.base, instrument)
  }
  const money = paidIn([...ids, ...held.keys()], valuation.instruments)
  const addCoins = (account: AccountId | undefined, currency: Currency, amount: number): void => {
    if (currency === book.base || amount === 0) return
    // What something is paid in (a stablecoin, the margin of an inverse contract) is money, unless it is named.
    const spot = stands.get(currency) ?? listing(currency)
    const named = spot !== undefined && ids.includes(spot.id)
    if (spot !== undefined && (named || (spot.assetClass === 'crypto' && !money.has(currency))))
      add(spot.id, spot, account, amount)
  }
  const rest = looseCash(book, valuation.instruments, filter)
  for (const account of filter.account === undefined ? seen : [filter.account])
    for (const [currency, amount] of looseCash(book, valuation.instruments, { ...filter, account })) {
      rest.set(currency, (rest.get(currency) ?? 0) - amount)
      addCoins(account, currency, amount)
    }
  // Coins of an account that holds no position and that nobody named.
  for (const [currency, amount] of rest) if (Math.abs(amount) > 1e-9) addCoins(undefined, currency, amount)
  return held
}

/** The currencies that these instruments are paid or settled in. */
export function paidIn(ids: Iterable<InstrumentId>, instruments: Instruments): ReadonlySet<Currency> {
  const money = new Set<Currency>()
  for (const id of ids) {
    const instrument = instruments.find(id)
    if (instrument !== undefined) money.add(instrument.currency)
  }
  return money
}
