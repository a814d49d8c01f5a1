// A trade of ours, as the venue told it.
import { BourseError, badArgument, type InputOf } from '@bourse/core'
import { moveCash, payFee, type Posting, rowFor, tradeRow } from './posting.js'
import { checkAccount, rowOf, slotOf } from './setup.js'
import { type Terms, valueAt, valueOfTrade } from './terms.js'
import { type Digits, digitsOf, unitsOf, unitsOfMoney } from './units.js'

/** Changes nothing for a fill that came before, by (account, instrument, tradeId). */
export function applyFill(posting: Posting, fill: InputOf<'fill'>): void {
  const { setup, state } = posting
  const { account, strategy, instrument, side } = fill
  checkAccount(setup, account)
  const slot = slotOf(setup, instrument)
  if (state.seen.has(account, instrument, fill.tradeId)) return
  if (side !== 'buy' && side !== 'sell') throw badArgument('ledger', 'side', side, 'buy or sell')
  const sizeDigits = checkQuantity(fill.quantity, fill.quantityText)
  const size = unitsOf('ledger', 'quantity', sizeDigits)
  const price = checkPrice(slot.terms, fill.price, fill.priceText)
  const fee = unitsOfMoney('ledger', 'fee', fill.fee)
  const quantity = side === 'buy' ? size : -size
  state.seen.add(account, instrument, fill.tradeId)
  const row = rowFor(posting, rowOf(setup, state, slot, account, strategy))
  const total = valueOfTrade(slot.terms, price, sizeDigits, quantity)
  const { currency } = fill.fee
  const own = currency === slot.terms.currency ? fee : 0n
  tradeRow(posting, row, quantity, total, fill.at, own, fill.groupId)
  if (fee !== 0n && isBase(row.terms, currency) && row.style === 'balances') payInKind(posting, row, fee, price, fill)
  else payFee(posting, row, currency, fee)
}

function isBase({ instrument }: Terms, currency: string): boolean {
  return instrument.kind === 'spot' && instrument.base === currency
}

// A fee in the coin that was traded takes from what is held of it, so that what the position says can be sold. It is told
// as what it was worth at the price of the trade: sold, and the proceeds paid as a fee.
function payInKind(
  posting: Posting,
  row: ReturnType<typeof rowFor>,
  fee: bigint,
  price: Digits,
  fill: InputOf<'fill'>,
): void {
  const total = valueAt(row.terms, price, -fee)
  tradeRow(posting, row, -fee, total, fill.at, -total.units, fill.groupId)
  moveCash(posting, row.account, row.strategy, row.terms.currency, total.units, 'fees')
  row.fees -= total.units
}

/** A size > 0, by its text; the number beside it must be the same. */
export function checkQuantity(quantity: number, text: string): Digits {
  if (!(quantity > 0) || quantity === Number.POSITIVE_INFINITY)
    throw badArgument('ledger', 'quantity', quantity, 'a finite number > 0')
  return agreed('quantity', quantity, text)
}

/** A price in the domain of the instrument, by its text. */
export function checkPrice(terms: Terms, price: number, text: string): Digits {
  if (!Number.isFinite(price)) throw badArgument('ledger', 'price', price, 'a finite number')
  if (terms.inverse && !(price > 0)) throw badArgument('ledger', 'price', price, '> 0 for an inverse contract')
  if (terms.instrument.kind === 'outcome' && !(price >= 0 && price <= 1))
    throw badArgument('ledger', 'price', price, '0-1 for an outcome')
  return agreed('price', price, text)
}

function agreed(argument: string, value: number, text: string): Digits {
  const digits = digitsOf('ledger', argument, text)
  if (Number(text) === value) return digits
  throw new BourseError('input/parse', `ledger: ${argument} is ${value} as a number and ${text} as text`, {
    details: { argument, value, text },
    remedy: 'make the number from the text',
  })
}
