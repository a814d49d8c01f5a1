import type { Instrument } from '@bourse/assets'
import type { AccountId, InstrumentId } from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'
import { looseCash } from '../exposure/looseCash.js'
import { appraiser, type Valuation } from '../exposure/valuation.js'

/** Units of an instrument, by account; coins and currencies are balances, counted for a spot listing. */
export type HeldUnits = {
  readonly instrument: Instrument | undefined
  quantity: number
  readonly accounts: Map<AccountId, number>
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
  const add = (id: InstrumentId, instrument: Instrument | undefined, account: AccountId, quantity: number): void => {
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
  const { listing } = appraiser(book.base, book.time, valuation)
  const stands = new Map<string, Instrument>()
  for (const id of [...ids, ...held.keys()]) {
    const instrument = valuation.instruments.find(id)
    if (instrument?.kind === 'spot' && !stands.has(instrument.base)) stands.set(instrument.base, instrument)
  }
  for (const account of filter.account === undefined ? seen : [filter.account])
    for (const [currency, amount] of looseCash(book, valuation.instruments, { ...filter, account })) {
      if (currency === book.base || amount === 0) continue
      const spot = stands.get(currency) ?? listing(currency)
      const named = spot !== undefined && ids.includes(spot.id)
      if (spot !== undefined && (named || spot.assetClass === 'crypto')) add(spot.id, spot, account, amount)
    }
  return held
}
