import { type Contender, defineBench, type Race } from '@bourse/proof'
import * as indicatorts from 'indicatorts'
import * as technical from 'technicalindicators'
import { randomSeries } from './fixtures/randomSeries.js'
import { talibColumns } from './fixtures/talib.js'
import { loadTalib, loadTalibWeb, talibFunctions } from './fixtures/talibWasm.js'

// Columns of 10000 bars. talib-web stands here twice: as its users call it, and the WebAssembly alone, without the copying
// in and out that its wrapper does.
const bars = 10_000

type Peers = { readonly technical?: () => ArrayLike<unknown>; readonly indicatorts?: () => ArrayLike<unknown> }
type Columns = { readonly [field in 'open' | 'high' | 'low' | 'close' | 'volume']: number[] }

const defaults: { readonly [option: string]: number } = {
  length: 14,
  fastPeriod: 12,
  slowPeriod: 26,
  signalPeriod: 9,
  MAType: 0,
  fastMAType: 0,
  slowMAType: 0,
  signalMAType: 0,
  slowK_MAType: 0,
  slowD_MAType: 0,
  fastD_MAType: 0,
  nbDev: 1,
  nbDevUp: 2,
  nbDevDn: 2,
  VFactor: 0.7,
  minPeriod: 2,
  maxPeriod: 30,
  fastLimit: 0.5,
  slowLimit: 0.05,
  startValue: 0,
  offsetOnReverse: 0,
  acceleration: 0.02,
  maximum: 0.2,
  fastK_Period: 14,
  slowK_Period: 3,
  slowD_Period: 3,
  fastD_Period: 3,
  timePeriod1: 7,
  timePeriod2: 14,
  timePeriod3: 28,
}

const defaultOf = (option: string): number => defaults[option] ?? (option.includes('Max') ? 0.2 : 0.02)

// Those of the two libraries that mean the same function.
function peersOf(fn: string, { high, low, close, volume }: Columns): Peers {
  const values = close
  const period = 14
  const hlc = { high, low, close, period }
  const list: { readonly [fn: string]: Peers } = {
    SMA: { technical: () => technical.sma({ values, period }), indicatorts: () => indicatorts.sma(close, { period }) },
    EMA: { technical: () => technical.ema({ values, period }), indicatorts: () => indicatorts.ema(close, { period }) },
    WMA: { technical: () => technical.wma({ values, period }) },
    DEMA: { indicatorts: () => indicatorts.dema(close, { period }) },
    TEMA: { indicatorts: () => indicatorts.tema(close, { period }) },
    TRIMA: { indicatorts: () => indicatorts.trima(close, { period }) },
    TRIX: {
      technical: () => technical.trix({ values, period }),
      indicatorts: () => indicatorts.trix(close, { period }),
    },
    RSI: { technical: () => technical.rsi({ values, period }), indicatorts: () => indicatorts.rsi(close, { period }) },
    ATR: {
      technical: () => technical.atr(hlc),
      indicatorts: () => indicatorts.atr(high, low, close, { period }).atrLine,
    },
    TRANGE: {
      technical: () => technical.truerange({ high, low, close }),
      indicatorts: () => indicatorts.tr(high, low, close),
    },
    ADX: { technical: () => technical.adx(hlc) },
    CCI: { technical: () => technical.cci(hlc), indicatorts: () => indicatorts.cci(high, low, close, { period }) },
    WILLR: {
      technical: () => technical.williamsr(hlc),
      indicatorts: () => indicatorts.willr(high, low, close, { period }),
    },
    ROC: { technical: () => technical.roc({ values, period }), indicatorts: () => indicatorts.roc(close, { period }) },
    OBV: { technical: () => technical.obv({ close, volume }), indicatorts: () => indicatorts.obv(close, volume) },
    AD: {
      technical: () => technical.adl({ high, low, close, volume }),
      indicatorts: () => indicatorts.ad(high, low, close, volume),
    },
    MFI: {
      technical: () => technical.mfi({ high, low, close, volume, period }),
      indicatorts: () => indicatorts.mfi(high, low, close, volume, { period }),
    },
    STDDEV: {
      technical: () => technical.sd({ values, period }),
      indicatorts: () => indicatorts.mstd(close, { period }),
    },
    MAX: {
      technical: () => technical.highest({ values, period }),
      indicatorts: () => indicatorts.mmax(close, { period }),
    },
    MIN: {
      technical: () => technical.lowest({ values, period }),
      indicatorts: () => indicatorts.mmin(close, { period }),
    },
    SUM: { technical: () => technical.sum({ values, period }), indicatorts: () => indicatorts.msum(close, { period }) },
    BBANDS: {
      technical: () => technical.bollingerbands({ values, period, stdDev: 2 }),
      indicatorts: () => indicatorts.bb(close, { period }).upper,
    },
    MACD: {
      technical: () =>
        technical.macd({
          values,
          fastPeriod: 12,
          slowPeriod: 26,
          signalPeriod: 9,
          SimpleMAOscillator: false,
          SimpleMASignal: false,
        }),
      indicatorts: () => indicatorts.macd(close, { fast: 12, slow: 26, signal: 9 }).macdLine,
    },
    APO: { indicatorts: () => indicatorts.apo(close, { fast: 12, slow: 26 }) },
    AROON: { indicatorts: () => indicatorts.aroon(high, low, { period }).up },
    STOCH: {
      technical: () => technical.stochastic({ ...hlc, signalPeriod: 3 }),
      indicatorts: () => indicatorts.stoch(high, low, close, { kPeriod: 14, dPeriod: 3 }).k,
    },
    STOCHRSI: {
      technical: () => technical.stochasticrsi({ values, rsiPeriod: 14, stochasticPeriod: 14, kPeriod: 1, dPeriod: 3 }),
    },
    SAR: {
      technical: () => technical.psar({ high, low, step: 0.02, max: 0.2 }),
      indicatorts: () => indicatorts.psar(high, low, close, { step: 0.02, max: 0.2 }).psarResult,
    },
    TYPPRICE: { indicatorts: () => indicatorts.typprice(high, low, close) },
  }
  return list[fn] ?? {}
}

async function races(): Promise<readonly Race[]> {
  const talib = await loadTalib()
  const series = randomSeries(1, bars)
  const lists = Object.fromEntries(
    (['open', 'high', 'low', 'close', 'volume'] as const).map((field) => [field, Array.from(series[field])]),
  ) as Columns
  const all: Race[] = []
  for (const [fn, shape] of Object.entries(talibFunctions)) {
    const { functions } = await loadTalibWeb()
    const sources = shape.inputs.map((name) =>
      name === 'real' ? 'close' : name === 'real1' ? 'open' : name === 'periods' ? '5+i%20' : name,
    )
    const columns = sources.map((source) =>
      source === '5+i%20' ? series.close.map((_, i) => 5 + (i % 20)) : series[source as keyof typeof series],
    )
    const options = shape.options.map(defaultOf)
    const params = Object.fromEntries(
      shape.options.map((name, i) => [name === 'length' ? 'timePeriod' : name, options[i]!]),
    )
    const inReal = sources.includes('open') && shape.inputs.includes('real1') ? 'inReal0' : 'inReal'
    const theirs = Object.fromEntries(
      shape.inputs.map((name, i) => [
        name === 'real' ? inReal : name === 'real1' ? 'inReal1' : name === 'periods' ? 'inPeriods' : name,
        Array.from(columns[i]!),
      ]),
    )
    const wrapper = (
      functions as { readonly [name: string]: (given: object) => { readonly [output: string]: number[] } }
    )[fn]!
    const peers = peersOf(fn, lists)
    // Ours fills the caller's column where there is one output.
    const out = shape.outputs === 1 ? new Float64Array(bars) : undefined
    const contenders: { [name: string]: Contender } = {
      bourse: () => talibColumns(fn, params, series, sources, out)[0]!.at(-1)!,
      'talib-web': () => Object.values(wrapper({ ...theirs, ...params }))[0]!.length,
      'TA-Lib WASM alone': () => talib(fn, shape, columns, options)[0]!.at(-1)!,
    }
    const { technical: one, indicatorts: other } = peers
    if (one !== undefined) contenders['technicalindicators'] = () => one().length
    if (other !== undefined) contenders['indicatorts'] = () => other().length
    all.push({ name: fn, operations: bars, contenders })
  }
  return all
}

export const bench = defineBench({ title: `columns of ${bars} bars`, races })
