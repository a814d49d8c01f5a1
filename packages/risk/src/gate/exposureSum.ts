// Sums of exposure over some rows of the book, in the worst case of everything that works and of the order that is judged.
import { isOver, passWith, refuseMissing, refuseWith, trimTo } from './answers.js'
import type { ExposureRow, ExposureTable, MissingFact } from './exposureTable.js'
import { isReduction, type OrderSituation, quantityAt } from './orderSituation.js'
import type { Figure, RuleAnswer } from './rule.js'

/**
 * In base. `worst`: of what is held and works once a share of the order has filled, 0 = without it; never too low, but too
 * high where something is counted that cannot fill any more. `addsAtMost`: what the whole order adds to it however much of
 * the rest has filled; below zero it takes away.
 */
export type ExposureSum = {
  readonly worst: (situation: OrderSituation, share: number) => number
  readonly addsAtMost: (situation: OrderSituation) => number
}

/**
 * Gross exposure of the rows that count. Positions may end anywhere between `held - sells` and `held + buys`; the sum of
 * their sizes is convex in every fill, so its worst is at the ends: that is what is summed. What is held is summed once
 * per version of the book, only rows on which something works are looked at again.
 */
export function exposureSum(counts: (row: ExposureRow) => boolean): ExposureSum {
  let table: ExposureTable | undefined
  let held = 0
  const worst: ExposureSum['worst'] = (situation, share) => {
    if (situation.table !== table) {
      table = situation.table
      held = 0
      for (const row of table.rows) if (counts(row)) held += Math.abs(row.held) * row.unit
    }
    let before = held
    for (const row of situation.touched) if (counts(row)) before += (worstSize(row, 0) - Math.abs(row.held)) * row.unit
    if (share === 0) return before
    let most = before
    for (const moves of situation.alternatives) {
      let after = before
      for (const { row, quantity } of moves)
        if (counts(row)) after += (worstSize(row, quantity * share) - worstSize(row, 0)) * row.unit
      if (!(after <= most)) most = after
    }
    return most
  }
  const addsAtMost: ExposureSum['addsAtMost'] = ({ alternatives }) => {
    let most = Number.NEGATIVE_INFINITY
    for (const moves of alternatives) {
      let adds = 0
      for (const move of moves)
        if (counts(move.row)) adds += (isReduction(move) ? -1 : 1) * Math.abs(move.quantity) * move.row.unit
      if (!(adds <= most)) most = adds
    }
    return most
  }
  return { worst, addsAtMost }
}

/** Largest position that a row can end in, moved by a fill. */
export function worstSize({ held, buys, sells }: ExposureRow, moved: number): number {
  return Math.max(Math.abs(held + buys + moved), Math.abs(held - sells + moved))
}

/** How the figures of a cap are told. `per`: 1 for money, equity for shares of it. */
export type CapTerms = {
  readonly name: string
  readonly code: string
  readonly unit: Figure['unit']
  readonly per: number
}

/** Passes up to the cap, trims to what fits under it, refuses where nothing does. `cap` as the sum's. */
export function judgeCap(situation: OrderSituation, sum: ExposureSum, cap: number, terms: CapTerms): RuleAnswer {
  const after = sum.worst(situation, 1)
  if (Number.isNaN(after) || Number.isNaN(cap)) return refuseMissing(...missingIn(situation))
  const figure: Figure = { name: terms.name, value: after / terms.per, limit: cap / terms.per, unit: terms.unit }
  if (!isOver(after, cap)) return passWith(figure)
  if (isOver(sum.worst(situation, 0), cap)) {
    // Over already, by what markets did. A combo that takes away what it adds, such as a roll, is not what is wrong; of
    // another order only the part that reduces passes.
    if (situation.combo !== undefined && !(sum.addsAtMost(situation) > 0)) return passWith(figure)
    const room = reducibleOf(situation)
    return room > 0 ? trimTo(room, situation, terms.code, figure) : refuseWith(terms.code, figure)
  }
  return trimTo(quantityAt(situation, shareWithin(situation, sum.worst, cap)), situation, terms.code, figure)
}

/** The largest share of the order with which the sum stays within the cap; the sum is convex, and within it at 0. */
export function shareWithin(situation: OrderSituation, sum: ExposureSum['worst'], cap: number): number {
  let [within, over] = [0, 1]
  for (let i = 0; i < 60; i++) {
    const middle = (within + over) / 2
    if (isOver(sum(situation, middle), cap)) over = middle
    else within = middle
  }
  return within
}

// Of a single order, how much can only reduce; 0 of everything else.
function reducibleOf({ alternatives, orders }: OrderSituation): number {
  const move = alternatives.length === 1 && orders.length === 1 ? alternatives[0]![0]! : undefined
  if (move === undefined) return 0
  const { held, buys, sells } = move.row
  return move.quantity < 0 ? held - sells : -held - buys
}

/** What is not known of the rows; where nothing is missing of them, it is the book's equity. */
export function missingIn({ table, touched }: OrderSituation): readonly MissingFact[] {
  const found = new Map<string, MissingFact>()
  for (const { missing } of [...table.rows, ...touched])
    if (missing !== undefined) found.set(`${missing.missing} ${missing.of}`, missing)
  return found.size > 0 ? [...found.values()] : [{ missing: 'equity', of: 'the book' }]
}
