// What happens to one position without an order of ours.
import { badArgument, type InputOf } from '@bourse/core'
import { checkPrice } from './applyFill.js'
import { heldRow } from './heldRow.js'
import { moveCash, payFee, type Posting, rowFor, tradeRow } from './posting.js'
import { checkAccount, rowOf, type Slot, slotOf } from './setup.js'
import type { Row } from './state.js'
import { type Terms, valueAt } from './terms.js'
import { removeLots } from './transfer.js'
import { type Digits, digitsOf, powers, unitsOfMoney, whole } from './units.js'

type Event = InputOf<'exercise' | 'assignment' | 'expiry' | 'liquidation'>

// Holders exercise, writers are assigned.
const sides = { exercise: 1, assignment: -1, expiry: 0, liquidation: 0 } as const

/**
 * Closes so much of the position at the event's price. Exercise and assignment of an option that delivers trade its
 * underlying at the strike besides, where `premiums` says so with the premium in its price. Throws `ledger/not-held` where less is held than the event names.
 */
export function applyPositionEvent(posting: Posting, event: Event): void {
  const { setup, state } = posting
  const { account, strategy, instrument } = event
  checkAccount(setup, account)
  const slot = slotOf(setup, instrument)
  const about = `${event.kind} ${account}`
  if (state.seen.has(about, instrument, event.eventId)) return
  const price = checkPrice(slot.terms, event.price, String(event.price))
  const { row: held, size } = heldRow(posting.state, slot, event, sides[event.kind])
  const fee = unitsOfMoney('ledger', 'fee', event.fee)
  const leg = event.kind === 'exercise' || event.kind === 'assignment' ? deliveryOf(posting, slot.terms) : undefined
  const long = held.quantity > 0n
  state.seen.add(about, instrument, event.eventId)
  const row = rowFor(posting, held)
  const quantity = long ? -size : size
  const own = event.fee.currency === row.terms.currency ? fee : 0n
  const closing = valueAt(row.terms, price, quantity)
  const other = leg === undefined ? undefined : rowFor(posting, rowOf(setup, state, leg.slot, account, strategy))
  const carries = other !== undefined && setup.config.premiums === 'carried' && isPaidAlike(row, other)
  if (!carries) tradeRow(posting, row, quantity, closing, event.at, own)
  payFee(posting, row, event.fee.currency, fee)
  if (leg === undefined || other === undefined) return
  const buys = leg.right === 'call' ? long : !long
  const units = (size * leg.perContract.digits) / powers[leg.perContract.decimals]!
  const signed = buys ? units : -units
  const strike = valueAt(leg.slot.terms, leg.strike, signed)
  if (!carries) {
    tradeRow(posting, other, signed, strike, event.at)
    return
  }
  // The premium was paid when the option was traded: it comes back here, to be paid again as part of the shares' price.
  let premium = 0n
  for (const { cost } of removeLots(posting, row, size)) premium += cost
  moveCash(posting, account, strategy, row.terms.currency, premium, 'flows')
  const total = { units: strike.units + premium + closing.units, residual: strike.residual + closing.residual }
  tradeRow(posting, other, signed, total, event.at)
}

function isPaidAlike(option: Row, delivered: Row): boolean {
  return option.style === 'paid' && delivered.style === 'paid' && option.terms.currency === delivered.terms.currency
}

type Delivery = {
  readonly slot: Slot
  readonly right: 'call' | 'put'
  readonly strike: Digits
  readonly perContract: Digits
}

// What one contract delivers: units of the underlying, or contracts of it where the underlying is one.
function deliveryOf({ setup }: Posting, { instrument, id }: Terms): Delivery | undefined {
  if (instrument.kind !== 'option')
    throw badArgument('ledger', 'instrument', id, 'an option, of an exercise or an assignment')
  if (instrument.settlement === 'cash') return undefined
  const slot = slotOf(setup, instrument.underlying)
  const of = digitsOf('ledger', 'multiplier', String(instrument.multiplier))
  const by = slot.terms.multiplier
  // In units of 1e-18, so that 100 / 50 and 1 / 3 are both told as far as a position can be held.
  const digits = (of.digits * whole * powers[by.decimals]!) / (by.digits * powers[of.decimals]!)
  const strike = digitsOf('ledger', 'strike', String(instrument.strike))
  return { slot, right: instrument.right, strike, perContract: { digits, decimals: 18 } }
}
