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
  readonly spot?: Float64Array | undefined
  /**
   * Continuous per year. Only theta needs it; without this column it is taken back from `discount`, which has rounded it
   * (by 1e-16 over the years: an hour before expiry that is 1e-12).
   */
  readonly rate?: Float64Array | undefined
  /** Continuous per year, read where `spot` is given; without it, it is taken back from forward, spot and rate. */
  readonly yield?: Float64Array | undefined
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
  /** Black volatility of every row from its discounted premium; vol, spot, rate and yield are not read. */
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
export function checkLengths(
  columns: { readonly [name: string]: { readonly length: number } | undefined },
  rows: number,
): void {
  for (const name in columns) {
    const length = columns[name]?.length ?? rows // absent columns have no length to be wrong
    if (length !== rows) throw refusal(`${name}.length`, length, `${rows}, as right.length`)
  }
}

/** Lengths of everything that Greeks touch. */
export function checkGreekLengths(rows: OptionColumns, out: GreekColumns): number {
  const length = rows.right.length
  checkLengths(rows, length)
  checkLengths(out, length)
  return length
}

/** Lengths of everything that implied volatilities touch. */
export function checkVolLengths(rows: OptionColumns, premium: Float64Array, out: VolColumns): number {
  const length = rows.right.length
  checkLengths(rows, length)
  checkLengths(out, length)
  checkLengths({ premium }, length)
  return length
}

/** The status byte of a row that no model answers, else 0; forward and strike are the model's to judge. */
export function rowRefusal(rows: OptionColumns, i: number, expired: boolean): number {
  if (rows.exercise[i] !== 0) return UNSUPPORTED
  if (expired) return EXPIRED
  const sign = rows.right[i]!
  const discount = rows.discount[i]!
  const sound = rows.years[i]! < Infinity && discount > 0 && discount < Infinity && (sign === 1 || sign === -1)
  return sound ? 0 : INVALID_INPUT
}

/** Row `i` from a volatility or minus its status byte. */
export function writeVol(raw: number, i: number, out: VolColumns): void {
  const known = raw >= 0 && raw < Infinity
  out.vol[i] = known ? raw : Number.NaN
  out.status[i] = known ? (raw > 0 ? OK : ZERO) : raw < 0 ? -raw : INVALID_INPUT
}
