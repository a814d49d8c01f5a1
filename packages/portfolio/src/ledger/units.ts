// What is owed, as integers: one unit is 1e-18 of a currency, a coin or a contract, whatever it is, so that nothing ever
// changes scale. Venues' texts become integers digit by digit, never through a product of doubles.
import { BourseError, type Currency, type Money, money } from '@bourse/core'

/** Decimals of a unit. */
export const unitDecimals = 18
/** Units in one whole. */
export const whole: bigint = 10n ** 18n
/** What rounding left is kept finer: one residual unit is 1e-36. */
export const residualDecimals = 36

const hundredMillionth = 10n ** 10n
const exact = 2n ** 53n
const fifteenDigits = 10n ** 15n

/** 10^0 .. 10^80. */
export const powers: readonly bigint[] = /* @__PURE__ */ Array.from({ length: 81 }, (_, i) => 10n ** BigInt(i))

// So that two factors never leave the table of powers.
const most = 40

/** A decimal number: digits x 10^-decimals. */
export type Digits = { readonly digits: bigint; readonly decimals: number }

/** A decimal text, exponents too, as digits. Throws `input/parse` where it is no decimal number. */
export function digitsOf(where: string, argument: string, text: string): Digits {
  const quick = plainDigits(text)
  if (quick !== undefined) return quick
  const parts = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i.exec(text)
  if (parts === null || text.length > 60) throw wrongText(where, argument, text, 'a decimal number')
  const [, sign, ones, rest = '', exponent = '0'] = parts
  const digits = BigInt(`${ones}${rest}`) * (sign === '-' ? -1n : 1n)
  const decimals = rest.length - Number(exponent)
  if (decimals > most || decimals < -most) throw wrongText(where, argument, text, `between 1e-${most} and 1e${most}`)
  return decimals >= 0 ? { digits, decimals } : { digits: digits * powers[-decimals]!, decimals: 0 }
}

// Up to 15 digits and no exponent: one walk over the characters, through an integer that a double holds exactly.
function plainDigits(text: string): Digits | undefined {
  const size = text.length
  if (size > 15) return undefined
  let [value, point, at] = [0, -1, 0]
  const negative = text.charCodeAt(0) === 45
  if (negative) at = 1
  const first = at
  for (; at < size; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) value = value * 10 + code - 48
    else if (code === 46 && point < 0 && at > first) point = at
    else return undefined
  }
  if (size === first) return undefined
  return { digits: BigInt(negative ? -value : value), decimals: point < 0 ? 0 : size - 1 - point }
}

/** Digits as units; throws where there are more decimals than a unit holds. */
export function unitsOf(where: string, argument: string, { digits, decimals }: Digits): bigint {
  if (decimals <= unitDecimals) return digits * powers[unitDecimals - decimals]!
  const cut = powers[decimals - unitDecimals]!
  if (digits % cut === 0n) return digits / cut
  throw wrongText(where, argument, `${digits}e-${decimals}`, `at most ${unitDecimals} decimals`)
}

/** Money as units. */
export function unitsOfMoney(where: string, argument: string, value: Money): bigint {
  if (value.value.isZero()) return 0n
  return unitsOf(where, argument, digitsOf(where, argument, value.value.toFixed()))
}

/** Units as the shortest decimal text. */
export function textOfUnits(units: bigint, decimals: number = unitDecimals): `${number}` {
  if (decimals === unitDecimals) {
    const short = shortNumber(units)
    if (!Number.isNaN(short)) return `${short}`
  }
  const sign = units < 0n ? '-' : ''
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0')
  const rest = digits.slice(digits.length - decimals).replace(/0+$/, '')
  const ones = digits.slice(0, digits.length - decimals)
  return `${sign}${ones}${rest === '' ? '' : `.${rest}`}` as `${number}`
}

/** Units as money. */
export function moneyOfUnits(units: bigint, currency: Currency): Money {
  const short = shortNumber(units)
  return money(Number.isNaN(short) ? textOfUnits(units) : short, currency)
}

// Up to 15 digits, 8 of them decimals: the nearest double, whose shortest text is the number itself. Else NaN.
function shortNumber(units: bigint): number {
  const parts = units / hundredMillionth
  if (parts >= fifteenDigits || parts <= -fifteenDigits || parts * hundredMillionth !== units) return Number.NaN
  const value = Number(parts) / 1e8
  return value >= 1e-6 || value <= -1e-6 || value === 0 ? value : Number.NaN // smaller ones are written with an exponent
}

/** The double nearest to so many units: the one the decimal text parses to. */
export function numberOfUnits(units: bigint): number {
  // Sums that are booked have 8 decimals: below 2^53 of them a quotient of two doubles is the nearest there is.
  const parts = units / hundredMillionth
  if (parts <= exact && parts >= -exact && parts * hundredMillionth === units) return Number(parts) / 1e8
  const ones = units / whole
  return ones * whole === units ? Number(ones) : Number(textOfUnits(units))
}

/** a x b / c of units, cut towards zero. */
export function part(a: bigint, b: bigint, c: bigint): bigint {
  return b === c ? a : (a * b) / c
}

function wrongText(where: string, argument: string, value: string, allowed: string): BourseError {
  const told = value.slice(0, 80)
  return new BourseError('input/parse', `${where}: cannot read ${argument} ${JSON.stringify(told)}`, {
    details: { where, argument, value: told, allowed },
    remedy: `write ${allowed}`,
  })
}
