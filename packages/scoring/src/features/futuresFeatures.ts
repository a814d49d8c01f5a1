import {
  type Bar,
  dayNumber,
  type EpochMs,
  type InstrumentId,
  type IsoDate,
  toIsoDate,
  zoneOffsetMs,
} from '@bourse/core'
import type { Calendars } from '@bourse/assets'
import {
  type ContractMonth,
  daysToExpiry,
  type FutureSpec,
  impliedCarry,
  lastTradeDate,
  rollDate,
  rollYield,
} from '@bourse/futures'
import { momentum, movingCorrelation, rocp, sma, volumeProfile } from '@bourse/indicators'
import { barFeature, fromBar, ofBar } from './barFeature.js'
import { clockFeature } from './clockFeature.js'
import { combineFeatures, featureOf } from './combineFeatures.js'
import type { Feature } from './feature.js'
import { observationFeature } from './observationFeature.js'
import { ofReturns, overPair, pairFeature } from './pairFeature.js'
import { readingFeature } from './readingFeature.js'

/** The contract, its neighbours and the markets beside it. */
export type FuturesTerms = {
  readonly spec: FutureSpec
  readonly month: ContractMonth
  readonly calendars: Calendars
  /** The next contract. */
  readonly far: InstrumentId
  readonly farMonth: ContractMonth
  readonly spot: InstrumentId
  readonly tick: number
  /** Ratio to this one (NQ for ES), correlation with that one (CL for ES), the dollar. */
  readonly ratioTo: InstrumentId
  readonly correlationWith: InstrumentId
  readonly dollar: InstrumentId
}

const asItIs = { next: (bar: Bar): Bar => bar, save: () => null, load() {} }
const price: Feature = /* @__PURE__ */ barFeature('close', 1, () => fromBar(asItIs, ({ close }) => close))

/**
 * What a future's curve, book and calendar say, from bars of the contract, its next, spot and the markets beside it (daily ones
 * for the windows in days), quotes, `openInterest` inputs, and observations `cot/large` and `cot/commercial` (net contracts),
 * `rate/USD/2` and `rate/USD/10`.
 *
 * @example
 * import { CL, futuresDays } from '@bourse/futures'
 * import { futuresFeatures } from '@bourse/scoring'
 * futuresFeatures({ spec: CL, month: '2027-01', farMonth: '2027-02', calendars: futuresDays, far: 'CLG27@NYMEX', spot: 'WTI@SPOT',
 *   tick: 0.01, ratioTo: 'RBF27@NYMEX', correlationWith: 'ESH27@CME', dollar: 'DX@ICE' }).length // => 22
 */
export function futuresFeatures(terms: FuturesTerms): readonly Feature[] {
  const { spec, month, farMonth, calendars, far, spot, tick } = terms
  const days = clockFeature(
    'days',
    daily((on) => daysToExpiry(spec, month, on, calendars).calendar),
  )
  const [next, cash] = [featureOf(far, price), featureOf(spot, price)]
  const between = dayNumber(lastTradeDate(spec, farMonth, calendars)) - dayNumber(lastTradeDate(spec, month, calendars))
  const profile = (feature: string, of: (poc: number, high: number, low: number, bar: Bar) => number): Feature =>
    barFeature(feature, 50, () =>
      fromBar(volumeProfile(50), ({ poc, valueHigh, valueLow }, bar) => of(poc, valueHigh, valueLow, bar)),
    )
  const roll = rollDate(spec, month, 'notice-safe', calendars)
  return [
    combineFeatures('front less back', [price, next], (n, f) => n - f),
    combineFeatures('curve slope', [price, next], (n, f) => impliedCarry(f, n, between / 365)),
    combineFeatures('roll yield', [price, next], (n, f) => rollYield(n, f, between).log),
    combineFeatures('basis', [price, cash], (f, s) => f - s),
    combineFeatures('basis per year', [price, cash, days], (f, s, d) =>
      d > 0 ? impliedCarry(f, s, d / 365) : Number.NaN,
    ),
    barFeature('volume over 20 d', 20, () =>
      ofBar(
        ({ volume }) => volume,
        sma(20),
        (mean, { volume }) => volume / mean,
      ),
    ),
    ...[1, 5].map((n) => interestFeature(`interest change ${n} d`, n)),
    observationFeature('cot/large', { feature: 'cot large' }),
    observationFeature('cot/commercial', { feature: 'cot commercial' }),
    readingFeature({
      feature: 'spread in ticks',
      series: ['quote'],
      read: (input, id) => (input.kind === 'quote' && input.id === id ? (input.ask - input.bid) / tick : undefined),
    }),
    profile('distance to poc', (poc, _, __, bar) => bar.close / poc - 1),
    profile('value area place', (_, high, low, bar) => (bar.close - low) / (high - low)),
    pairFeature('ratio', terms.ratioTo, 1, () => overPair((own, other) => own / other)),
    pairFeature('correlation 30', terms.correlationWith, 31, () => ofReturns(movingCorrelation(30))),
    featureOf(
      terms.dollar,
      barFeature('dollar 5 d', 6, () =>
        ofBar(
          ({ close }) => close,
          rocp(5),
          (x) => x,
        ),
      ),
    ),
    combineFeatures(
      'rates slope',
      [observationFeature('rate/USD/10'), observationFeature('rate/USD/2')],
      (ten, two) => ten - two,
    ),
    clockFeature('session', sessionBucket),
    clockFeature('weekday', (time) => (Math.floor(time / 86_400_000) + 3) % 7),
    clockFeature(
      'rollover week',
      daily((on) => (roll.ok ? inWeekBefore(on, roll.value) : Number.NaN)),
    ),
    days,
    clockFeature(
      'business days',
      daily((on) => daysToExpiry(spec, month, on, calendars).business),
    ),
  ]
}

function interestFeature(feature: string, n: number): Feature {
  return readingFeature({
    feature,
    series: ['openInterest'],
    warmUp: n + 1,
    read: (input, id) => (input.kind === 'openInterest' && input.id === id ? input.contracts : undefined),
    through: () => momentum(n),
  })
}

/** Asia 0 (18:00 to 3:00 in New York), London 1 (to 9:30), New York 2 (to 16:00), the close 3. */
function sessionBucket(time: EpochMs): number {
  const minute = Math.floor((time + zoneOffsetMs(time, 'America/New_York')) / 60_000) % 1440
  if (minute >= 1080 || minute < 180) return 0
  if (minute < 570) return 1
  return minute < 960 ? 2 : 3
}

/** 1 in the seven days up to the roll, 0 before, NaN once it is past. */
function inWeekBefore(on: IsoDate, roll: IsoDate): number {
  const left = dayNumber(roll) - dayNumber(on)
  if (left < 0) return Number.NaN
  return left < 7 ? 1 : 0
}

/** A figure of the civil date (UTC), looked up once a day. */
function daily(of: (on: IsoDate) => number): (time: EpochMs) => number {
  let [day, value] = [Number.NaN, Number.NaN]
  return (time) => {
    const today = Math.floor(time / 86_400_000)
    if (today !== day) [day, value] = [today, of(toIsoDate(time))]
    return value
  }
}
