// Sixteen scenarios in the manner of SPAN: how much a product's futures and options can lose until tomorrow. Ranges are the
// clearing house's, and inputs: this is not its file.
import { badArgument } from '@bourse/core'
import { black } from '@bourse/pricing'
import { checkPositive } from '../measures/returns.js'

/** `quantity` signed contracts; `years` to expiry, `vol` 0.2 = 20 %. */
export type SpanPosition =
  | { readonly type: 'future'; readonly quantity: number }
  | {
      readonly type: 'option'
      readonly right: 'call' | 'put'
      readonly strike: number
      readonly years: number
      readonly vol: number
      readonly quantity: number
    }

/**
 * `price` of the future; `priceRange` in its points; `volRange` in points of volatility (0.06), or as a share of each
 * option's own with `relative`. The last two scenarios move `extremeMultiple` ranges and count `extremeCover` of the loss.
 * `rate` continuous per year; `lookAhead` in years, default one day.
 */
export type SpanProduct = {
  readonly price: number
  readonly multiplier: number
  readonly priceRange: number
  readonly volRange: number
  readonly relative?: boolean
  readonly extremeMultiple: number
  readonly extremeCover: number
  readonly rate: number
  readonly lookAhead?: number
}

/** `losses` by scenario, positive = loss; `active` the worst, counted from 1; `risk` its loss, never negative. */
export type SpanRisk = { readonly losses: Float64Array; readonly active: number; readonly risk: number }

// Price in ranges, volatility in ranges, share that counts; 15 and 16 in extreme multiples.
const thirds = [0, 1 / 3, -1 / 3, 2 / 3, -2 / 3, 1, -1]
const scenarios: readonly (readonly [price: number, vol: number])[] = /* @__PURE__ */ thirds.flatMap(
  (price) =>
    [
      [price, 1],
      [price, -1],
    ] as const,
)

/**
 * Scan risk of one product: prices at 0, thirds, two thirds and the whole of the range with volatility up and down, and
 * two extreme moves of which a part counts; options by Black-76, one day older.
 *
 * @throws BourseError where a number is out of its domain
 * @see CME Group, "CME SPAN: Standard Portfolio Analysis of Risk", the risk arrays
 *
 * @example
 * import { spanRisk } from '@bourse/risk/margin'
 * const es = { price: 5000, multiplier: 50, priceRange: 250, volRange: 0.06, extremeMultiple: 3, extremeCover: 0.33, rate: 0.04 }
 * spanRisk([{ type: 'future', quantity: 1 }], es).risk // => 12500
 */
export function spanRisk(positions: readonly SpanPosition[], product: SpanProduct): SpanRisk {
  const where = 'spanRisk'
  const { price, multiplier, priceRange, volRange, extremeMultiple, extremeCover, rate, lookAhead = 1 / 365 } = product
  for (const [name, value] of Object.entries({ price, multiplier, priceRange, extremeMultiple }))
    checkPositive(where, name, value)
  for (const [name, value] of Object.entries({ volRange, extremeCover, lookAhead }))
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw badArgument(where, name, value, 'a finite number >= 0')
  if (!Number.isFinite(rate)) throw badArgument(where, 'rate', rate, 'a finite rate')
  const losses = new Float64Array(16)
  for (const [i, position] of positions.entries()) {
    checkPosition(where, i, position)
    const scale = position.quantity * multiplier
    const now = spanValue(position, price, 0, 0, product)
    for (let s = 0; s < 14; s++) {
      const [move, vol] = scenarios[s]!
      losses[s]! -= scale * (spanValue(position, price + move * priceRange, vol, lookAhead, product) - now)
    }
    for (const [s, sign] of [
      [14, 1],
      [15, -1],
    ] as const) {
      const far = spanValue(position, price + sign * extremeMultiple * priceRange, 0, lookAhead, product)
      losses[s]! -= scale * (far - now) * extremeCover
    }
  }
  let active = 0
  for (let s = 1; s < 16; s++) if (losses[s]! > losses[active]!) active = s
  return { losses, active: active + 1, risk: Math.max(0, losses[active]!) }
}

function checkPosition(where: string, i: number, position: SpanPosition): void {
  if (!Number.isFinite(position.quantity))
    throw badArgument(where, `positions[${i}].quantity`, position.quantity, 'a finite number of contracts')
  if (position.type === 'future') return
  for (const [name, value] of Object.entries({ strike: position.strike, years: position.years }))
    checkPositive(where, `positions[${i}].${name}`, value)
  if (!(position.vol >= 0 && position.vol < Number.POSITIVE_INFINITY))
    throw badArgument(where, `positions[${i}].vol`, position.vol, 'a finite volatility >= 0')
}

/** Per unit of the underlying. A price that a move takes to nothing is worth its payoff there. */
function spanValue(
  position: SpanPosition,
  price: number,
  volMove: number,
  passed: number,
  { volRange, relative = false, rate }: SpanProduct,
): number {
  if (position.type === 'future') return price
  const years = Math.max(0, position.years - passed)
  const vol = Math.max(0, position.vol + volMove * (relative ? volRange * position.vol : volRange))
  const sign = position.right === 'call' ? 1 : -1
  const discount = Math.exp(-rate * years)
  if (!(price > 0)) return discount * Math.max(0, sign * (price - position.strike))
  return discount * black(price, position.strike, vol * Math.sqrt(years), sign)
}
