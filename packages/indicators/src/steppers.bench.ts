import { defineBench, type Race } from '@bourse/proof'
import * as technical from 'technicalindicators'
import * as signals from 'trading-signals'
import { randomSeries } from './fixtures/randomSeries.js'
import * as ours from './index.js'

// One value at a time, as a stream brings it; operations are values.
const series = randomSeries(1, 10_000)
const values = Array.from(series.close)
const bars = values.map((close, i) => ({
  open: series.open[i]!,
  high: series.high[i]!,
  low: series.low[i]!,
  close,
  volume: series.volume[i]!,
}))

function fed<I>(items: readonly I[], make: () => (item: I) => unknown): () => number {
  return () => {
    const next = make()
    let answered = 0
    for (const item of items) if (next(item) != null) answered++
    return answered
  }
}

type Updating<I> = { update(item: I, replace: boolean): unknown }

const ofSignals = <I>(make: () => Updating<I>) => {
  return (): ((item: I) => unknown) => {
    const indicator = make()
    return (item) => indicator.update(item, false)
  }
}

const ofOurs = <I, O>(make: () => { next(item: I): O }) => {
  return (): ((item: I) => unknown) => {
    const indicator = make()
    return (item) => indicator.next(item)
  }
}

type Next<I> = { nextValue(item: I): unknown }

const ofTechnical = <I>(make: () => Next<I>) => {
  return (): ((item: I) => unknown) => {
    const indicator = make()
    return (item) => indicator.nextValue(item)
  }
}

function value(
  name: string,
  our: () => { next(x: number): unknown },
  their: () => Updating<number>,
  third?: () => Next<number>,
): Race {
  return {
    name,
    operations: values.length,
    contenders: {
      bourse: fed(values, ofOurs(our)),
      'trading-signals': fed(values, ofSignals(their)),
      ...(third === undefined ? {} : { technicalindicators: fed(values, ofTechnical(third)) }),
    },
  }
}

type FullBar = (typeof bars)[number]

function bar(name: string, our: () => { next(x: FullBar): unknown }, their: () => unknown): Race {
  return {
    name,
    operations: bars.length,
    contenders: {
      bourse: fed(bars, ofOurs(our)),
      'trading-signals': fed(bars, ofSignals(their as () => Updating<FullBar>)),
    },
  }
}

const none = { values: [] as number[] }

export const bench = defineBench({
  title: 'steppers',
  races: () => [
    value(
      'SMA',
      () => ours.sma(14),
      () => new signals.SMA(14),
      () => new technical.SMA({ ...none, period: 14 }),
    ),
    value(
      'EMA',
      () => ours.ema(14),
      () => new signals.EMA(14),
      () => new technical.EMA({ ...none, period: 14 }),
    ),
    value(
      'WMA',
      () => ours.wma(14),
      () => new signals.WMA(14),
      () => new technical.WMA({ ...none, period: 14 }),
    ),
    value(
      'DEMA',
      () => ours.dema(14),
      () => new signals.DEMA(14),
    ),
    value(
      'TEMA',
      () => ours.tema(14),
      () => new signals.TEMA(14),
    ),
    value(
      'TRIMA',
      () => ours.trima(14),
      () => new signals.TRIMA(14),
    ),
    value(
      'KAMA',
      () => ours.kama(14),
      () => new signals.KAMA(14),
    ),
    value(
      'T3',
      () => ours.t3(14),
      () => new signals.T3(14),
    ),
    value(
      'MAMA',
      () => ours.mama(),
      () => new signals.MAMA(),
    ),
    value(
      'HT_TRENDLINE',
      () => ours.hilbertTrendline(),
      () => new signals.HTTrendline(),
    ),
    value(
      'RSI',
      () => ours.rsi(14),
      () => new signals.RSI(14),
      () => new technical.RSI({ ...none, period: 14 }),
    ),
    value(
      'CMO',
      () => ours.cmo(14),
      () => new signals.CMO(14),
    ),
    value(
      'ROC',
      () => ours.roc(14),
      () => new signals.ROC(14),
    ),
    value(
      'MOM',
      () => ours.momentum(14),
      () => new signals.MOM(14),
    ),
    value(
      'BBANDS',
      () => ours.bollinger(20),
      () => new signals.BollingerBands(20, 2),
    ),
    value(
      'LINEARREG',
      () => ours.linearRegression(14),
      () => new signals.LinearRegression(14),
    ),
    bar(
      'ATR',
      () => ours.atr(14),
      () => new signals.ATR(14),
    ),
    bar(
      'NATR',
      () => ours.natr(14),
      () => new signals.NATR(14),
    ),
    bar(
      'TRANGE',
      () => ours.trueRange(),
      () => new signals.TR(),
    ),
    bar(
      'ADX',
      () => ours.adx(14),
      () => new signals.ADX(14),
    ),
    bar(
      'DX',
      () => ours.dx(14),
      () => new signals.DX(14),
    ),
    bar(
      'CCI',
      () => ours.cci(14),
      () => new signals.CCI(14),
    ),
    bar(
      'MFI',
      () => ours.mfi(14),
      () => new signals.MFI(14),
    ),
    bar(
      'AROON',
      () => ours.aroon(14),
      () => new signals.Aroon(14),
    ),
    bar(
      'AD',
      () => ours.adLine(),
      () => new signals.AD(),
    ),
    bar(
      'BOP',
      () => ours.balanceOfPower(),
      () => new signals.BOP(),
    ),
    bar(
      'STOCH',
      () => ours.stochastic(14, 3, 3),
      () => new signals.StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 }),
    ),
    bar(
      'WILLR',
      () => ours.williamsR(14),
      () => new signals.WilliamsR(14),
    ),
    bar(
      'SAR',
      () => ours.parabolicSar(),
      () => new signals.PSAR({ accelerationStep: 0.02, accelerationMax: 0.2 }),
    ),
    bar(
      'SuperTrend',
      () => ours.supertrend(10, 3),
      () => new signals.SuperTrend({ interval: 10, multiplier: 3 } as never),
    ),
  ],
})
