import type { EpochMs, InstrumentId } from '@bourse/core'
import type { StrikeQuotes } from '../parity/strikeQuotes.js'
import type { ChainSeries } from './chainLayout.js'
import { CHAIN_STATUS } from './chainStatus.js'
import type { ChainOption, ExpirySlice } from './chainTypes.js'
import { type ChainPricing, priceSides } from './priceSeries.js'

/** A copy of one expiry that later quotes do not touch; objects and side volatilities are made when they are read. */
export function expirySlice(
  underlying: InstrumentId,
  time: EpochMs,
  live: ChainSeries,
  pricing: ChainPricing,
): ExpirySlice {
  const series = copyOf(live)
  const { entries, greeks, rows } = series
  const made: (ChainOption | undefined)[] = []
  const at = (i: number): ChainOption => {
    if (series.sidesDirty) priceSides(series, pricing)
    made[i] ??= optionAt(series, i, series.bidVols.vol, series.askVols.vol)
    return made[i]
  }
  const nearest = (right: 'call' | 'put', distance: (i: number) => number): ChainOption | undefined => {
    const sign = right === 'call' ? 1 : -1
    let best = -1
    let smallest = Infinity
    for (let i = 0; i < entries.length; i++)
      if (rows.right[i] === sign && distance(i) < smallest) {
        best = i
        smallest = distance(i)
      }
    return best < 0 ? undefined : at(best)
  }
  return {
    ...series.terms,
    underlying,
    time,
    get options() {
      return entries.map((_, i) => at(i))
    },
    byDelta: (right, delta) => nearest(right, (i) => Math.abs(Math.abs(greeks.delta[i]!) - Math.abs(delta))),
    byStrike: (right, strike) => nearest(right, (i) => Math.abs(rows.strike[i]! - strike)),
    quotes: () => copyColumns(series.quotes) as StrikeQuotes,
  }
}

/** Row `i` of an expiry as an object. */
export function optionAt(series: ChainSeries, i: number, bidVol: Float64Array, askVol: Float64Array): ChainOption {
  const { entries, bid, ask, mid, age, vols, greeks } = series
  return {
    option: entries[i]!.option,
    bid: bid[i]!,
    ask: ask[i]!,
    mid: mid[i]!,
    vol: vols.vol[i]!,
    bidVol: bidVol[i]!,
    askVol: askVol[i]!,
    greeks: {
      price: greeks.price[i]!,
      delta: greeks.delta[i]!,
      gamma: greeks.gamma[i]!,
      vega: greeks.vega[i]!,
      theta: greeks.theta[i]!,
      rho: greeks.rho[i]!,
    },
    status: CHAIN_STATUS[vols.status[i]!]!,
    age: age[i]!,
  }
}

function copyOf(series: ChainSeries): ChainSeries {
  const { rows, bid, ask, mid, age, premium, vols, bidVols, askVols, greeks, quotes } = series
  return {
    ...series,
    ...(copyColumns({ rows, bid, ask, mid, age, premium, vols, bidVols, askVols, greeks, quotes }) as ChainSeries),
    // The options themselves never change; their entries take new quotes, which are not read here.
    entries: series.entries.map((entry) => ({ ...entry })),
  }
}

function copyColumns(columns: object): object {
  const copy: { [name: string]: unknown } = {}
  for (const [name, column] of Object.entries(columns))
    copy[name] = ArrayBuffer.isView(column) ? (column as Float64Array).slice() : copyColumns(column as object)
  return copy
}
