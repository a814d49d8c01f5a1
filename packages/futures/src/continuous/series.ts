import type { InstrumentId } from '@bourse/core'
import { badArgument } from '@bourse/core'
import type { FutureSpec } from '../contracts/futureSpec.js'
import type { RollRule } from '../rolls/rollDate.js'

/**
 * How gaps at rolls are taken out. `none`: not at all. `difference`, `ratio`: past prices are moved so that the last
 * contract keeps its own (back-adjusted). `forward`, `forward-ratio`: later prices are moved, the first contract keeps its
 * own. Ratios keep returns and refuse prices <= 0; differences keep profits and may turn negative.
 */
export type RollAdjustment = 'none' | 'difference' | 'ratio' | 'forward' | 'forward-ratio'

/**
 * Plain data with an id of its own, to watch, chart and target; orders go to the dated contract in front. It carries the
 * specification of its root, so that a contract of your own rolls like a known one.
 */
export type ContinuousFuture = {
  readonly continuous: true
  readonly id: InstrumentId
  readonly spec: FutureSpec
  readonly rank: number
  readonly roll: RollRule
  readonly adjust: RollAdjustment
}

/**
 * A continuous series of a root: id `ROOT.c@VENUE`, with a `rank` `ROOT.c1@VENUE` (the contract in front),
 * `ROOT.c2@VENUE` (the one behind) and so on, all rolled on the same days. Through the active months.
 *
 * @example
 * import { continuousFuture, ES } from '@bourse/futures'
 * continuousFuture(ES, { roll: 'notice-safe', adjust: 'ratio' }).id // => 'ES.c@CME'
 * continuousFuture(ES, { roll: 'notice-safe', adjust: 'none', rank: 2 }).id // => 'ES.c2@CME'
 */
export function continuousFuture(
  spec: FutureSpec,
  rule: { readonly roll: RollRule; readonly adjust: RollAdjustment; readonly rank?: number },
): ContinuousFuture {
  const { rank = 1, roll, adjust } = rule
  if (!Number.isInteger(rank) || rank < 1) throw badArgument('continuousFuture', 'rank', rank, 'an integer >= 1')
  const { root, venue } = spec
  const id: InstrumentId = `${root}.c${rule.rank ?? ''}@${venue}`
  return { continuous: true, id, spec, rank, roll, adjust }
}
