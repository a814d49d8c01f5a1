// Signals between markets, as features: equal in columns and streams. Lengths count bars, so hourly bars make 4 four hours.
import type { InstrumentId, Json, Stepper } from '@bourse/core'
import { movingCorrelation, rocp, zScore } from '@bourse/indicators'
import { barFeature, ofBar } from './barFeature.js'
import { combineFeatures, featureOf } from './combineFeatures.js'
import type { Feature } from './feature.js'
import { ofReturns, pairFeature } from './pairFeature.js'

/**
 * How far a coin has run ahead of BTC (above 0) or fallen behind: its return over `length` bars less `beta` times BTC's, in
 * deviations of the last `history` such differences. `btcDivergence` beyond 2 or -2 is a signal by the usual rule.
 *
 * @param options.length bars, default 4: with hourly bars four hours
 * @param options.history default 100
 * @param options.beta default 1; see `assetSettings`
 * @example
 * import { btcDivergence } from '@bourse/scoring'
 * btcDivergence('BTC/USDT@binance').warmUp // => 104
 */
export function btcDivergence(
  btc: InstrumentId,
  options: { readonly length?: number; readonly history?: number; readonly beta?: number } = {},
): Feature {
  const { length = 4, history = 100, beta = 1 } = options
  return pairFeature('btc divergence', btc, length + history, () => {
    const [own, other, score] = [rocp(length), rocp(length), zScore(history)]
    return together([own, other, score], ([mine, theirs]) => {
      const ahead = own.next(mine) - beta * other.next(theirs)
      return Number.isNaN(ahead) ? ahead : score.next(ahead)
    })
  })
}

/**
 * Mean return of a sector over `length` bars less that of the instrument: money that came to the neighbours first.
 *
 * @param length default 24: with hourly bars a day
 * @example
 * import { sectorMomentum } from '@bourse/scoring'
 * sectorMomentum(['AAVE@X', 'UNI@X']).feature // => 'sector momentum'
 */
export function sectorMomentum(sector: readonly InstrumentId[], length: number = 24): Feature {
  const moved = barFeature(`return ${length}`, length + 1, () =>
    ofBar(
      ({ close }) => close,
      rocp(length),
      (x) => x,
    ),
  )
  return combineFeatures('sector momentum', [moved, ...sector.map((id) => featureOf(id, moved))], (own, ...others) => {
    const present = others.filter((x) => !Number.isNaN(x))
    return present.reduce((sum, x) => sum + x, 0) / present.length - own
  })
}

/**
 * 1 where two markets that went together (correlation of returns at least `from` over `long` bars) no longer do (below `below`
 * over `short` bars), else 0.
 *
 * @param options.from default 0.7
 * @param options.below default 0.3
 * @param options.long default 90
 * @param options.short default 10
 * @example
 * import { correlationBreak } from '@bourse/scoring'
 * correlationBreak('BTC/USDT@binance').warmUp // => 101
 */
export function correlationBreak(
  other: InstrumentId,
  options: { readonly from?: number; readonly below?: number; readonly long?: number; readonly short?: number } = {},
): Feature {
  const { from = 0.7, below = 0.3, long = 90, short = 10 } = options
  return pairFeature('correlation breakdown', other, long + short + 1, () => {
    const [usual, lately] = [movingCorrelation(long), movingCorrelation(short)]
    // What was usual is measured before what happened lately, or the breakdown would hide itself.
    let waiting: (readonly [number, number])[] = []
    const inner: Stepper<readonly [number, number], number> = {
      next(pair) {
        waiting.push(pair)
        const before = waiting.length > short ? usual.next(waiting.shift()!) : Number.NaN
        const now = lately.next(pair)
        return Number.isNaN(before + now) ? Number.NaN : before >= from && now < below ? 1 : 0
      },
      save: () => ({ waiting, usual: usual.save(), lately: lately.save() }),
      load(state) {
        const saved = state as {
          readonly waiting: readonly (readonly [number, number])[]
          readonly usual: Json
          readonly lately: Json
        }
        waiting = [...saved.waiting]
        usual.load(saved.usual)
        lately.load(saved.lately)
      },
    }
    return ofReturns(inner)
  })
}

function together<I>(
  machines: readonly { save(): Json; load(state: Json): void }[],
  next: (input: I) => number,
): Stepper<I, number> {
  return {
    next,
    save: () => machines.map((machine) => machine.save()),
    load(state) {
      for (const [k, machine] of machines.entries()) machine.load((state as readonly Json[])[k]!)
    },
  }
}
