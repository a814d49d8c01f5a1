import type { BookFilter, BookView } from '../book/bookView.js'
import type { Instruments } from '@bourse/assets'
import { differentHoles } from './bucketSums.js'
import type { BookGreeks } from './exposure.js'
import { type ExposureLine, exposureLines } from './exposureLines.js'
import { underlyingOf } from './underlyingOf.js'
import type { Valuation } from './valuation.js'

/**
 * Greeks of the whole book by `@bourse/pricing`, from marks, volatilities, rates and dividends of the market at the
 * book's time: units as in `BookGreeks`. Everything that is no option is its own underlying and has delta alone; the
 * rate risk of bonds and forwards is not in rho.
 *
 * @param options.underlying Greeks of what is on this alone (as `underlyingOf` names it)
 */
export function bookGreeks(
  book: BookView,
  valuation: Valuation,
  options: { readonly filter?: BookFilter; readonly underlying?: string } = {},
): BookGreeks {
  const lines = exposureLines(book, valuation, options.filter)
  const { underlying } = options
  const kept = underlying === undefined ? lines : lines.filter((line) => isOn(line, underlying, valuation.instruments))
  const [delta, gamma, vega, theta, rho] = greeksOfLines(kept)
  const amount = (value: number): { readonly currency: string; readonly value: number } => ({
    currency: book.base,
    value,
  })
  const holes = kept.flatMap((line) => line.holes)
  return {
    delta: amount(delta),
    gamma: amount(gamma),
    vega: amount(vega),
    theta: amount(theta),
    rho: amount(rho),
    ...(holes.length === 0 ? {} : { holes: differentHoles(holes) }),
  }
}

function isOn({ instrument, of }: ExposureLine, underlying: string, instruments: Instruments): boolean {
  return (instrument === undefined ? of : underlyingOf(instrument, instruments)) === underlying
}

function greeksOfLines(lines: readonly ExposureLine[]): readonly [number, number, number, number, number] {
  let [delta, gamma, vega, theta, rho] = [0, 0, 0, 0, 0]
  for (const { exposure, unit, quantity, account, instrument } of lines) {
    delta += exposure / 100
    const option = unit?.option
    if (option !== undefined) {
      const { greeks, spot, factor } = option
      const by = quantity * factor
      gamma += (by * greeks.gamma * spot * spot) / 1e4
      vega += by * greeks.vega
      theta += by * greeks.theta
      rho += by * greeks.rho
    } else if (instrument === undefined ? account !== undefined : instrument.kind === 'option') {
      // Without a market, or without knowing what it is, nothing is told of the other Greeks either.
      ;[gamma, vega, theta, rho] = [Number.NaN, Number.NaN, Number.NaN, Number.NaN]
    }
  }
  return [delta, gamma, vega, theta, rho]
}
