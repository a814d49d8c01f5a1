import type { Instrument, InstrumentKind, InstrumentOf } from './instrument.js'

/**
 * Whether an instrument is of a kind; narrows the union.
 *
 * @example
 * import { isKind, type Instrument } from '@bourse/assets'
 * const strikeOf = (instrument: Instrument) => (isKind(instrument, 'option') ? instrument.strike : 'no option')
 * strikeOf({ kind: 'index', id: 'SPX@CBOE', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' })
 * // => 'no option'
 */
export function isKind<const K extends InstrumentKind>(instrument: Instrument, kind: K): instrument is InstrumentOf<K> {
  return instrument.kind === kind
}

/** One answer per kind; a missing kind does not compile. */
export type KindCases<R> = { readonly [K in InstrumentKind]: (instrument: InstrumentOf<K>) => R }
/** Answers for some kinds, and one for all others. */
export type SomeKindCases<R> = Partial<KindCases<R>> & {
  /** The answer for every kind that is not named. */
  readonly otherwise: (instrument: Instrument) => R
}

/**
 * The answer for the instrument's kind. Exhaustive: all ten kinds, or `otherwise` for the rest.
 *
 * @example
 * import { matchKind, type Instrument } from '@bourse/assets'
 * const spx: Instrument = { kind: 'index', id: 'SPX@CBOE', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1,
 *   calendar: 'XNYS' }
 * matchKind(spx, { option: (o) => o.strike, future: (f) => f.multiplier, otherwise: () => 0 }) // => 0
 */
export function matchKind<R>(instrument: Instrument, cases: KindCases<R> | SomeKindCases<R>): R {
  const answer = cases[instrument.kind] as ((instrument: Instrument) => R) | undefined
  return answer ? answer(instrument) : (cases as SomeKindCases<R>).otherwise(instrument)
}
