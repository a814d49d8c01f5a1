import type { EpochMs, InstrumentId, Trade } from '@bourse/core'
import { highest, lowest, momentum, movingDeviation } from '@bourse/indicators'
import { barFeature, ofBar } from './barFeature.js'
import { clockFeature } from './clockFeature.js'
import { combineFeatures, featureOf } from './combineFeatures.js'
import type { Feature } from './feature.js'
import { observationFeature } from './observationFeature.js'
import { readingFeature } from './readingFeature.js'

/** The market and its neighbours. */
export type PredictionTerms = {
  /** When it closes. */
  readonly closes: EpochMs
  /** The number of its category in a list of one's own, and how often such questions end in yes. */
  readonly category: number
  readonly baseRate: number
  /** The other side of the same question, and the outcomes that exclude this one. */
  readonly no: InstrumentId
  readonly exclusive: readonly InstrumentId[]
  /** From what size a trade is large, default 1,000 shares. */
  readonly large?: number
}

const quoted = (feature: string, of: (bid: number, ask: number) => number): Feature =>
  readingFeature({
    feature,
    series: ['quote'],
    read: (input, id) => (input.kind === 'quote' && input.id === id ? of(input.bid, input.ask) : undefined),
  })
const mid: Feature = /* @__PURE__ */ quoted('mid', (bid, ask) => (bid + ask) / 2)

/**
 * What a prediction market, its neighbours and its crowd say. Quotes give prices, bars momentum and range, trades large orders;
 * by observation come `liquidity`, `volume/24h`, `volume/total`, `comments`, `traders`. `implied` is the probability that the
 * exclusive outcomes leave to this one, `consistency` how far all of them together are from 1, `yes and no` the same for both
 * sides.
 *
 * @example
 * import { predictionFeatures } from '@bourse/scoring'
 * predictionFeatures({ closes: 1e12, category: 0, baseRate: 0.3, no: 'NO@poly', exclusive: ['B@poly'] }).length // => 24
 */
export function predictionFeatures(terms: PredictionTerms): readonly Feature[] {
  const { closes, category, baseRate, no, exclusive, large = 1000 } = terms
  const others = exclusive.map((id) => featureOf(id, mid))
  const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0)
  const alone = exclusive.length === 0
  const close = (feature: string, warmUp: number, make: () => ReturnType<typeof momentum>): Feature =>
    barFeature(feature, warmUp, () =>
      ofBar(
        (bar) => bar.close,
        make(),
        (x) => x,
      ),
    )
  return [
    mid,
    quoted('bid', (bid) => bid),
    quoted('ask', (_, ask) => ask),
    quoted('spread', (bid, ask) => ask - bid),
    observationFeature('liquidity'),
    observationFeature('volume/24h', { feature: 'volume 24 h' }),
    observationFeature('volume/total', { feature: 'volume' }),
    close('momentum 1', 2, () => momentum(1)),
    close('momentum 24', 25, () => momentum(24)),
    close('volatility 24', 25, () => changes(24)),
    combineFeatures(
      'range 24',
      [close('high', 24, () => highest(24)), close('low', 24, () => lowest(24))],
      (h, l) => h - l,
    ),
    clockFeature('days to close', (time) => Math.max(0, (closes - time) / 86_400_000)),
    clockFeature('category', () => category),
    clockFeature('base rate', () => baseRate),
    combineFeatures('above base rate', [mid], (p) => p - baseRate),
    combineFeatures('implied', others, (...p) => (alone ? Number.NaN : 1 - sum(p))),
    combineFeatures('above implied', [mid, ...others], (p, ...q) => (alone ? Number.NaN : p - (1 - sum(q)))),
    combineFeatures('consistency', [mid, ...others], (...p) => (alone ? Number.NaN : sum(p) - 1)),
    combineFeatures('yes and no', [mid, featureOf(no, mid)], (y, n) => y + n - 1),
    observationFeature('comments'),
    observationFeature('traders'),
    tradeFeature('large share 50', 50, (trades) => shareOf(trades, large)),
    tradeFeature('trade size', 1, ([one]) => one!.size),
    tradeFeature('flow 50', 50, flowOf),
  ]
}

function changes(length: number): ReturnType<typeof momentum> {
  const [change, deviation] = [momentum(1), movingDeviation(length)]
  return {
    next(price) {
      const moved = change.next(price)
      return Number.isNaN(moved) ? moved : deviation.next(moved)
    },
    save: () => [change.save(), deviation.save()],
    load(state) {
      const [first, second] = state as readonly Parameters<typeof change.load>[0][]
      change.load(first!)
      deviation.load(second!)
    },
  }
}

type Print = { readonly size: number; readonly sign: number }

/** Over the last `length` trades; sizes carry the side of the aggressor as their sign, 0 where none is told. */
function tradeFeature(feature: string, length: number, of: (trades: readonly Print[]) => number): Feature {
  const signOf = ({ aggressor }: Trade): number => (aggressor === undefined ? 0 : aggressor === 'buy' ? 1 : -1)
  return {
    feature,
    warmUp: length,
    series: ['trade'],
    create(id) {
      let trades: Print[] = []
      return {
        next(input) {
          if (input.kind === 'trade' && input.id === id) {
            trades.push({ size: input.size, sign: signOf(input) })
            if (trades.length > length) trades.shift()
          }
          return trades.length < length ? Number.NaN : of(trades)
        },
        save: () => trades.map(({ size, sign }) => ({ size: Number.isFinite(size) ? size : null, sign })),
        load(state) {
          trades = (state as readonly { readonly size: number | null; readonly sign: number }[]).map(
            ({ size, sign }) => ({
              size: size ?? Number.NaN,
              sign,
            }),
          )
        },
      }
    },
  }
}

function shareOf(trades: readonly Print[], large: number): number {
  const [part, all] = trades.reduce(([p, a], { size }) => [p + (size >= large ? size : 0), a + size], [0, 0])
  return all! > 0 ? part! / all! : Number.NaN
}

/** Bought less sold over both, of trades whose side is told. */
function flowOf(trades: readonly Print[]): number {
  const told = trades.filter(({ sign }) => sign !== 0)
  const all = told.reduce((sum, { size }) => sum + size, 0)
  return all > 0 ? told.reduce((sum, { size, sign }) => sum + size * sign, 0) / all : Number.NaN
}
