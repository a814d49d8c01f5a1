// A book with fills on top: positions by average price, cash by currency, worth by what each fill gains at the mark.
import { contractPayoff, type Instrument, notionalOf, priceMovePnl } from '@bourse/assets'
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
  const worth = appraiser(book, valuation)
  const changed = new Map<string, Standing>()
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
    const key = keyOf(owner)
    const before = changed.get(key) ?? heldBefore(book, owner, rate)
    const margined = before?.position.margined ?? isMargined(instrument, account, book, valuation)
    const after = filled(before, leg, fee, { margined, mark, time: book.time })
    changed.set(key, after)
    const paid = margined ? after.gained : -notionalOf(instrument, quantity, price)
    if (paid !== 0) moves.push({ ...owner, currency: instrument.currency, amount: paid })
    if (instrument.kind === 'spot' && !margined) moves.push({ ...owner, currency: instrument.base, amount: quantity })
    const unrealized = (after.open - (before?.open ?? 0)) * rate
    const held = margined ? unrealized : notionalOf(instrument, quantity, mark) * rate
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
      for (const held of book.positions(filter)) {
        const key = keyOf(held)
        const position = left.get(key)?.position ?? held
        left.delete(key)
        if (position.quantity !== 0) yield position
      }
      for (const { position } of left.values()) if (position.quantity !== 0 && fits(position, filter)) yield position
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

/** A position and its profit not yet paid, in its currency, at the mark. */
type Standing = { readonly position: Position; readonly open: number }

function keyOf({ account, strategy, instrument }: Owner): string {
  return `${account} ${strategy} ${instrument}`
}

function heldBefore(book: BookView, owner: Owner, rate: number): Standing | undefined {
  // What has been settled is cash already: the book knows what of the profit is open, the average price does not.
  for (const position of book.positions(owner)) return { position, open: book.unrealized(owner).value / rate }
  return undefined
}

/** Contracts are; a currency pair is where the account holds another on margin. */
function isMargined({ kind }: Instrument, account: AccountId, book: BookView, { instruments }: Valuation): boolean {
  if (kind !== 'spot') return kind === 'future' || kind === 'perpetual'
  for (const { instrument, margined } of book.positions({ account }))
    if (margined === true && instruments.find(instrument)?.kind === 'spot') return true
  return false
}

/** The position after a fill, by average price; `gained`: what closing pays out of its open profit, in the instrument's currency. */
function filled(
  before: Standing | undefined,
  { instrument, account, strategy, quantity, price }: OrderLeg,
  fee: Amount,
  { margined, mark, time }: { readonly margined: boolean; readonly mark: number; readonly time: number },
): Standing & { readonly gained: number } {
  const held = before?.position
  const had = held?.quantity ?? 0
  const now = clean(had + quantity)
  const opens = had === 0 || Math.sign(had) === Math.sign(quantity)
  const flips = !opens && Math.sign(now) === Math.sign(quantity)
  const closed = opens ? 0 : Math.sign(had) * Math.min(Math.abs(had), Math.abs(quantity))
  const share = closed === 0 ? 0 : closed / had
  const openBefore = before?.open ?? 0
  const known = Number.isFinite(openBefore) && Number.isFinite(mark)
  const gained =
    closed === 0
      ? 0
      : known
        ? share * openBefore + priceMovePnl(instrument, closed, mark, price)
        : priceMovePnl(instrument, closed, held!.averagePrice, price)
  const added = quantity + closed
  const open = (1 - share) * openBefore + (added === 0 ? 0 : priceMovePnl(instrument, added, price, mark))
  const averagePrice = opens
    ? averageOf(instrument, had, held?.averagePrice ?? price, quantity, price)
    : flips
      ? price
      : held!.averagePrice
  const nothing = money(0, instrument.currency)
  const own = fee.currency === instrument.currency ? fee.value : 0
  return {
    gained,
    open,
    position: {
      account,
      strategy,
      instrument: instrument.id,
      quantity: now,
      quantityText: `${now}`,
      averagePrice,
      openedAt: flips ? time : (held?.openedAt ?? time),
      realized: plusMoney(held?.realized ?? nothing, gained),
      fees: plusMoney(held?.fees ?? nothing, own),
      funding: held?.funding ?? nothing,
      margined,
    },
  }
}

function plusMoney(sum: Money, amount: number): Money {
  return Number.isFinite(amount) ? addMoney(sum, money(clean(amount), sum.currency)) : sum
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
