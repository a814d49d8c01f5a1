import { BourseError } from '@bourse/core'

/** Columns of returns in the investor's currency, per period; the four parts add up to `total` in every row. */
export type HedgedReturns = {
  readonly total: Float64Array
  /** Of the asset in its own currency. */
  readonly local: Float64Array
  /** Of the currency, as far as it is not hedged. */
  readonly currency: Float64Array
  /** Local times currency: the gain itself is not hedged. */
  readonly cross: Float64Array
  /** Forward premium earned on what is hedged; negative where hedging costs. */
  readonly carry: Float64Array
}

/**
 * Returns of an asset abroad with `ratio` of its opening value sold forward each period: 0 unhedged, 1 fully hedged, a column
 * where it changes. `local` is the asset's return, `currency` that of its currency, `carry` the forward premium F/S - 1,
 * all simple. total = local + (1 - ratio) currency + local currency + ratio carry; with ratio 0 that is
 * (1 + local)(1 + currency) - 1. NaN stays NaN. Nothing is allocated with `out`. Throws where lengths differ.
 *
 * @example
 * import { hedgedReturns } from '@bourse/fx'
 * const column = (...values: number[]) => Float64Array.from(values)
 * const parts = hedgedReturns(column(0.04), column(0.05), column(0.001), 0.5)
 * parts.total[0] // => 0.0675
 * parts.currency[0] // => 0.025
 * parts.carry[0] // => 0.0005
 */
export function hedgedReturns(
  local: Float64Array,
  currency: Float64Array,
  carry: Float64Array,
  ratio: number | Float64Array,
  out: HedgedReturns = emptyReturns(local.length),
): HedgedReturns {
  const rows = local.length
  const columns = { currency, carry, ...(typeof ratio === 'number' ? {} : { ratio }) }
  for (const [name, column] of [...Object.entries(columns), ...Object.entries(out)])
    if (column.length !== rows) throw lengthMismatch('hedgedReturns', name, column.length, rows)
  for (let i = 0; i < rows; i++) {
    const hedge = typeof ratio === 'number' ? ratio : ratio[i]!
    const [l, f] = [local[i]!, currency[i]!]
    const [c, x, k] = [(1 - hedge) * f, l * f, hedge * carry[i]!]
    out.local[i] = l
    out.currency[i] = c
    out.cross[i] = x
    out.carry[i] = k
    out.total[i] = l + c + x + k
  }
  return out
}

export function emptyReturns(rows: number): HedgedReturns {
  const column = (): Float64Array => new Float64Array(rows)
  return { total: column(), local: column(), currency: column(), cross: column(), carry: column() }
}

export function lengthMismatch(where: string, argument: string, value: number, allowed: number): BourseError {
  return new BourseError('input/out-of-range', `${where}: ${argument} has ${value} rows, allowed is ${allowed}`, {
    details: { where, argument, value, allowed },
    remedy: 'pass columns of equal length',
  })
}
