import type { Frame } from '@bourse/core'

/**
 * Returns from row to row, one row fewer than prices; each is dated when its second price was known. `'log'` (default):
 * ln(p / q), adds up over time; `'simple'`: p / q - 1, adds up over assets. NaN where either price is NaN, and where a ratio
 * has no meaning because the earlier price (for logarithms either) is not above 0.
 *
 * @example
 * import { returnsOf } from '@bourse/data'
 * const prices = { ids: ['SPY@ARCX'], time: Float64Array.of(1, 2, 3), columns: [Float64Array.of(100, 110, 99)] } as const
 * returnsOf(prices, 'simple').columns[0][0] // => 0.1
 * returnsOf(prices).columns[0].length // => 2
 */
export function returnsOf(prices: Frame, kind: 'log' | 'simple' = 'log'): Frame {
  const rows = Math.max(0, prices.time.length - 1)
  const columns = prices.columns.map((price) => {
    const column = new Float64Array(rows)
    for (let row = 0; row < rows; row++) {
      const [before, now] = [price[row]!, price[row + 1]!]
      if (kind === 'log') column[row] = before > 0 && now > 0 ? Math.log(now / before) : Number.NaN
      else column[row] = before > 0 ? (now - before) / before : Number.NaN
    }
    return column
  })
  return { ids: prices.ids, time: prices.time.slice(prices.time.length - rows), columns }
}
