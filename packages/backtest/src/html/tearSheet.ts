// What a tear sheet is drawn from: plain columns and rows, wherever they come from.
import type { EpochMs } from '@bourse/core'
import type { PerformanceFigures } from '@bourse/risk'

/**
 * Everything a page shows about a run. `equity` in the base currency at `time`; a benchmark's curve has the same rows and
 * may be in any unit. Shares are of equity: 0.5 is half of it. What is empty or absent leaves no trace on the page.
 */
export type TearSheet = {
  readonly title: string
  readonly base: string
  readonly periodsPerYear: number
  readonly time: Float64Array
  readonly equity: Float64Array
  readonly figures: PerformanceFigures
  readonly benchmark?: TearSheetBenchmark | undefined
  readonly holdings?: TearSheetHoldings | undefined
  readonly prices: readonly TearSheetPrices[]
  readonly trips: readonly TearSheetTrip[]
  readonly costs: readonly { readonly cost: string; readonly amount: string }[]
  readonly parts: readonly TearSheetPart[]
  readonly contributions?: TearSheetContributions | undefined
  readonly diversification?: readonly TearSheetDiversification[] | undefined
  readonly honesty: readonly { readonly check: string; readonly passed: boolean; readonly meaning: string }[]
  readonly assumed: readonly string[]
  /** What the rules refused or made smaller, in words. */
  readonly ruled?: readonly string[] | undefined
  readonly troubles: readonly string[]
  readonly digest: string
  /** What somebody types, or needs to have, to get the same digest. */
  readonly reproduce: readonly string[]
}

/** What the run is compared with. */
export type TearSheetBenchmark = {
  readonly name: string
  readonly equity: Float64Array
  readonly figures: PerformanceFigures
}

/** What was held at `time`, in shares of equity. `short` is negative; without `margin` nobody asked for any. */
export type TearSheetHoldings = {
  readonly time: Float64Array
  readonly gross: Float64Array
  readonly net: Float64Array
  readonly margin?: Float64Array | undefined
  readonly buckets: readonly { readonly name: string; readonly long: Float64Array; readonly short: Float64Array }[]
}

/** An instrument's price, and where it was traded. */
export type TearSheetPrices = {
  readonly instrument: string
  readonly time: Float64Array
  readonly price: Float64Array
  readonly fills: readonly {
    readonly time: EpochMs
    readonly side: 'buy' | 'sell'
    readonly quantity: number
    readonly price: number
  }[]
}

/** `profit` after `costs`, both in `currency`; `share` is profit over what the position was worth at entry. */
export type TearSheetTrip = {
  readonly strategy: string
  readonly account: string
  readonly instrument: string
  readonly opened: EpochMs
  readonly closed: EpochMs
  readonly quantity: number
  readonly entry: number
  readonly exit: number
  readonly profit: number
  readonly costs: number
  readonly currency: string
  readonly share: number
}

/** `profit` in the base currency; figures where the part has a curve of its own; `riskShare` of the variance beside its like. */
export type TearSheetPart = {
  readonly by: 'class' | 'strategy' | 'account' | 'bucket'
  readonly name: string
  readonly profit: number
  readonly riskShare?: number | undefined
  readonly figures?: PerformanceFigures | undefined
}

/** Profit of every part since the start, in the base currency, at `time`. */
export type TearSheetContributions = {
  readonly time: Float64Array
  readonly lines: readonly { readonly by: TearSheetPart['by']; readonly name: string; readonly profit: Float64Array }[]
}

/** Whether `parts` were different bets: mean correlation over pairs, diversification ratio, independent moves among them. */
export type TearSheetDiversification = {
  readonly by: 'class' | 'strategy'
  readonly parts: number
  readonly correlation: number
  readonly ratio: number
  readonly bets: number
}
