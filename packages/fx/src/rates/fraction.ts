// Decimals as fractions of two integers: what is owed, gains that are the difference of nearly equal products, and
// forward points are computed without rounding and rounded once, at the end.
import { badArgument, badText, type RoundingRule } from '@bourse/core'

/** A decimal number: a double, which means its shortest decimal text, or the text itself. */
export type DecimalLike = number | `${number}`

/** n / d, d > 0; not reduced. */
export type Fraction = { readonly n: bigint; readonly d: bigint }

/** A decimal number as a fraction; throws on NaN, infinities and text that is no decimal number. */
export function fractionOf(where: string, argument: string, value: DecimalLike): Fraction {
  if (typeof value === 'number' && !Number.isFinite(value)) throw badArgument(where, argument, value, 'a finite number')
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(String(value))
  if (parts === null) throw badText(where, argument, value, "a decimal number, '1.25'")
  const [, sign, whole, decimals = '', exponent = '0'] = parts
  const digits = BigInt(`${whole}${decimals}`) * (sign === '-' ? -1n : 1n)
  const scale = Number(exponent) - decimals.length
  return scale >= 0 ? { n: digits * 10n ** BigInt(scale), d: 1n } : { n: digits, d: 10n ** BigInt(-scale) }
}

/** a + b. */
export function sum(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d }
}

/** a - b. */
export function difference(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d }
}

/** a b. */
export function product(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d }
}

/** a / b; b must not be 0. */
export function quotient(a: Fraction, b: Fraction): Fraction {
  return b.n < 0n ? { n: -a.n * b.d, d: a.d * -b.n } : { n: a.n * b.d, d: a.d * b.n }
}

export const one: Fraction = { n: 1n, d: 1n }

/** The nearest double, ties to even. */
export function toDouble({ n, d }: Fraction): number {
  if (n === 0n) return 0
  const magnitude = n < 0n ? -n : n
  // 66 bits or more of the quotient, the last one set where anything is left: Number() then rounds as the whole would.
  const shift = Math.max(0, 66 - bits(magnitude) + bits(d))
  const scaled = magnitude << BigInt(shift)
  const cut = scaled / d
  // In two steps, because 2^shift itself may overflow.
  const nearest = Number(cut * d === scaled ? cut : cut | 1n) / 2 ** (shift >> 1) / 2 ** (shift - (shift >> 1))
  return n < 0n ? -nearest : nearest
}

/** Decimal text, rounded once. */
export function toDecimalText({ n, d }: Fraction, { decimals, rounding }: RoundingRule): `${number}` {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(decimals)
  const cut = scaled / d
  const twiceLeft = (scaled - cut * d) * 2n
  const awayFromZero =
    rounding === 'up'
      ? twiceLeft > 0n
      : rounding !== 'down' && (twiceLeft > d || (twiceLeft === d && (rounding === 'half-up' || cut % 2n === 1n)))
  const digits = String(awayFromZero ? cut + 1n : cut).padStart(decimals + 1, '0')
  const point = digits.length - decimals
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
  return (n < 0n && /[1-9]/.test(text) ? `-${text}` : text) as `${number}`
}

function bits(value: bigint): number {
  return value.toString(16).length * 4
}
