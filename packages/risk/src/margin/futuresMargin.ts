// Futures by a table of margins, less what spreads are credited.
import { type IsoDate, type Result, succeeded } from '@bourse/core'
import { type MarginRow, marginOn, type SpreadCreditRow, spreadCreditsOn } from '@bourse/futures'

/** Contracts of one month of a root, signed. */
export type FutureHolding = { readonly root: string; readonly month: string; readonly quantity: number }

/**
 * `margins` and `credits` as `parseMargins` and `parseSpreadCredits` of `@bourse/futures` read them. `calendarShare`: what
 * a long and a short month of one root cost together, as a share of one outright margin; default 2, both in full.
 * `maxAgeDays`: rows older than that are refused.
 */
export type FuturesMarginTerms = {
  readonly margins: readonly MarginRow[]
  readonly credits?: readonly SpreadCreditRow[]
  readonly calendarShare?: number
  readonly maxAgeDays?: number
}

/** Per root, in the currency of its row, after credits. */
export type FuturesMarginPart = {
  readonly root: string
  readonly currency: string
  readonly initial: number
  readonly maintenance: number
  readonly credit: number
}

/**
 * Initial and maintenance margin of futures: outright contracts by the table, months of one root against each other by
 * `calendarShare`, then the spread credits in force, largest first, on whole sets of outright contracts.
 *
 * @returns failure `margin/missing` or `margin/stale`, naming the root
 *
 * @example
 * import { parseMargins, parseSpreadCredits } from '@bourse/futures'
 * import { futuresMargin } from '@bourse/risk/margin'
 * const margins = parseMargins('root,from,initial,maintenance,currency,source\nES,2026-11-02,20000,18000,USD,a\nNQ,2026-11-02,30000,27000,USD,a')
 * const credits = parseSpreadCredits('legs,from,credit,source\n1 ES -1 NQ,2026-11-02,0.7,a')
 * const held = [{ root: 'ES', month: '2026-12', quantity: 2 }, { root: 'NQ', month: '2026-12', quantity: -1 }]
 * const parts = margins.ok && credits.ok &&
 *   futuresMargin(held, { margins: margins.value, credits: credits.value }, '2026-11-20')
 * parts && parts.ok && parts.value.map(({ initial }) => Math.round(initial)) // => [26000, 9000]
 */
export function futuresMargin(
  holdings: readonly FutureHolding[],
  terms: FuturesMarginTerms,
  on: IsoDate,
): Result<readonly FuturesMarginPart[], 'margin/missing' | 'margin/stale'> {
  const { margins, credits = [], calendarShare = 2, maxAgeDays } = terms
  const byRoot = new Map<string, { long: number; short: number }>()
  for (const { root, quantity } of netByMonth(holdings)) {
    const sums = byRoot.get(root) ?? { long: 0, short: 0 }
    if (quantity > 0) sums.long += quantity
    else sums.short -= quantity
    byRoot.set(root, sums)
  }
  const rows = new Map<string, MarginRow>()
  const outright = new Map<string, number>()
  for (const [root, { long, short }] of byRoot) {
    const row = marginOn(margins, root, on, maxAgeDays === undefined ? {} : { maxAgeDays })
    if (!row.ok) return row
    rows.set(root, row.value)
    outright.set(root, long - short)
  }
  const credited = creditsOf(outright, rows, spreadCreditsOn(credits, on))
  const parts: FuturesMarginPart[] = []
  for (const [root, { long, short }] of byRoot) {
    const { initial, maintenance, currency } = rows.get(root)!
    const contracts = Math.abs(long - short) + calendarShare * Math.min(long, short) - (credited.get(root) ?? 0)
    parts.push({
      root,
      currency,
      initial: contracts * initial,
      maintenance: contracts * maintenance,
      credit: (credited.get(root) ?? 0) * initial,
    })
  }
  return succeeded(parts)
}

function netByMonth(holdings: readonly FutureHolding[]): Iterable<FutureHolding> {
  const net = new Map<string, FutureHolding>()
  for (const { root, month, quantity } of holdings) {
    const key = `${root} ${month}`
    net.set(key, { root, month, quantity: (net.get(key)?.quantity ?? 0) + quantity })
  }
  return net.values()
}

/** Contracts' worth of margin that spreads take off each root. A set uses its contracts up. */
function creditsOf(
  outright: ReadonlyMap<string, number>,
  rows: ReadonlyMap<string, MarginRow>,
  credits: readonly SpreadCreditRow[],
): ReadonlyMap<string, number> {
  const left = new Map(outright)
  const out = new Map<string, number>()
  for (const { legs, credit } of credits) {
    if (!legs.every(({ root }) => rows.has(root))) continue
    for (const side of [1, -1]) {
      let sets = Number.POSITIVE_INFINITY
      for (const { root, ratio } of legs) sets = Math.min(sets, Math.floor(((left.get(root) ?? 0) * side) / ratio))
      if (!(sets >= 1)) continue
      for (const { root, ratio } of legs) {
        left.set(root, left.get(root)! - sets * ratio * side)
        out.set(root, (out.get(root) ?? 0) + sets * Math.abs(ratio) * credit)
      }
    }
  }
  return out
}
