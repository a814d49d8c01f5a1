// What cash earns and costs, and what shorts cost, by the day.
import { multiplierOf } from '@bourse/assets'
import { money, multiplyMoney, type Money } from '@bourse/core'
import { booksOf, emit, type Floor, slotOf } from './floor.js'
import { isPaid } from './isPaid.js'
import { markOf } from './slot.js'

const cents = { decimals: 8, rounding: 'half-even' } as const

/** One move per currency and per short, for all days since the last; balances and marks as they are now, a year of 365 days. */
export function accrueDay(floor: Floor, today: number): void {
  const days = today - floor.accruedTo
  floor.accruedTo = today
  if (!(days > 0) || days === Number.POSITIVE_INFINITY) return
  const { account, options } = floor
  const ledger = booksOf(floor)
  const { interest = 0, loan = interest } = options
  const share = days / 365
  // Both are read before either moves money.
  const balances = ledger.cash({ account })
  const shorts = [...ledger.positions({ account })].filter(({ quantity }) => quantity < 0)
  for (const balance of balances) {
    const rate = balance.value.isNegative() ? loan : interest
    if (rate !== 0) move(floor, 'interest', multiplyMoney(balance, rate * share, cents))
  }
  for (const { instrument: id, strategy, quantity } of shorts) {
    const slot = slotOf(floor, id)
    if (
      slot === undefined ||
      !isPaid(slot.instrument, options.marginedSpot === true) ||
      slot.instrument.kind === 'option' ||
      slot.instrument.kind === 'outcome'
    )
      continue
    const rate = slot.instrument.borrow?.rate ?? options.borrow ?? 0
    const value = quantity * multiplierOf(slot.instrument) * markOf(slot)
    if (rate !== 0 && Number.isFinite(value))
      move(floor, 'borrow', multiplyMoney(money(value, slot.instrument.currency), rate * share, cents), id, strategy)
  }
}

function move(
  floor: Floor,
  reason: 'interest' | 'borrow',
  amount: Money,
  instrument?: `${string}@${string}`,
  strategy?: string,
): void {
  if (amount.value.isZero()) return
  emit(floor, {
    kind: 'cashMove',
    account: floor.account,
    moveId: `${floor.source}-m${++floor.events}`,
    reason,
    amount,
    ...(instrument === undefined ? {} : { instrument }),
    ...(strategy === undefined ? {} : { strategy }),
    at: floor.now,
    source: floor.source,
  })
}
