import { roundQuantity } from '@bourse/assets'
import type { AccountId } from '@bourse/core'
import type { HeldUnits } from './heldUnits.js'
import type { RebalanceOptions } from './rebalanceOptions.js'
import type { Wish } from './wish.js'

/**
 * Which account trades how much: what reduces a position goes where it is held, the largest first; what opens or adds goes
 * to `account`, to `accountOf`, or where most of it is held.
 */
export function accountsFor(
  { instrument, trade }: Wish,
  held: HeldUnits | undefined,
  { account, accountOf }: Pick<RebalanceOptions, 'account' | 'accountOf'>,
): readonly (readonly [account: AccountId | undefined, quantity: number])[] {
  const own = [...(held?.accounts ?? [])].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
  const parts = new Map<AccountId | undefined, number>()
  let left = trade
  for (const [at, quantity] of own) {
    if (left === 0) break
    if (Math.sign(quantity) === Math.sign(left) || quantity === 0) continue
    const part = Math.sign(left) * Math.min(Math.abs(left), Math.abs(quantity))
    parts.set(at, part)
    left -= part
  }
  // Quantities are on a grid of decimals: what subtraction leaves below it is none.
  if (Math.abs(left) > instrument.lot / 2) {
    const at = account ?? accountOf?.(instrument) ?? own[0]?.[0]
    parts.set(at, (parts.get(at) ?? 0) + left)
  }
  // Subtraction leaves the last digits of doubles, which no venue takes.
  return Array.from(
    parts,
    ([at, part]) => [at, roundQuantity(instrument, part, own.length > 1 ? 'down' : 'nearest')] as const,
  )
}
