import type { Fact, Input } from './input.js'

// What we own comes before what we decide on; an operator's word and a broken link before the timers that would trade.
const ranks: { readonly [K in Fact['kind']]: number } = {
  fill: 0,
  accepted: 1,
  canceled: 1,
  expired: 1,
  rejected: 1,
  refused: 1,
  cancelRejected: 1,
  unknown: 1,
  replaced: 1,
  exercise: 1,
  assignment: 1,
  expiry: 1,
  liquidation: 1,
  accountSnapshot: 2,
  cashMove: 2,
  positionTransfer: 2,
  adjustment: 2,
  marginCall: 2,
  control: 3,
  link: 4,
  timer: 5,
  answer: 6,
  listed: 7,
  delisted: 7,
  corporateAction: 7,
  quote: 7,
  trade: 7,
  bar: 7,
  book: 7,
  mark: 7,
  funding: 7,
  settlement: 7,
  openInterest: 7,
  observation: 7,
  resolution: 7,
}

/**
 * The order in which inputs are stepped; < 0: a first. By time; at equal times fills, order facts, account facts,
 * controls, links, timers, answers, market facts; then source (by code unit, the same in every locale); then seq.
 *
 * @example
 * import { compareInputs, type Input } from '@bourse/core'
 * const timer: Input = { kind: 'timer', strategy: 's', tag: 'open', seq: 1, time: 5, at: 5, source: 'clock' }
 * const trade: Input = { kind: 'trade', id: 'SPY@ARCX', price: 600, size: 1, seq: 0, time: 5, at: 5, source: 'feed' }
 * compareInputs(timer, trade) < 0 // => true
 */
export function compareInputs(a: Input, b: Input): number {
  if (a.time !== b.time) return a.time - b.time
  const rank = ranks[a.kind] - ranks[b.kind]
  if (rank !== 0) return rank
  if (a.source !== b.source) return a.source < b.source ? -1 : 1
  return a.seq - b.seq
}
