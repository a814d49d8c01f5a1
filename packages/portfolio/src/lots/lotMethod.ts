// Which lots a closing trade takes.
import { badArgument, type EpochMs } from '@bourse/core'
import type { Lot, Row } from '../ledger/state.js'
import { numberOfUnits, part } from '../ledger/units.js'

/** A lot as one sees it when choosing: `quantity` signed, `value` what it was traded for, in the instrument's currency. */
export type OpenLot = { readonly quantity: number; readonly value: number; readonly openedAt: EpochMs }
/** Specific lots: the index of the one to take next, of those that are open. */
export type LotChoice = (lots: readonly OpenLot[], instrument: string) => number

/**
 * fifo: the oldest first. lifo: the newest. highest: the one that makes the smallest gain. average: all lots are one. A
 * function chooses by itself, again and again until the trade is filled; it must depend on its arguments alone.
 */
export type LotMethod = 'fifo' | 'lifo' | 'highest' | 'average' | LotChoice

/** What was taken out of a row. */
export type Taken = { readonly cost: bigint; readonly entry: bigint }

/**
 * Takes `quantity` > 0, at most what is held, out of the lots; each lot taken from goes to `told` with what was taken, where
 * somebody wants to know. Parts of a lot's cost are cut towards zero, and what is cut stays in the lot.
 */
export function takeLots(row: Row, quantity: bigint, method: LotMethod, told?: (lot: Lot) => void): Taken {
  let [left, cost, entry] = [quantity, 0n, 0n]
  const short = row.quantity < 0n
  while (left > 0n) {
    const at = row.lots.length - row.head === 1 ? row.head : pick(row, method)
    const lot = row.lots[at]!
    const size = short ? -lot.quantity : lot.quantity
    if (size <= left) {
      cost += lot.cost
      entry += lot.entry
      left -= size
      told?.(lot)
      removeLot(row, at)
      continue
    }
    const gone = lotOf(lot, short ? -left : left, part(lot.cost, left, size), part(lot.entry, left, size))
    row.lots[at] = lotOf(lot, lot.quantity - gone.quantity, lot.cost - gone.cost, lot.entry - gone.entry)
    told?.(gone)
    cost += gone.cost
    entry += gone.entry
    left = 0n
  }
  return { cost, entry }
}

function lotOf({ openedAt, groupId }: Lot, quantity: bigint, cost: bigint, entry: bigint): Lot {
  return { quantity, cost, entry, openedAt, groupId }
}

function removeLot(row: Row, at: number): void {
  if (at === row.lots.length - 1) row.lots.pop()
  else if (at === row.head) row.head++
  else row.lots.splice(at, 1)
  if (row.head >= row.lots.length) {
    row.lots.length = 0
    row.head = 0
  } else if (row.head > 64 && row.head * 2 > row.lots.length) {
    row.lots.splice(0, row.head)
    row.head = 0
  }
}

function pick(row: Row, method: LotMethod): number {
  if (method === 'lifo') return row.lots.length - 1
  if (method === 'highest') return highest(row)
  if (typeof method === 'string') return row.head
  const open = row.lots.slice(row.head)
  const seen = open.map(({ quantity, entry, openedAt }) => ({
    quantity: numberOfUnits(quantity),
    value: numberOfUnits(entry),
    openedAt,
  }))
  const chosen = method(seen, row.terms.id)
  if (Number.isInteger(chosen) && chosen >= 0 && chosen < open.length) return row.head + chosen
  throw badArgument('ledger', 'the chosen lot', chosen, `an index below ${open.length}`)
}

// entry / quantity grows with the price, for inverse contracts too. The highest price of a long, the lowest of a short.
function highest(row: Row): number {
  let best = row.head
  for (let i = row.head + 1; i < row.lots.length; i++) {
    const [a, b] = [row.lots[i]!, row.lots[best]!]
    const [left, right] = [a.entry * b.quantity, b.entry * a.quantity]
    if (row.quantity > 0n ? left > right : left < right) best = i
  }
  return best
}
