// Market facts that move money of whoever holds something. The engine steps them after what the venue makes of their moment,
// so the venue books them then, too: both books see everything in one order.
import type { Input, InputOf } from '@bourse/core'
import { type Floor, slotOf } from './floor.js'
import { markOf } from './slot.js'

type MoneyFact = InputOf<'funding' | 'settlement' | 'corporateAction' | 'resolution' | 'delisted'>

/** Notes a fact that moves money. */
export function takeMoney(floor: Floor, input: MoneyFact): void {
  const slot = slotOf(floor, input.id)
  if (slot === undefined) return
  slot.moneyAt = floor.now
  // A funding without a price is charged on the mark as it is now, not as it will be at the end of the moment.
  const mark = markOf(slot)
  const priced = input.kind === 'funding' && input.price === undefined && Number.isFinite(mark)
  floor.due.push(priced ? { ...input, price: mark } : { ...input })
}

/** Books what came in the moment that is over. */
export function bookMoment(floor: Floor): void {
  const due: readonly Input[] = floor.due
  floor.due = []
  for (const input of due) floor.ledger.apply(input)
}
