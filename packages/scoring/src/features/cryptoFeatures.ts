import type { InstrumentId } from '@bourse/core'
import { bookDepth, bookImbalance, movingCorrelation, rocp, zScore } from '@bourse/indicators'
import { combineFeatures } from './combineFeatures.js'
import type { Feature } from './feature.js'
import { observationFeature } from './observationFeature.js'
import { ratioOf } from './optionFeatures.js'
import { overWindow } from './overWindow.js'
import { ofReturns, pairFeature } from './pairFeature.js'
import { readingFeature } from './readingFeature.js'

/**
 * Observation series that are features as they come, daily ones as a rule; by the name of the feature. Fractions are fractions:
 * a dominance of 55 % is 0.55.
 */
export const cryptoSeries: { readonly [feature: string]: string } = {
  'long/short': 'longShortRatio',
  netflow: 'exchangeNetflow',
  reserves: 'exchangeReserves',
  whales: 'whaleTransfers',
  addresses: 'activeAddresses',
  nvt: 'nvt',
  mvrv: 'mvrv',
  sopr: 'sopr',
  puell: 'puellMultiple',
  'stock to flow': 'stockToFlow',
  dominance: 'btcDominance',
  'market cap': 'totalMarketCap',
  'alt season': 'altSeason',
  'fear and greed': 'fearGreed',
  trends: 'searchTrend',
  'stablecoin flow': 'stablecoinFlow',
  tvl: 'tvl',
  developers: 'developerActivity',
  staking: 'stakingRatio',
  'hash rate': 'hashRate',
  'social dominance': 'socialDominance',
}

/**
 * What a coin's perpetual, book and chain say: `funding` inputs, `openInterest`, quotes, books, liquidations by observation
 * (`liquidations/long`, `liquidations/short`, in quote currency), bars of BTC and ETH, and the series of `cryptoSeries`. Books are
 * taken as full snapshots: what a venue sends as changes is first put together.
 *
 * @param terms.fundings payments in 30 days, default 90 (every 8 hours)
 * @example
 * import { cryptoFeatures } from '@bourse/scoring'
 * cryptoFeatures({ btc: 'BTC/USDT@binance', eth: 'ETH/USDT@binance' }).length // => 35
 */
export function cryptoFeatures(terms: {
  readonly btc: InstrumentId
  readonly eth: InstrumentId
  readonly fundings?: number
}): readonly Feature[] {
  const { btc, eth, fundings = 90 } = terms
  const funding = (feature: string, warmUp: number, through?: () => ReturnType<typeof rocp>): Feature =>
    readingFeature({
      feature,
      series: ['funding'],
      warmUp,
      read: (input, id) => (input.kind === 'funding' && input.id === id ? input.rate : undefined),
      ...(through && { through }),
    })
  const interest = (feature: string, n: number): Feature =>
    readingFeature({
      feature,
      series: ['openInterest'],
      warmUp: n + 1,
      read: (input, id) => (input.kind === 'openInterest' && input.id === id ? input.contracts : undefined),
      through: () => rocp(n),
    })
  const [long, short] = [observationFeature('liquidations/long'), observationFeature('liquidations/short')]
  const [imbalance, depth] = [bookImbalance(), bookDepth(0.01)]
  const total = ({ bid, ask }: { readonly bid: number; readonly ask: number }): number => bid + ask
  const pair = pairFeature('btc-eth correlation', eth, 31, () => ofReturns(movingCorrelation(30)))
  return [
    funding('funding', 1),
    readingFeature({
      feature: 'funding per year',
      series: ['funding'],
      read: (input, id) =>
        input.kind === 'funding' && input.id === id ? (input.rate * 8760) / input.hours : undefined,
    }),
    funding('funding less 30 d mean', fundings, () =>
      overWindow(fundings, (values) => values.at(-1)! - values.reduce((sum, x) => sum + x, 0) / values.length),
    ),
    interest('interest change 1', 1),
    interest('interest change 7', 7),
    combineFeatures('liquidations', [long, short], (l, s) => l + s),
    combineFeatures('liquidation side', [long, short], (l, s) => (l + s > 0 ? (s - l) / (s + l) : Number.NaN)),
    readingFeature({
      feature: 'spread',
      series: ['quote'],
      read: (input, id) =>
        input.kind === 'quote' && input.id === id ? (2 * (input.ask - input.bid)) / (input.ask + input.bid) : undefined,
    }),
    bookFeature('imbalance', (bids, asks) => imbalance.next({ bids, asks })),
    bookFeature('depth', (bids, asks) => total(depth.next({ bids, asks }))),
    { ...pair, create: () => pair.create(btc) },
    ...Object.entries(cryptoSeries).map(([feature, series]) => observationFeature(series, { feature })),
    observationFeature('exchangeNetflow', { feature: 'netflow z 30', warmUp: 30, through: () => zScore(30) }),
    observationFeature('activeAddresses', { feature: 'addresses 30 d', warmUp: 31, through: () => rocp(30) }),
    ratioOf('reserves over market cap', 'exchangeReservesValue', 'marketCap'),
  ]
}

function bookFeature(feature: string, of: (bids: Float64Array, asks: Float64Array) => number): Feature {
  return readingFeature({
    feature,
    series: ['book'],
    read: (input, id) =>
      input.kind === 'book' && input.id === id && input.snapshot ? of(input.bids, input.asks) : undefined,
  })
}
