// What an account holds when a run takes it over, as facts: from them book and journal know it like everything else.
import { type Instruments, notionalOf } from '@bourse/assets'
import { type AccountId, type Fact, money, type Money, addMoney, type Sourced, type VenueState } from '@bourse/core'

/**
 * Cash as a deposit, positions as adjustments at the average price the venue tells (the cash they cost is deposited too,
 * so that the balance is the venue's), working orders in a snapshot. All belong to `strategy`, or to nobody.
 */
export function openingFacts(
  account: AccountId,
  { at, cash, positions, working }: VenueState,
  instruments: Instruments,
  strategy: string | undefined,
): readonly Sourced<Fact>[] {
  const source = `opening/${account}`
  const owner = strategy === undefined ? {} : { strategy }
  const spent = new Map<string, Money>()
  const adjustments: Sourced<Fact>[] = []
  for (const { instrument, quantity, averagePrice } of positions) {
    const listing = instruments.find(instrument)
    if (quantity === 0 || listing?.kind === 'spot') continue // coins are in the cash
    const paid = listing !== undefined && listing.kind !== 'future' && listing.kind !== 'perpetual'
    const cost =
      paid && averagePrice !== undefined ? Number(notionalOf(listing, quantity, averagePrice).toPrecision(15)) : 0
    const own = cost === 0 ? undefined : money(cost, listing!.currency)
    if (own !== undefined) {
      const before = spent.get(own.currency)
      spent.set(own.currency, before === undefined ? own : addMoney(before, own))
    }
    adjustments.push({
      kind: 'adjustment',
      account,
      ...owner,
      instrument,
      quantity,
      ...(own === undefined ? {} : { cash: money(-cost, own.currency) }),
      who: 'runLive',
      why: 'held at start',
      at,
      source,
    })
  }
  const balances = new Map(cash.map((one) => [one.currency, one] as const))
  for (const [currency, own] of spent)
    balances.set(currency, balances.has(currency) ? addMoney(balances.get(currency)!, own) : own)
  const deposits = [...balances.values()]
    .filter((one) => !one.value.isZero())
    .map(
      (amount): Sourced<Fact> => ({
        kind: 'cashMove',
        account,
        ...owner,
        moveId: `opening-${amount.currency}`,
        reason: 'deposit',
        amount,
        at,
        source,
      }),
    )
  const snapshot: Sourced<Fact> = { kind: 'accountSnapshot', account, cash, positions, working, at, source }
  return [...deposits, ...adjustments, snapshot]
}
