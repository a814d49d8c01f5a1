import {
  adx,
  bollinger,
  breakout,
  cci,
  donchian,
  ema,
  macd,
  mfi,
  natr,
  realisedVolatility,
  rocp,
  rsi,
  sma,
  squeeze,
  stochastic,
  supertrend,
  vwapRolling,
  williamsR,
  zScore,
} from '@bourse/indicators'
import { barFeature, fromBar, ofBar } from './barFeature.js'
import type { Bar } from '@bourse/core'
import type { Feature } from './feature.js'

const close = (bar: Bar): number => bar.close
const same = (value: number): number => value

/**
 * Twenty-three features of bars, all without unit so that instruments compare: returns, distance from averages and bands, momentum,
 * volatility, volume.
 *
 * @param yearLength bars in a year, for the volatility, default 252
 * @example
 * import { technicalFeatures } from '@bourse/scoring'
 * technicalFeatures().length // => 23
 */
export function technicalFeatures(yearLength: number = 252): readonly Feature[] {
  return [
    ...[1, 5, 20, 60].map((n) => barFeature(`return ${n}`, n + 1, () => ofBar(close, rocp(n), same))),
    ...[20, 50].map((n) =>
      barFeature(`above average ${n}`, n, () => ofBar(close, sma(n), (mean, bar) => bar.close / mean - 1)),
    ),
    barFeature('above ema 20', 20, () => ofBar(close, ema(20), (mean, bar) => bar.close / mean - 1)),
    barFeature('above vwap 20', 20, () => fromBar(vwapRolling(20), (vwap, bar) => bar.close / vwap - 1)),
    barFeature('rsi 14', 15, () => ofBar(close, rsi(14), same)),
    barFeature('macd histogram', 34, () => ofBar(close, macd(), ({ histogram }, bar) => histogram / bar.close)),
    barFeature('stochastic k', 9, () => fromBar(stochastic(), ({ k }) => k)),
    barFeature('williams 14', 14, () => fromBar(williamsR(14), same)),
    barFeature('cci 14', 14, () => fromBar(cci(14), same)),
    barFeature('mfi 14', 15, () => fromBar(mfi(14), same)),
    barFeature('adx 14', 28, () => fromBar(adx(14), same)),
    barFeature('band place 20', 20, () =>
      ofBar(close, bollinger(20), ({ upper, lower }, bar) => (bar.close - lower) / (upper - lower)),
    ),
    barFeature('channel place 20', 20, () =>
      fromBar(donchian(20), ({ upper, lower }, bar) => (bar.close - lower) / (upper - lower)),
    ),
    barFeature('breakout 20', 21, () => fromBar(breakout(20), ({ side }) => side)),
    barFeature('supertrend', 11, () => fromBar(supertrend(), ({ line }, bar) => bar.close / line - 1)),
    barFeature('squeeze', 39, () => fromBar(squeeze(), ({ momentum }, bar) => momentum / bar.close)),
    barFeature('range 14', 15, () => fromBar(natr(14), same)),
    barFeature('volatility 20', 21, () => ofBar(close, realisedVolatility(20, yearLength), same)),
    barFeature('volume z 20', 20, () => ofBar(({ volume }) => volume, zScore(20), same)),
  ]
}
