import { BourseError } from '@bourse/core'
import { logRatio } from '../kernel/logRatio.js'
import { refusal } from '../refuse.js'
import type { SmileQuotes } from './smileFit.js'

/** The usable quotes of an expiry, by rising strike: k, volatility, band, and one over what a distance is measured in. */
export type SmileRows = {
  readonly count: number
  readonly strikes: Float64Array
  readonly k: Float64Array
  readonly vol: Float64Array
  readonly bid: Float64Array
  readonly ask: Float64Array
  readonly scale: Float64Array
}

/** Checks quotes on their way in, and keeps those that say something. */
export function smileRows(quotes: SmileQuotes, shift: number = 0): SmileRows {
  const { forward, years, strikes, vols, bidVols, askVols, weights } = quotes
  if (!(forward + shift > 0 && forward < Infinity))
    throw refusal('quotes.forward', forward, shift === 0 ? 'a finite number > 0' : `a finite number > ${-shift}`)
  if (!(years > 0 && years < Infinity)) throw refusal('quotes.years', years, 'a finite number > 0')
  for (const [name, column] of Object.entries({ vols, bidVols, askVols, weights }))
    if (column !== undefined && column.length !== strikes.length) throw unequal(name, column.length, strikes.length)
  const order: number[] = []
  for (let i = 0; i < strikes.length; i++) {
    const usable = strikes[i]! + shift > 0 && strikes[i]! < Infinity && vols[i]! > 0 && vols[i]! < Infinity
    if (usable && (weights === undefined || weights[i]! > 0)) order.push(i)
  }
  order.sort((i, j) => strikes[i]! - strikes[j]!)
  const pick = (of: (i: number) => number): Float64Array => Float64Array.from(order, of)
  const nothing = Number.NaN
  const halves = pick((i) => 0.5 * ((askVols?.[i] ?? nothing) - (bidVols?.[i] ?? nothing)))
  const widths = halves.filter((half) => half > 0)
  // A spread of nothing would count for everything, one that is not known as much as the usual one.
  const usual = widths.length === 0 ? 0.001 : widths.sort()[widths.length >> 1]!
  const scaleOf = (half: number): number => 1 / Math.max(half > 0 ? half : usual, 0.1 * usual, 1e-5)
  return {
    count: order.length,
    strikes: pick((i) => strikes[i]!),
    k: pick((i) => logRatio(strikes[i]! + shift, forward + shift)),
    vol: pick((i) => vols[i]!),
    bid: pick((i) => bidVols?.[i] ?? nothing),
    ask: pick((i) => askVols?.[i] ?? nothing),
    scale: weights === undefined ? halves.map(scaleOf) : pick((i) => Math.sqrt(weights[i]!)),
  }
}

/** Whether any quote has both sides. */
export function isBanded({ bid, ask }: SmileRows): boolean {
  return ask.some((offer, i) => offer >= bid[i]!)
}

/** How far a smile is from its quotes, and which share of them it passes between. */
export function smileMisfit(
  rows: SmileRows,
  volOf: (strike: number) => number,
): { readonly rmse: number; readonly inside: number } {
  let [squares, banded, within] = [0, 0, 0]
  for (let i = 0; i < rows.count; i++) {
    const vol = volOf(rows.strikes[i]!)
    squares += (vol - rows.vol[i]!) ** 2
    if (!(rows.ask[i]! >= rows.bid[i]!)) continue
    banded++
    if (vol >= rows.bid[i]! && vol <= rows.ask[i]!) within++
  }
  return { rmse: Math.sqrt(squares / rows.count), inside: banded === 0 ? Number.NaN : within / banded }
}

function unequal(name: string, length: number, strikes: number): BourseError {
  return new BourseError('input/out-of-range', `quotes.${name} has ${length} rows, quotes.strikes ${strikes}`, {
    details: { argument: `quotes.${name}`, value: length, allowed: strikes },
    remedy: 'give every column one row per strike',
  })
}
