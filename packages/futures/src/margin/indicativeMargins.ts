// A sample to try the table with. Facts as QuantConnect LEAN's margin files (Apache-2.0) had them in early 2022.
import type { MarginRow } from './marginTable.js'

const rows: readonly (readonly [
  root: string,
  from: `${number}-${number}-${number}`,
  initial: number,
  maintenance: number,
])[] = [
  ['ES', '2022-01-21', 11880, 10800],
  ['NQ', '2022-01-21', 16500, 15000],
  ['YM', '2022-01-21', 8800, 8000],
  ['RTY', '2022-01-07', 6050, 5500],
  ['MES', '2022-01-21', 1188, 1080],
  ['MNQ', '2022-01-21', 1650, 1500],
  ['MYM', '2022-01-21', 880, 800],
  ['M2K', '2022-01-07', 605, 550],
  ['ZN', '2021-11-12', 1650, 1500],
  ['ZB', '2021-05-27', 3850, 3500],
  ['ZF', '2021-11-30', 1018, 925],
  ['ZT', '2022-02-11', 869, 790],
  ['UB', '2021-05-27', 7150, 6500],
  ['TN', '2021-11-30', 2695, 2450],
  ['CL', '2022-02-07', 7480, 6800],
  ['MCL', '2022-02-07', 748, 680],
  ['NG', '2022-02-07', 8250, 7500],
  ['HO', '2022-02-07', 7700, 7000],
  ['RB', '2022-02-07', 7700, 7000],
  ['GC', '2022-01-21', 6600, 6000],
  ['MGC', '2022-01-21', 660, 600],
  ['SI', '2022-01-05', 10450, 9500],
  ['SIL', '2022-01-05', 2090, 1900],
  ['HG', '2022-01-21', 5500, 5000],
  ['PL', '2021-12-17', 3575, 3250],
  ['6E', '2021-04-16', 2420, 2200],
  ['M6E', '2021-04-16', 242, 220],
  ['6J', '2021-12-17', 2750, 2500],
  ['6B', '2021-04-30', 2365, 2150],
  ['6A', '2022-01-21', 1595, 1450],
  ['6S', '2021-12-17', 3850, 3500],
  ['6C', '2022-01-21', 1485, 1350],
  ['ZC', '2021-10-20', 1678, 1525],
  ['ZW', '2022-01-27', 2365, 2150],
  ['ZS', '2022-02-03', 3355, 3050],
  ['LE', '2021-12-14', 1540, 1400],
  ['HE', '2021-08-23', 2090, 1900],
  ['BTC', '2022-02-11', 7471, 6791],
  ['MBT', '2022-02-11', 150, 136],
  ['MET', '2022-02-11', 117, 106],
]

/**
 * Margins per contract as they were in 2021 and 2022: out of date on purpose. To see the shape; load your clearing
 * house's or broker's own.
 *
 * @example
 * import { indicativeMargins, marginOn } from '@bourse/futures'
 * const es = marginOn(indicativeMargins, 'ES', '2026-11-23', { maxAgeDays: 90 })
 * !es.ok && es.failure.code // => 'margin/stale'
 */
export const indicativeMargins: readonly MarginRow[] = /* @__PURE__ */ rows.map(
  ([root, from, initial, maintenance]) => ({
    root,
    from,
    initial,
    maintenance,
    currency: 'USD',
    source: 'LEAN margin files, early 2022; indicative, stale',
  }),
)
