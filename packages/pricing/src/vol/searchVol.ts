import { ABOVE_MAXIMUM, BELOW_INTRINSIC, INVALID_INPUT } from '../columns/columns.js'
import type { OptionMarket, OptionTerms, PricingModel } from '../terms.js'

const LEAST = 1e-6
const MOST = 100

/**
 * The volatility of a model that has only a price: bracketed between 1e-6 and 100 (price rises with volatility), then
 * regula falsi in the Illinois form, which never leaves the bracket. Minus a status byte where there is none.
 */
export function searchVol(
  option: OptionTerms,
  market: Omit<OptionMarket, 'vol'>,
  premium: number,
  model: PricingModel,
): number {
  const gap = (vol: number): number => model.price(option, { ...market, vol }) - premium
  let low = LEAST
  let high = 0.5
  let below: number
  let above: number
  try {
    below = gap(low)
    above = gap(high)
    while (above < 0 && high < MOST) {
      low = high
      below = above
      high *= 2
      above = gap(high)
    }
  } catch {
    return -INVALID_INPUT
  }
  if (!(below <= 0)) return below > 0 ? -BELOW_INTRINSIC : -INVALID_INPUT
  if (!(above >= 0)) return above < 0 ? -ABOVE_MAXIMUM : -INVALID_INPUT
  // A premium of exactly the least price: an American option that is to be exercised has it at every low volatility.
  if (below === 0) return 0
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i++) {
    const guess = low - below * ((high - low) / (above - below))
    // Every third step halves: a price that is flat on one side would otherwise be approached one hair at a time.
    const vol = i % 3 === 2 || !(guess > low && guess < high) ? 0.5 * (low + high) : guess
    if (vol === low || vol === high) break
    const value = gap(vol)
    if (value === 0) return vol
    if (value < 0) {
      low = vol
      below = value
      above *= 0.5
    } else {
      high = vol
      above = value
      below *= 0.5
    }
  }
  return 0.5 * (low + high)
}
