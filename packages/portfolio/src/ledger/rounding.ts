// Where an exact product becomes a sum that is owed.
import { badArgument, type Currency, type Rounding, type RoundingRule } from '@bourse/core'
import { powers, residualDecimals, unitDecimals } from './units.js'

/** How products in a currency are rounded when they are booked; 8 decimals, half-even, where none is named. */
export type BookingRules = { readonly [currency: string]: RoundingRule }

/** Rounded units, and what was cut off, in residual units (exact as far as those reach). */
export type Booked = { units: bigint; residual: bigint }

const usual: RoundingRule = { decimals: 8, rounding: 'half-even' }

/** The rule of a currency. */
export function bookingRule(rules: BookingRules | undefined, currency: Currency): RoundingRule {
  const rule = rules !== undefined && Object.hasOwn(rules, currency) ? rules[currency]! : usual
  const { decimals, rounding } = rule
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > unitDecimals)
    throw badArgument('createLedger', `booking.${currency}.decimals`, decimals, `an integer 0-${unitDecimals}`)
  if (!['half-even', 'half-up', 'down', 'up'].includes(rounding))
    throw badArgument('createLedger', `booking.${currency}.rounding`, rounding, 'half-even, half-up, down or up')
  return rule
}

/**
 * n / d, a count of units and d > 0, as a multiple of the rule's last decimal. One division; the residual is the exact
 * quotient less what is booked.
 */
export function bookQuotient(n: bigint, d: bigint, { decimals, rounding }: RoundingRule): Booked {
  const grain = powers[unitDecimals - decimals]!
  const by = d * grain
  const cut = n / by
  const rest = n - cut * by
  if (rest === 0n) return { units: cut * grain, residual: 0n }
  const units = (cut + away(cut, rest, by, rounding)) * grain
  return { units, residual: ((n - units * d) * powers[residualDecimals - unitDecimals]!) / d }
}

// -1, 0 or 1 to add to a quotient that was cut towards zero.
function away(cut: bigint, rest: bigint, by: bigint, rounding: Rounding): bigint {
  const one = rest < 0n ? -1n : 1n
  if (rounding === 'down') return 0n
  if (rounding === 'up') return one
  const twice = rest * one * 2n
  if (twice !== by) return twice > by ? one : 0n
  return rounding === 'half-up' || cut % 2n !== 0n ? one : 0n
}
