import type { Instruments } from '@bourse/assets'
import type { AccountId, Currency } from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'
import { looseCash } from '../exposure/looseCash.js'
import type { Appraiser } from '../exposure/valuation.js'

/** Money to spend by account, in base currency; orders without an account spend the whole book's. */
export type Purses = {
  readonly left: (account: AccountId | undefined) => number
  readonly add: (account: AccountId | undefined, money: number) => void
  readonly total: () => number
}

/** Balances in base currency and others of money; coins are holdings, unless `money` says that something is paid in them. `flow` comes on top of all. */
export function pursesOf(
  book: BookView,
  instruments: Instruments,
  filter: BookFilter,
  flow: number,
  money: ReadonlySet<Currency>,
  worth: Appraiser,
): Purses {
  const known = new Map<AccountId, number>()
  const moneyIn = (at: BookFilter): number => {
    let sum = 0
    for (const [currency, loose] of looseCash(book, instruments, at)) {
      const coin = worth.listing(currency)?.assetClass === 'crypto' && !money.has(currency)
      const spendable = currency === worth.base || !coin
      const amount = spendable ? loose * worth.rate(currency) : 0
      if (!Number.isNaN(amount)) sum += amount
    }
    return sum
  }
  let all = moneyIn(filter) + flow
  // Money on its way has no account yet: where one account is traded, it goes there.
  const ofAccount = (account: AccountId): number =>
    known.get(account) ?? (account === filter.account ? all : moneyIn({ ...filter, account }))
  return {
    left: (account) => (account === undefined ? all : Math.min(ofAccount(account), all)),
    add(account, money) {
      if (account !== undefined) known.set(account, ofAccount(account) + money)
      all += money
    },
    total: () => all,
  }
}
