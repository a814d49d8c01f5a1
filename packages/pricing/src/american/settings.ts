import { type BoundaryScheme, boundaryScheme, type SchemeSize } from './boundaryScheme.js'

/** How much work Andersen and Lake's method does. */
export type AmericanSetting = 'accurate' | 'fast'

const SIZES: { readonly [setting in AmericanSetting | 'sharp']: SchemeSize } = {
  accurate: { nodes: 20, points: 20, iterations: 40, tolerance: 1e-10, pricePoints: 48, crowding: 0.02 },
  // A tolerance of 0: always the same rounds, so that the price has no steps.
  fast: { nodes: 7, points: 6, iterations: 4, tolerance: 0, pricePoints: 16, crowding: 0.1 },
  // Where the drift towards the boundary is many standard deviations, paths cross it at one moment.
  sharp: { nodes: 32, points: 64, iterations: 40, tolerance: 1e-10, pricePoints: 256, crowding: 0.02 },
}

const made: { [setting in AmericanSetting | 'sharp']?: BoundaryScheme } = {}

/** The scheme for an option: made when first needed. Where `fast` would be wrong, at long times, it is `accurate`. */
export function schemeOf(
  setting: AmericanSetting,
  rate: number,
  carryYield: number,
  vol: number,
  years: number,
): BoundaryScheme {
  const deviation = vol * Math.sqrt(years)
  const isLong = deviation > 2 || rate * years > 1
  const size = (rate - carryYield) * years < -4 * deviation ? 'sharp' : isLong ? 'accurate' : setting
  return schemeNamed(size)
}

/** One of the schemes, whatever the option. */
export function schemeNamed(size: AmericanSetting | 'sharp'): BoundaryScheme {
  made[size] ??= boundaryScheme(SIZES[size])
  return made[size]
}

/**
 * The horizon that matters to a put: what is exercised later than 32 / rate is worth less than e^(-32), and with a drift
 * away from the boundary hardly anybody exercises after eight standard deviations of drift. More would thin out the nodes.
 */
export function horizon(rate: number, carryYield: number, vol: number, years: number): number {
  const discounted = rate > 0 ? Math.min(years, 32 / rate) : years
  if (!(rate > carryYield)) return discounted
  const drift = (rate - carryYield - 0.5 * vol * vol) / vol
  return Math.min(discounted, 64 / (drift * drift))
}
