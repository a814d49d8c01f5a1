// A book with fills on top: positions by average price, cash by currency, worth by what each fill gains at the mark.
import { contractPayoff, notionalOf, priceMovePnl } from '@bourse/assets'
import {
  type AccountId,
  type Amount,
  addMoney,
  type Currency,
  type InstrumentId,
  type Money,
  money,
} from '@bourse/core'
import type { BookFilter, BookHole, BookView, Position } from '../book/bookView.js'
import { isMargined } from '../exposure/exposureLines.js'
import { appraiser, type Valuation } from '../exposure/valuation.js'
import type { OrderLeg } from './orderLegs.js'

type Owner = { readonly account: AccountId; readonly strategy: string; readonly instrument: InstrumentId }
type Move = Owner & { readonly currency: Currency; readonly amount: number }
/** In base: what a fill adds to equity, to the worth of its position, and to unrealised profit. */
type Gain = Owner & { readonly equity: number; readonly worth: number; readonly unrealized: number }

/** `book` and what these fills make of it. */
export function changedBook(
  book: BookView,
  legs: readonly OrderLeg[],
  feeOf: (leg: OrderLeg) => Amount,
  valuation: Valuation,
): BookView {
  const worth = appraiser(book.base, book.time, valuation)
  const changed = new Map<string, Position>()
  const moves: Move[] = []
  const gains: Gain[] = []
  const holes: BookHole[] = []
  for (const leg of legs) {
    const { instrument, account, strategy, quantity, price } = leg
    const owner = { account, strategy, instrument: instrument.id }
    const fee = feeOf(leg)
    const mark = worth.mark(instrument.id)
    const rate = worth.rate(instrument.currency)
    if (Number.isNaN(mark) || Number.isNaN(price)) holes.push({ missing: 'mark', of: instrument.id })
    if (Number.isNaN(rate)) holes.push({ missing: 'rate', of: instrument.currency })
    const feeInBase = fee.value === 0 ? 0 : fee.value * worth.rate(fee.currency)
    const equity = priceMovePnl(instrument, quantity, price, mark) * rate - feeInBase
    if (fee.value !== 0) moves.push({ ...owner, currency: fee.currency, amount: -fee.value })
    const key = `${account} ${strategy} ${instrument.id}`
    const before = changed.get(key) ?? heldBefore(book, owner)
    if (instrument.kind === 'spot' && before === undefined) {
      moves.push({ ...owner, currency: instrument.base, amount: quantity })
      moves.push({ ...owner, currency: instrument.quote, amount: -quantity * price })
      gains.push({ ...owner, equity, worth: 0, unrealized: 0 })
      continue
    }
    const { position, realized } = filled(before, leg, fee, book.time)
    changed.set(key, position)
    const paid = isMargined(instrument) ? realized : -notionalOf(instrument, quantity, price)
    moves.push({ ...owner, currency: instrument.currency, amount: paid })
    const open = (one: Position | undefined): number =>
      one === undefined || one.quantity === 0 ? 0 : priceMovePnl(instrument, one.quantity, one.averagePrice, mark)
    const unrealized = (open(position) - open(before)) * rate
    const held = isMargined(instrument) ? unrealized : notionalOf(instrument, quantity, mark) * rate
    gains.push({ ...owner, equity, worth: held, unrealized })
  }
  const fits = (one: Owner, filter?: BookFilter): boolean =>
    (filter?.account === undefined || filter.account === one.account) &&
    (filter?.strategy === undefined || filter.strategy === one.strategy) &&
    (filter?.instrument === undefined || filter.instrument === one.instrument)
  const gained = (what: 'equity' | 'worth' | 'unrealized', filter?: BookFilter): number =>
    gains.reduce((sum, gain) => (fits(gain, filter) ? sum + gain[what] : sum), 0)
  const plus = (amount: Amount, more: number): Amount => ({ ...amount, value: amount.value + more })
  return {
    base: book.base,
    time: book.time,
    version: book.version,
    quantity(instrument, filter) {
      let quantity = book.quantity(instrument, filter)
      for (const leg of legs)
        if (leg.instrument.id === instrument && fits({ ...leg, instrument }, filter)) quantity += leg.quantity
      return quantity
    },
    *positions(filter) {
      const left = new Map(changed)
      for (const position of book.positions(filter)) {
        const key = `${position.account} ${position.strategy} ${position.instrument}`
        const now = left.get(key) ?? position
        left.delete(key)
        if (now.quantity !== 0) yield now
      }
      for (const position of left.values()) if (position.quantity !== 0 && fits(position, filter)) yield position
    },
    cash: (filter) =>
      summed(
        book.cash(filter),
        moves.filter((move) => fits(move, filter)),
      ),
    equity: (filter) =>
      plus(book.equity(filter), gained(filter?.instrument === undefined ? 'equity' : 'worth', filter)),
    unrealized: (filter) => plus(book.unrealized(filter), gained('unrealized', filter)),
    holes: () => [...book.holes(), ...holes],
  }
}

function heldBefore(book: BookView, owner: Owner): Position | undefined {
  for (const position of book.positions(owner)) return position
  return undefined
}

/** The position after a fill, by average price, and what closing has realised, in the instrument's currency. */
function filled(
  before: Position | undefined,
  { instrument, account, strategy, quantity, price }: OrderLeg,
  fee: Amount,
  time: number,
): { readonly position: Position; readonly realized: number } {
  const had = before?.quantity ?? 0
  const now = had + quantity
  const opens = had === 0 || Math.sign(had) === Math.sign(quantity)
  const closed = opens ? 0 : Math.sign(had) * Math.min(Math.abs(had), Math.abs(quantity))
  const realized = closed === 0 ? 0 : priceMovePnl(instrument, closed, before!.averagePrice, price)
  const flips = !opens && Math.sign(now) === Math.sign(quantity) && now !== 0
  const averagePrice = opens
    ? averageOf(instrument, had, before?.averagePrice ?? price, quantity, price)
    : flips
      ? price
      : before!.averagePrice
  const nothing = money(0, instrument.currency)
  const start = { realized: nothing, fees: nothing, funding: nothing, openedAt: time, ...before }
  const own = fee.currency === instrument.currency && Number.isFinite(fee.value)
  return {
    realized,
    position: {
      account,
      strategy,
      instrument: instrument.id,
      quantity: clean(now),
      quantityText: `${clean(now)}`,
      averagePrice,
      openedAt: flips ? time : start.openedAt,
      realized: summed([start.realized], [{ currency: instrument.currency, amount: realized }])[0]!,
      fees: own ? summed([start.fees], [{ currency: fee.currency, amount: fee.value }])[0]! : start.fees,
      funding: start.funding,
    },
  }
}

/** Inverse contracts average their reciprocals: that is what keeps the profit. */
function averageOf(instrument: OrderLeg['instrument'], had: number, at: number, more: number, price: number): number {
  const worth = notionalOf(instrument, had, at) + notionalOf(instrument, more, price)
  const unit = notionalOf(instrument, had + more, 1)
  return contractPayoff(instrument) === 'inverse' ? unit / worth : worth / unit
}

function summed(
  sums: readonly Money[],
  moves: readonly { readonly currency: Currency; readonly amount: number }[],
): readonly Money[] {
  const all = new Map(sums.map((sum) => [sum.currency, sum]))
  for (const { currency, amount } of moves) {
    if (!Number.isFinite(amount)) continue // named by `holes`
    const before = all.get(currency)
    const more = money(clean(amount), currency)
    all.set(currency, before === undefined ? more : addMoney(before, more))
  }
  return [...all.values()]
}

/** Fifteen digits: an estimate of money, without the dust of doubles. */
function clean(value: number): number {
  return Number(value.toPrecision(15))
}
