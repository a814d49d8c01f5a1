import type { Matrix } from '@bourse/math'
import type { LabelledSet } from '../labelledSet.js'
import type { Fold } from '../validation/fold.js'

/** A way from rows to a judged model, told as far as one can tell it: what is left out cannot be checked, and is listed. */
export type Pipeline = {
  /** Rows sorted by time, before any fold has touched them. */
  readonly set: LabelledSet & { readonly times: Float64Array }
  /** When each label was known, EpochMs. */
  readonly horizons: Float64Array
  readonly folds: readonly Fold[]
  /** Names of the features, for the messages. */
  readonly columns?: readonly string[]
  /** What is done to features inside a fold before training: scaling, bins, encodings. Must not change `set`. */
  readonly prepare?: (set: LabelledSet, fold: Fold) => { readonly training: Matrix; readonly test: Matrix }
  /** When each value was known, EpochMs; the shape of the features. */
  readonly knownAt?: Matrix
  /** When the trade that the label measures was opened, EpochMs. */
  readonly entered?: Float64Array
  /** The instrument of each row, and when instruments of the universe were listed; `until` Infinity while it lives. */
  readonly universe?: {
    readonly ids: readonly string[]
    readonly listings: readonly { readonly id: string; readonly from: number; readonly until: number }[]
  }
}

/** What `findLeaks` looks for. */
export type LeakKind =
  | 'fitted-on-test'
  | 'label-in-feature'
  | 'same-bar-close'
  | 'overlapping-labels'
  | 'late-known'
  | 'duplicates'
  | 'survivors-only'
  | 'target-encoding'

/** One leak of a kind in a column or fold, with the first row that shows it. */
export type Leak = {
  readonly leak: LeakKind
  readonly says: string
  readonly column?: number
  readonly row?: number
  readonly fold?: number
}

/** `unchecked`: what the pipeline did not tell enough about. Nothing found there means nothing. */
export type LeakReport = { readonly leaks: readonly Leak[]; readonly unchecked: readonly LeakKind[] }
