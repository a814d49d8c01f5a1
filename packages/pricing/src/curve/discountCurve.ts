import { refusal } from '../refuse.js'

/** Today's value of money to come. Rates continuous per year, `years` from today. */
export interface DiscountCurve {
  /** Value today of 1 paid in `years` (>= 0). */
  discount(years: number): number
  /** -ln(discount) / years; the limit at 0. */
  zeroRate(years: number): number
}

/**
 * The same rate at every maturity.
 *
 * @example
 * import { flatCurve } from '@bourse/pricing'
 * flatCurve(0.04).discount(0.5) // => 0.980199
 */
export function flatCurve(rate: number): DiscountCurve {
  if (!Number.isFinite(rate)) throw refusal('rate', rate, 'a finite number')
  return {
    discount: (years) => Math.exp(-rate * checkYears(years)),
    zeroRate(years) {
      checkYears(years)
      return rate
    },
  }
}

/**
 * A curve through zero rates: between two pillars ln(discount) is linear, so that the forward rate between them is
 * flat; before the first and after the last the zero rate is flat.
 *
 * @param years of the pillars, > 0 and rising
 * @param rates zero rate of each, continuous per year
 * @see P. Hagan and G. West, Interpolation methods for curve construction, Applied Mathematical Finance 13 (2006), p. 95
 * @example
 * import { zeroCurve } from '@bourse/pricing'
 * const curve = zeroCurve([0.25, 1, 2], [0.05, 0.045, 0.04])
 * curve.zeroRate(1.5) // => 0.0416667
 */
export function zeroCurve(years: readonly number[], rates: readonly number[]): DiscountCurve {
  if (years.length === 0 || years.length !== rates.length)
    throw refusal('rates.length', rates.length, `the number of pillars (${years.length}), at least 1`)
  const growth: number[] = [] // -ln(discount) at the pillars
  for (let i = 0; i < years.length; i++) {
    const at = years[i]!
    if (!(at > (years[i - 1] ?? 0) && at < Infinity)) throw refusal(`years[${i}]`, at, 'more than the pillar before it')
    if (!Number.isFinite(rates[i]!)) throw refusal(`rates[${i}]`, rates[i]!, 'a finite number')
    growth.push(rates[i]! * at)
  }
  const last = years.length - 1
  const growthAt = (t: number): number => {
    if (t <= years[0]!) return rates[0]! * t
    if (t >= years[last]!) return rates[last]! * t
    let low = 0
    let high = last
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (years[middle]! <= t) low = middle
      else high = middle
    }
    const share = (t - years[low]!) / (years[high]! - years[low]!)
    return growth[low]! + share * (growth[high]! - growth[low]!)
  }
  return {
    discount: (at) => Math.exp(-growthAt(checkYears(at))),
    zeroRate: (at) => (checkYears(at) === 0 ? rates[0]! : growthAt(at) / at),
  }
}

/**
 * The continuous rate agreed today for the time between two maturities.
 *
 * @example
 * import { forwardRate, zeroCurve } from '@bourse/pricing'
 * forwardRate(zeroCurve([1, 2], [0.05, 0.04]), 1, 2) // => 0.03
 */
export function forwardRate(curve: DiscountCurve, from: number, to: number): number {
  if (!(to > from)) throw refusal('to', to, `more than from (${from})`)
  return (curve.zeroRate(to) * to - curve.zeroRate(from) * from) / (to - from)
}

function checkYears(years: number): number {
  if (years >= 0 && years < Infinity) return years
  throw refusal('years', years, 'a finite number >= 0')
}
