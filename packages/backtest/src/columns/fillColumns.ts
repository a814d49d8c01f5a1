// The loop of the column path: one pass, no object per bar.
import { type Bars, badArgument, type Money } from '@bourse/core'
import { HeldCash } from './heldCash.js'

/** `rows[i]` and `changes[i]` (signed) of fill i, its price in `price[row]`. */
export type FilledColumns = {
  readonly equity: Float64Array
  readonly count: number
  readonly rows: Int32Array
  readonly changes: Float64Array
  readonly price: Float64Array
  readonly fees: readonly Money[]
}

export type FillTerms = {
  readonly opening: Money
  readonly atClose: boolean
  readonly fee: ((change: number, price: number) => Money) | undefined
}

// Prices of most markets have at most so many; finer ones are booked as decimals.
const decimals = 4

export function fillColumns(bars: Bars, units: Float64Array, { opening, atClose, fee }: FillTerms): FilledColumns {
  const { open, close } = bars
  const count = close.length
  const equity = new Float64Array(count)
  const price = atClose ? close : open
  const cash = new HeldCash(opening, decimals)
  const fees: Money[] = []
  let rows = new Int32Array(1024)
  let changes = new Float64Array(1024)
  let fills = 0
  let held = 0
  let balance = cash.value
  // Row i trades to what was wanted at the close before it, or at its own.
  const back = atClose ? 0 : 1
  let i = 0
  while (i < count) {
    const wanted = i < back ? 0 : units[i - back]!
    if (wanted < held || wanted > held) {
      const change = unitsBetween(wanted, held)
      const at = price[i]!
      if (!(Number.isFinite(change) && Number.isFinite(at))) throw wrongFill(i, wanted, at)
      const paid = fee === undefined ? undefined : fee(change, at)
      cash.pay(change, at, paid)
      if (paid !== undefined) fees.push(paid)
      if (fills === rows.length) {
        rows = wider(rows, new Int32Array(2 * fills))
        changes = wider(changes, new Float64Array(2 * fills))
      }
      rows[fills] = i
      changes[fills++] = change
      held = wanted
      balance = cash.value
    }
    // Nothing happens until another number is wanted; NaN is neither above nor below.
    i = holdUntil(units, close, equity, i, back, held, balance)
  }
  return { equity, count: fills, rows, changes, price, fees }
}

function holdUntil(
  units: Float64Array,
  close: Float64Array,
  equity: Float64Array,
  from: number,
  back: number,
  held: number,
  balance: number,
): number {
  const count = close.length
  let i = from
  let next = held
  if (held === 0)
    do {
      equity[i++] = balance
      next = units[i - back]!
    } while (i < count && !(next < 0 || next > 0))
  else
    do {
      equity[i] = held * close[i]! + balance
      next = units[++i - back]!
    } while (i < count && !(next < held || next > held))
  return i
}

/** a - b as decimals: 0.3 - 0.1 is 0.2, because quantities are added up by their digits. */
export function unitsBetween(a: number, b: number): number {
  const change = a - b
  return Number.isInteger(a) && Number.isInteger(b)
    ? change
    : Number(change.toFixed(Math.max(decimalsOf(a), decimalsOf(b))))
}

function decimalsOf(value: number): number {
  const text = String(value)
  const point = text.indexOf('.')
  return text.includes('e') ? 18 : point < 0 ? 0 : text.length - point - 1
}

function wider<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}

function wrongFill(row: number, wanted: number, price: number): Error {
  if (!Number.isFinite(price)) return badArgument('backtestColumns', `price of bar ${row}`, price, 'a finite price')
  return badArgument(
    'backtestColumns',
    `units before bar ${row}`,
    wanted,
    'a finite number of units, or NaN for as before',
  )
}
