import { refusal } from '../refuse.js'

/**
 * Options as columns, one row each, arrays owned by the caller and all of one length. `right` 1 call, -1 put;
 * `exercise` 0 European, 1 American; `forward` of the underlying at expiry, `discount` what 1 paid at expiry is worth
 * today, `years` to expiry, `vol` 0.2 = 20 % per root year.
 */
export type OptionColumns = {
  readonly right: Int8Array
  readonly exercise: Uint8Array
  readonly forward: Float64Array
  readonly discount: Float64Array
  readonly strike: Float64Array
  readonly years: Float64Array
  readonly vol: Float64Array
  /**
   * With it, delta, gamma, theta and rho are those of the spot at a fixed yield, as in `blackScholes`; without it those
   * of the forward at a fixed forward, as in `black76`.
   */
  readonly spot?: Float64Array
}

/** Where Greeks go: NaN in the rows whose `status` is not `ok`. Units as in `Greeks`. */
export type GreekColumns = {
  readonly price: Float64Array
  readonly delta: Float64Array
  readonly gamma: Float64Array
  readonly vega: Float64Array
  readonly theta: Float64Array
  readonly rho: Float64Array
  /** Index into `ROW_STATUS`. */
  readonly status: Uint8Array
}

/** Where implied volatilities go. */
export type VolColumns = {
  readonly vol: Float64Array
  /** Index into `ROW_STATUS`. */
  readonly status: Uint8Array
}

/**
 * What a status byte means. Up to 1 the row has an answer (`zero`: a volatility of exactly 0, because the premium is
 * exactly the intrinsic value); above, it holds NaN. `unsupported`: an American row, which no column kernel prices.
 */
export const ROW_STATUS = [
  'ok',
  'zero',
  'belowIntrinsic',
  'aboveMaximum',
  'expired',
  'invalidInput',
  'unsupported',
] as const

/** One of the names in `ROW_STATUS`. */
export type RowStatus = (typeof ROW_STATUS)[number]

export const OK = 0
export const ZERO = 1
export const BELOW_INTRINSIC = 2
export const ABOVE_MAXIMUM = 3
export const EXPIRED = 4
export const INVALID_INPUT = 5
export const UNSUPPORTED = 6

/**
 * A numeric backend: chosen once at the start of a program, recorded in its results, never switched in a run, because
 * the two differ in the last digits.
 */
export interface OptionBackend {
  readonly backend: 'wasm' | 'js'
  /** Black-76 price and five Greeks of every row. Never throws on values; allocates nothing per row. */
  greeks(rows: OptionColumns, out: GreekColumns): void
  /** Black volatility of every row from its discounted premium; `rows.vol` and `rows.spot` are not read. */
  impliedVols(rows: OptionColumns, premium: Float64Array, out: VolColumns): void
}

/**
 * Arrays for `rows` rows of Greeks.
 *
 * @example
 * import { greekColumns } from '@bourse/pricing'
 * greekColumns(2000).delta.length // => 2000
 */
export function greekColumns(rows: number): GreekColumns {
  const column = (): Float64Array => new Float64Array(rows)
  return {
    price: column(),
    delta: column(),
    gamma: column(),
    vega: column(),
    theta: column(),
    rho: column(),
    status: new Uint8Array(rows),
  }
}

/**
 * Empty columns for `rows` European calls, to be filled.
 *
 * @example
 * import { optionColumns } from '@bourse/pricing'
 * const rows = optionColumns(3)
 * rows.right[0] // => 1
 */
export function optionColumns(rows: number): OptionColumns {
  const column = (): Float64Array => new Float64Array(rows)
  return {
    right: new Int8Array(rows).fill(1),
    exercise: new Uint8Array(rows),
    forward: column(),
    discount: column(),
    strike: column(),
    years: column(),
    vol: column(),
  }
}

/** A column of the wrong length is the caller's mistake, and the only thing that columns throw. */
export function checkLengths(columns: { readonly [name: string]: { readonly length: number } }, rows: number): void {
  for (const name in columns) {
    const { length } = columns[name]!
    if (length !== rows) throw refusal(`${name}.length`, length, `${rows}, as right.length`)
  }
}
