import { badArgument, type InstrumentId } from '@bourse/core'
import { ranksOf } from '@bourse/math'

/** What is known of a coin; NaN for what is not. Growth and returns are fractions. */
export type CoinFigures = {
  readonly id: InstrumentId
  /** Network value to transactions, market to realised value: low is cheap. */
  readonly nvt: number
  readonly mvrv: number
  readonly return30: number
  readonly return90: number
  /** Commits, active developers, or whatever one counts. */
  readonly developers: number
  /** Value locked over market cap. */
  readonly tvlRatio: number
  readonly volatility: number
  /** Share of talk, and its mood from -1 to 1. */
  readonly socialDominance: number
  readonly mood: number
  readonly addressGrowth: number
  readonly transactionGrowth: number
}

/** Five factors of a coin in deviations from the mean of all coins, 0 to 1 ranks of them, and their mean. */
export type CoinFactors = {
  readonly id: InstrumentId
  readonly value: number
  readonly momentum: number
  readonly quality: number
  readonly sentiment: number
  readonly network: number
  /** Of each factor among the coins: 0 lowest, 1 highest, NaN where the factor is. */
  readonly ranks: {
    readonly value: number
    readonly momentum: number
    readonly quality: number
    readonly sentiment: number
    readonly network: number
  }
  /** Weighted mean of the factors that are there. */
  readonly score: number
}

type Factor = keyof CoinFactors['ranks']
const factors: { readonly [factor in Factor]: readonly (readonly [Exclude<keyof CoinFigures, 'id'>, 1 | -1])[] } = {
  value: [
    ['nvt', -1],
    ['mvrv', -1],
  ],
  momentum: [
    ['return30', 1],
    ['return90', 1],
  ],
  quality: [
    ['developers', 1],
    ['tvlRatio', 1],
    ['volatility', -1],
  ],
  sentiment: [
    ['socialDominance', 1],
    ['mood', 1],
  ],
  network: [
    ['addressGrowth', 1],
    ['transactionGrowth', 1],
  ],
}

/**
 * Five-factor model over a cross-section of coins: each figure as z-score (deviation by n, held within 3), each factor the mean of
 * those it has, made z-scores again. A missing figure is left out and never counted as average; a figure that does not vary
 * says nothing.
 *
 * @param weights of the factors in `score`, default equal
 * @throws BourseError where there are fewer than three coins or a figure is infinite
 * @example
 * import { cryptoFactors } from '@bourse/scoring'
 * const coin = (id: `${string}@${string}`, nvt: number) => ({ id, nvt, mvrv: NaN, return30: 0, return90: 0, developers: 1, tvlRatio: 0, volatility: 1,
 *   socialDominance: 0, mood: 0, addressGrowth: 0, transactionGrowth: 0 })
 * cryptoFactors([coin('A@X', 10), coin('B@X', 20), coin('C@X', 30)])[0].ranks.value // => 1
 */
export function cryptoFactors(
  coins: readonly CoinFigures[],
  weights: { readonly [factor in Factor]?: number } = {},
): readonly CoinFactors[] {
  if (coins.length < 3) throw badArgument('cryptoFactors', 'coins.length', coins.length, 'at least 3')
  const names = Object.keys(factors) as Factor[]
  const columns = new Map(
    names.map((factor) => {
      const parts = factors[factor].map(([figure, sign]) =>
        zScores(
          coins.map((coin) => {
            const value = coin[figure]
            if (Math.abs(value) === Number.POSITIVE_INFINITY)
              throw badArgument(`cryptoFactors ${coin.id}`, figure, value, 'a number or NaN')
            return sign * value
          }),
        ),
      )
      return [factor, zScores(coins.map((_, i) => meanOfPresent(parts.map((part) => part[i]!))))] as const
    }),
  )
  const ranks = new Map(names.map((factor) => [factor, ranksOfPresent(columns.get(factor)!)] as const))
  const of = (table: ReadonlyMap<Factor, readonly number[]>, i: number): { readonly [factor in Factor]: number } => {
    const at = (factor: Factor): number => table.get(factor)![i]!
    return {
      value: at('value'),
      momentum: at('momentum'),
      quality: at('quality'),
      sentiment: at('sentiment'),
      network: at('network'),
    }
  }
  return coins.map(({ id }, i) => {
    const own = of(columns, i)
    const there = names.filter((factor) => !Number.isNaN(own[factor]))
    const total = there.reduce((sum, factor) => sum + (weights[factor] ?? 1), 0)
    const score = there.reduce((sum, factor) => sum + (weights[factor] ?? 1) * own[factor], 0) / total
    return { id, ...own, ranks: of(ranks, i), score }
  })
}

function zScores(values: readonly number[]): number[] {
  const present = values.filter((x) => !Number.isNaN(x))
  const mean = meanOfPresent(present)
  const deviation = Math.sqrt(meanOfPresent(present.map((x) => (x - mean) ** 2)))
  // Rounding alone makes no deviation.
  if (!(deviation > 1e-12 * Math.max(...present.map(Math.abs)))) return values.map(() => Number.NaN)
  return values.map((x) => Math.min(3, Math.max(-3, (x - mean) / deviation)))
}

function meanOfPresent(values: readonly number[]): number {
  const present = values.filter((x) => !Number.isNaN(x))
  return present.reduce((sum, x) => sum + x, 0) / present.length
}

function ranksOfPresent(values: readonly number[]): number[] {
  const present = values.filter((x) => !Number.isNaN(x))
  const ranks = ranksOf(Float64Array.from(present))
  let k = 0
  return values.map((x) =>
    Number.isNaN(x) ? x : present.length === 1 ? 0.5 : (ranks[k++]! - 1) / (present.length - 1),
  )
}
