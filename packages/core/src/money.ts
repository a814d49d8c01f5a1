// Exact money. Text of every size stays plain (no exponents), sums and products are exact, and what is not exact is
// rounded by a rule the caller names. Bounds: below 1e40 and at most 40 decimals, so that 1200 digits hold any product.
import { Decimal } from 'decimal.js'
import type { Amount } from './amount.js'
import { BourseError, badArgument, badText } from './error.js'
import type { Currency } from './ids.js'

/** Owed: exact. In JSON it is `{ currency, value: '12.50' }`; `moneyOf` reads that back. */
export type Money<C extends Currency = Currency> = { readonly currency: C; readonly value: Decimal }
/** `'100000 USD'`. */
export type MoneyText = `${number} ${string}`
/** How a product that is not exact is rounded: `down` towards zero, `up` away from it, ties of `half-up` away from it. */
export type Rounding = 'half-even' | 'half-up' | 'down' | 'up'
/** To how many decimals, 0-40, and how. */
export type RoundingRule = { readonly decimals: number; readonly rounding: Rounding }

// A constructor of our own: anybody in the process may reconfigure the global one.
const Exact: typeof Decimal = /* @__PURE__ */ Decimal.clone({ precision: 1200, toExpNeg: -9e15, toExpPos: 9e15 })
const mostDecimals = 40
const modes: { readonly [R in Rounding]: Decimal.Rounding } = { up: 0, down: 1, 'half-up': 4, 'half-even': 6 }

/**
 * An exact sum of money. A number means its shortest decimal text, so 0.1 is one tenth; what is owed is better given as
 * text. Throws on NaN and infinities, on text that is no decimal number, from 1e40 and past 40 decimals.
 *
 * @example
 * import { formatMoney, money } from '@bourse/core'
 * formatMoney(money('12.50', 'USD'), 2) // => '12.50 USD'
 */
export function money<const C extends Currency>(value: `${number}` | number, currency: C): Money<C> {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw badArgument('money', 'value', value, 'a finite number')
    return made(new Exact(value), currency)
  }
  if (!/^[+-]?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(value))
    throw badText('money', 'value', value, "a decimal number, '12.50'")
  return made(new Exact(value), currency)
}

/**
 * Money out of `'100000 USD'` or out of JSON, `{ currency, value: '12.50' }`. Throws `input/parse` where it is neither.
 *
 * @example
 * import { formatMoney, moneyOf } from '@bourse/core'
 * formatMoney(moneyOf('100000 USD')) // => '100000 USD'
 * formatMoney(moneyOf({ currency: 'EUR', value: '-0.10' }), 2) // => '-0.10 EUR'
 */
export function moneyOf(text: MoneyText | { readonly currency: Currency; readonly value: string }): Money {
  const [value, currency, more] = typeof text === 'string' ? text.split(' ') : [text?.value, text?.currency]
  const readable = typeof value === 'string' && typeof currency === 'string' && more === undefined
  if (!readable || !/^-?\d+(\.\d+)?$/.test(value) || currency === '')
    throw badText('moneyOf', 'money', text, "an amount and a currency, '100000 USD'")
  return made(new Exact(value), currency)
}

/**
 * Sum, exact. Two currencies do not compile where they are literal and throw `input/currency-mismatch` where not.
 *
 * @example
 * import { addMoney, formatMoney, money } from '@bourse/core'
 * formatMoney(addMoney(money('0.1', 'USD'), money('0.2', 'USD'))) // => '0.3 USD'
 */
export function addMoney<C extends Currency>(a: Money<C>, b: Money<NoInfer<C>>): Money<C> {
  sameCurrency('addMoney', a, b)
  return made(exactly(a).add(b.value), a.currency)
}

/**
 * Difference a - b, exact; mixing currencies fails as in `addMoney`.
 *
 * @example
 * import { formatMoney, money, subtractMoney } from '@bourse/core'
 * formatMoney(subtractMoney(money('0.3', 'USD'), money('0.1', 'USD'))) // => '0.2 USD'
 */
export function subtractMoney<C extends Currency>(a: Money<C>, b: Money<NoInfer<C>>): Money<C> {
  sameCurrency('subtractMoney', a, b)
  return made(exactly(a).sub(b.value), a.currency)
}

/**
 * Product, rounded once, from the exact product, to `decimals` by `rounding`. The residual is the caller's to book. A
 * number as factor means its shortest decimal text.
 *
 * @example
 * import { formatMoney, money, multiplyMoney } from '@bourse/core'
 * const fee = multiplyMoney(money('1234.50', 'USD'), 0.001, { decimals: 2, rounding: 'half-even' })
 * formatMoney(fee) // => '1.23 USD'
 */
export function multiplyMoney<C extends Currency>(a: Money<C>, factor: number | Decimal, rule: RoundingRule): Money<C> {
  const by = new Exact(factor)
  if (!by.isFinite()) throw badArgument('multiplyMoney', 'factor', Number(factor), 'a finite number')
  return made(rounded(exactly(a).mul(by), rule), a.currency)
}

/**
 * Rounded to `decimals` by `rounding`.
 *
 * @example
 * import { formatMoney, money, roundMoney } from '@bourse/core'
 * formatMoney(roundMoney(money('1.005', 'USD'), { decimals: 2, rounding: 'half-up' })) // => '1.01 USD'
 */
export function roundMoney<C extends Currency>(a: Money<C>, rule: RoundingRule): Money<C> {
  return made(rounded(exactly(a), rule), a.currency)
}

/**
 * Splits by weights >= 0 into parts of `decimals` that add up to the whole to the last digit: what is left after
 * cutting goes, one last digit each, to the largest remainders, the earlier part first; a weight of zero gets nothing.
 * Throws where the whole itself has more decimals (round it first), a weight is negative or not finite, or all are zero.
 *
 * @example
 * import { allocateMoney, formatMoney, money } from '@bourse/core'
 * allocateMoney(money('100', 'USD'), [1, 1, 1], 2).map((part) => formatMoney(part, 2))
 * // => ['33.34 USD', '33.33 USD', '33.33 USD']
 */
export function allocateMoney<C extends Currency>(
  whole: Money<C>,
  weights: readonly number[],
  decimals: number,
): readonly Money<C>[] {
  const scale = new Exact(10).pow(checkedDecimals('allocateMoney', decimals))
  const units = exactly(whole).abs().mul(scale)
  if (!units.isInteger())
    throw badArgument('allocateMoney', 'whole', formatMoney(whole), `at most ${decimals} decimals`)
  const exact = weights.map((weight) => {
    if (weight >= 0 && weight !== Number.POSITIVE_INFINITY) return new Exact(weight)
    throw badArgument('allocateMoney', 'weight', weight, 'a finite number >= 0')
  })
  const total = exact.reduce((sum, weight) => sum.add(weight), new Exact(0))
  if (total.isZero()) throw badArgument('allocateMoney', 'weights', 0, 'a sum > 0')
  const shares = exact.map((weight) => units.mul(weight).divToInt(total))
  const remainders = exact.map((weight, i) => units.mul(weight).sub(shares[i]!.mul(total)))
  const left = units.sub(shares.reduce((sum, share) => sum.add(share), new Exact(0))).toNumber()
  const byRemainder = shares.map((_, i) => i).sort((i, j) => remainders[j]!.cmp(remainders[i]!) || i - j)
  for (const i of byRemainder.slice(0, left)) shares[i] = shares[i]!.add(1)
  const sign = whole.value.isNegative() ? -1 : 1
  return shares.map((share) => made(share.div(scale).mul(sign), whole.currency))
}

/**
 * -1, 0 or 1 as a is less than, equal to or more than b; 1.5 equals 1.50. Mixing currencies fails as in `addMoney`.
 *
 * @example
 * import { compareMoney, money } from '@bourse/core'
 * compareMoney(money('1.5', 'USD'), money('1.50', 'USD')) // => 0
 */
export function compareMoney<C extends Currency>(a: Money<C>, b: Money<NoInfer<C>>): -1 | 0 | 1 {
  sameCurrency('compareMoney', a, b)
  return exactly(a).cmp(b.value) as -1 | 0 | 1
}

/**
 * `'12.5 USD'`: every digit there is, with zeros up to `atLeast` decimals; it never rounds, and `moneyOf` reads it back.
 *
 * @example
 * import { formatMoney, money } from '@bourse/core'
 * formatMoney(money('1e21', 'JPY')) // => '1000000000000000000000 JPY'
 * formatMoney(money('2.125', 'USD'), 2) // => '2.125 USD'
 */
export function formatMoney(money: Money, atLeast = 0): MoneyText {
  const value = exactly(money)
  return `${value.toFixed(Math.max(value.decimalPlaces(), atLeast)) as `${number}`} ${money.currency}`
}

/**
 * The estimate of what is owed: the nearest double.
 *
 * @example
 * import { amountOf, money } from '@bourse/core'
 * amountOf(money('12.50', 'USD')) // => { currency: 'USD', value: 12.5 }
 */
export function amountOf<C extends Currency>(money: Money<C>): Amount<C> {
  return { currency: money.currency, value: money.value.toNumber() }
}

// Money may have been written by hand with a stranger's Decimal: arithmetic goes on in ours. All clones share one
// prototype, so that instanceof cannot tell them apart.
function exactly(money: Money): Decimal {
  return money.value.constructor === Exact ? money.value : new Exact(money.value)
}

function rounded(value: Decimal, rule: RoundingRule): Decimal {
  const mode = modes[rule.rounding]
  if (mode === undefined) throw badArgument('multiplyMoney', 'rounding', rule.rounding, Object.keys(modes).join(' | '))
  return value.toDecimalPlaces(checkedDecimals('multiplyMoney', rule.decimals), mode)
}

function checkedDecimals(where: string, decimals: number): number {
  if (Number.isInteger(decimals) && decimals >= 0 && decimals <= mostDecimals) return decimals
  throw badArgument(where, 'decimals', decimals, `an integer 0-${mostDecimals}`)
}

function made<C extends Currency>(value: Decimal, currency: C): Money<C> {
  if (!value.isFinite()) throw badArgument('money', 'value', value.toNumber(), 'a finite number')
  if (value.isZero()) return { currency, value: new Exact(0) } // no negative zero
  if (value.e < 40 && value.decimalPlaces() <= mostDecimals) return { currency, value }
  const told = value.toNumber()
  throw badArgument('money', 'value', told, `below 1e40 with at most ${mostDecimals} decimals`)
}

function sameCurrency(where: string, a: Money, b: Money): void {
  if (a.currency === b.currency) return
  throw new BourseError('input/currency-mismatch', `${where}: ${a.currency} and ${b.currency} do not mix`, {
    details: { where, left: a.currency, right: b.currency },
    remedy: `convert to ${a.currency} first`,
  })
}
