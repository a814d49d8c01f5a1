// What a clearing house takes off the margin of contracts that offset each other: inputs with a date and a source, as
// margins are. Applying them to a book is the business of a margin model.
import { failed, type IsoDate, type Result, succeeded } from '@bourse/core'
import { isDate } from './marginTable.js'

/**
 * For every set of `legs` (contracts per set, short negative, or all the other way round) the margin of the legs is
 * reduced by `credit`, a share (0.8 = 80 %).
 */
export type SpreadCreditRow = {
  readonly legs: readonly { readonly root: string; readonly ratio: number }[]
  readonly from: IsoDate
  readonly credit: number
  readonly source: string
}

const header = 'legs,from,credit,source'

/**
 * Spread credits from CSV text with the header `legs,from,credit,source`, legs written as `1 ES -1 NQ` (further commas
 * belong to the source). Fails with `margin/parse` and the line: a spread has two legs or more, of both signs, and a
 * credit within (0, 1].
 *
 * @example
 * import { parseSpreadCredits } from '@bourse/futures'
 * const table = parseSpreadCredits('legs,from,credit,source\n2 ZF -1 ZB,2026-11-02,0.75,clearing notice')
 * table.ok && table.value[0].legs // => [{ root: 'ZF', ratio: 2 }, { root: 'ZB', ratio: -1 }]
 */
export function parseSpreadCredits(text: string): Result<readonly SpreadCreditRow[], 'margin/parse'> {
  const rows: SpreadCreditRow[] = []
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const fault = (why: string): Result<never, 'margin/parse'> =>
      failed('margin/parse', `line ${i + 1}: ${why}`, { line: i + 1, text: line.slice(0, 80) })
    if (i === 0) {
      if (line.trim() !== header) return fault(`the first line must be ${header}`)
      continue
    }
    if (line.trim() === '') continue
    const [spread = '', from = '', share = '', ...source] = line.split(',').map((field) => field.trim())
    const legs = legsOf(spread)
    const credit = share === '' ? Number.NaN : Number(share)
    const day = from as IsoDate
    if (legs === undefined) return fault('legs must be ratios and roots of both signs, as 1 ES -1 NQ')
    if (!isDate(day)) return fault('from must be a date, as 2026-11-02')
    if (!(credit > 0 && credit <= 1)) return fault('0 < credit <= 1, 0.8 is 80 %')
    if (source.join('') === '') return fault('source is required')
    rows.push({ legs, from: day, credit, source: source.join(', ') })
  }
  return succeeded(rows)
}

/**
 * The credits in force on a day: of every spread (the same legs, whatever their order) the latest row, largest credit
 * first, in which order a clearing house grants them.
 *
 * @example
 * import { parseSpreadCredits, spreadCreditsOn } from '@bourse/futures'
 * const text = 'legs,from,credit,source\n1 ES -1 NQ,2026-01-02,0.7,a\n-1 NQ 1 ES,2026-06-01,0.75,b'
 * const table = parseSpreadCredits(text)
 * table.ok && spreadCreditsOn(table.value, '2026-11-23').map(({ credit }) => credit) // => [0.75]
 */
export function spreadCreditsOn(rows: readonly SpreadCreditRow[], on: IsoDate): readonly SpreadCreditRow[] {
  const latest = new Map<string, SpreadCreditRow>()
  for (const row of rows) {
    const spread = nameOf(row)
    if (row.from <= on && row.from >= (latest.get(spread)?.from ?? '')) latest.set(spread, row)
  }
  return [...latest.values()].sort((a, b) => b.credit - a.credit)
}

function nameOf({ legs }: SpreadCreditRow): string {
  return legs
    .map(({ root, ratio }) => `${root} ${ratio}`)
    .sort()
    .join()
}

function legsOf(text: string): SpreadCreditRow['legs'] | undefined {
  const words = text.split(/\s+/)
  const legs: { readonly root: string; readonly ratio: number }[] = []
  for (let k = 0; k < words.length; k += 2) {
    const ratio = Number(words[k])
    const root = words[k + 1]
    if (root === undefined || !/^[A-Z0-9]+$/.test(root) || !Number.isFinite(ratio) || ratio === 0) return undefined
    legs.push({ root, ratio })
  }
  return legs.some(({ ratio }) => ratio > 0) && legs.some(({ ratio }) => ratio < 0) ? legs : undefined
}
