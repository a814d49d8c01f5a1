import type { Columns, InputOf, Json, Money } from '@bourse/core'
import type { PnlLine, RoundTrip } from '@bourse/portfolio'
import type { PerformanceFigures } from '@bourse/risk'
import type { HonestyCheck } from '../honesty/honestyCheck.js'
import type { HoldingsCurve } from '../run/holdingsCurve.js'
import type { PartKey, ProfitCurve } from '../run/profitCurve.js'
import type { RuleCount } from '../run/ruleCounts.js'
import type { Trouble } from '../run/trouble.js'
import type { ReportDiversification } from './diversification.js'
import type { ReportPart } from './partsOf.js'
import type { ReportSheet } from './reportSheets.js'

/** What was paid for trading and holding; > 0 is paid, < 0 was earned. */
export type ReportCost = {
  readonly cost: 'fee' | 'slippage' | 'funding' | 'borrow' | 'interest'
  readonly money: Money
}

/**
 * What a run came to. `equity` in the base currency at `time`, one row per moment; the opening balance is its first row.
 * `digest` is over fills and equity: equal digests are equal runs, to the last bit. `assumed`: what the run had to choose because nobody said. `troubles`: what
 * went wrong on the way. `dependentFills`: fills that another way through their bar would not have given. Figures, round
 * trips and digest are made when they are first asked for.
 *
 * @throws BourseError `data/missing` from `figures` where equity is not known all the way, or not above zero at the start
 */
export interface Report {
  readonly digest: string
  readonly base: string
  readonly figures: PerformanceFigures
  readonly benchmark: PerformanceFigures | undefined
  readonly periodsPerYear: number
  readonly time: Float64Array
  readonly equity: Float64Array
  readonly fills: readonly ReportFill[]
  readonly roundTrips: readonly RoundTrip[]
  readonly costs: readonly ReportCost[]
  /** Every strategy, asset class, bucket and account with its own figures; empty where nobody kept a ledger (columns). */
  readonly parts: readonly ReportPart[]
  /** Who earned it, as the ledger tells it at the end: realised, open, fees, funding and interest apart. */
  readonly profits: readonly ReportProfit[]
  /** Who had earned what as each day ended; absent where nobody kept a ledger. */
  readonly contributions: ProfitCurve | undefined
  /** Whether the strategies, and the asset classes, were different bets; empty where fewer than two moved. */
  readonly diversification: readonly ReportDiversification[]
  /** What was held as each day began; absent where nobody kept a ledger. */
  readonly holdings: HoldingsCurve | undefined
  /** What the rules refused, or made smaller. */
  readonly ruled: readonly RuleCount[]
  readonly honesty: readonly HonestyCheck[]
  readonly assumed: readonly string[]
  readonly troubles: readonly Trouble[]
  readonly dependentFills: number | undefined
  /** At most 80 columns wide. */
  table(): string
  toJson(): Json
  /**
   * A sheet in columns as Arrow takes them (`tableFromArrays`); without a name `'equity'`: `time`, `equity`, `drawdown`, and
   * `benchmark` (its price) where there is one.
   */
  toColumns(sheet?: ReportSheet): Columns
}

/** What an asset class, a strategy, an account or a bucket made since the start; `total` is after fees, funding and interest. */
export type ReportProfit = { readonly by: PartKey } & PnlLine

/**
 * A fill of a run; what the column path tells too. `slippage`: what its price cost beside the one seen, in the instrument's
 * currency; there where a run had a model of it.
 */
export type ReportFill = Pick<
  InputOf<'fill'>,
  'time' | 'account' | 'strategy' | 'instrument' | 'side' | 'quantity' | 'price' | 'fee'
> & { readonly slippage?: number }
