// Margins are inputs with a date and a source. Nothing here knows one.
import { type Currency, dayNumber, failed, type IsoDate, type Result, succeeded } from '@bourse/core'

/** Money per contract, in `currency`, in force from a day on. */
export type MarginRow = {
  readonly root: string
  readonly from: IsoDate
  readonly initial: number
  readonly maintenance: number
  readonly currency: Currency
  readonly source: string
}

/**
 * A margin table from CSV text with the header `root,from,initial,maintenance,currency,source` (further commas belong to
 * the source). Fails with `margin/parse` and the line; maintenance above initial is refused.
 *
 * @example
 * import { parseMargins } from '@bourse/futures'
 * const table = parseMargins('root,from,initial,maintenance,currency,source\nES,2026-11-02,21000,19000,USD,broker page')
 * table.ok && table.value[0].initial // => 21000
 */
export function parseMargins(text: string): Result<readonly MarginRow[], 'margin/parse'> {
  const rows: MarginRow[] = []
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const fault = (why: string): Result<never, 'margin/parse'> =>
      failed('margin/parse', `line ${i + 1}: ${why}`, { line: i + 1, text: line.slice(0, 80) })
    if (i === 0) {
      if (line.trim() !== 'root,from,initial,maintenance,currency,source')
        return fault('the first line must be root,from,initial,maintenance,currency,source')
      continue
    }
    if (line.trim() === '') continue
    const [root = '', from = '', initial = '', maintenance = '', currency = '', ...source] = line.split(',')
    const row = {
      root: root.trim(),
      from: from.trim() as IsoDate,
      initial: amount(initial),
      maintenance: amount(maintenance),
      currency: currency.trim(),
      source: source.join(',').trim(),
    }
    if (row.root === '' || row.currency === '' || row.source === '')
      return fault('root, currency and source are required')
    if (!isDate(row.from)) return fault('from must be a date, as 2026-11-02')
    if (!(row.maintenance > 0 && row.initial >= row.maintenance)) return fault('0 < maintenance <= initial')
    rows.push(row)
  }
  return succeeded(rows)
}

/**
 * The margin of a root on a day: the latest row that is in force. Fails with `margin/missing`, and with `margin/stale`
 * where that row is older than `maxAgeDays` (default: any age).
 *
 * @example
 * import { marginOn, parseMargins } from '@bourse/futures'
 * const table = parseMargins('root,from,initial,maintenance,currency,source\nES,2026-11-02,21000,19000,USD,broker page')
 * const rows = table.ok ? table.value : []
 * const es = marginOn(rows, 'ES', '2026-11-23')
 * es.ok && es.value.maintenance // => 19000
 * const early = marginOn(rows, 'ES', '2026-11-01')
 * !early.ok && early.failure.code // => 'margin/missing'
 */
export function marginOn(
  rows: readonly MarginRow[],
  root: string,
  on: IsoDate,
  options: { readonly maxAgeDays?: number } = {},
): Result<MarginRow, 'margin/missing' | 'margin/stale'> {
  let found: MarginRow | undefined
  for (const row of rows) if (row.root === root && row.from <= on && row.from >= (found?.from ?? '')) found = row
  if (found === undefined) return failed('margin/missing', `no margin of ${root} is in force on ${on}`, { root, on })
  const age = dayNumber(on) - dayNumber(found.from)
  if (age <= (options.maxAgeDays ?? Number.POSITIVE_INFINITY)) return succeeded(found)
  return failed('margin/stale', `the margin of ${root} is of ${found.from}, ${age} days old`, {
    root,
    on,
    from: found.from,
  })
}

function amount(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

/** Whether a field is a civil date. */
export function isDate(text: IsoDate): boolean {
  try {
    return Number.isInteger(dayNumber(text))
  } catch {
    return false
  }
}
