import {
  type AccountId,
  badArgument,
  type Draft,
  type Order,
  type OrderGroup,
  type Result,
  succeeded,
} from '@bourse/core'
import { bookAfter, type BookAfterOptions, type BookView } from '@bourse/portfolio'
import { reviewOrder } from '../gate/reviewOrder.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Rule } from '../gate/rule.js'
import type { RuleFinding } from '../gate/verdict.js'
import { type RiskReport, type RiskReportOptions, riskReport } from './riskReport.js'

/**
 * `worst`: the report of whichever partial fills have the largest shortfall. `findings`: what the rules say of each order
 * by itself, as the book is now.
 */
export type WhatIf = {
  readonly before: RiskReport
  readonly after: RiskReport
  readonly worst: RiskReport
  readonly findings: readonly (readonly RuleFinding[])[]
}

/** `rules` to ask (default none); `account`, `strategy` where an order names none, `fee` of a fill. */
export type WhatIfOptions = RiskReportOptions & Omit<BookAfterOptions, 'fills'> & { readonly rules?: readonly Rule[] }

/** Up to so many orders every choice of fills is tried; beyond, the one with the largest gross exposure. */
const triedOrders = 5

/**
 * The book's risk if orders filled, before they are sent: report and verdict now, with all filled, and in the worst case
 * of partial fills. The shortfall of linear positions is convex in fills, so its worst is where each order fills whole or
 * not at all. Margin after the orders is told where `margins` are given: the context's is of the book as it is.
 *
 * @returns failure `risk/missing` as `riskReport`
 * @throws BourseError for an unknown instrument or account, and for a replacement
 * @example
 * import { whatIf, type RiskContext, type RiskReportOptions } from '@bourse/risk'
 * import type { OrderDraft } from '@bourse/core'
 * const order: OrderDraft = { type: 'market', instrument: 'SPY@ARCX', side: 'buy', quantity: 10 }
 * const more = (context: RiskContext, options: RiskReportOptions) => {
 *   const answer = whatIf(context, [order], options)
 *   return answer.ok ? answer.value.worst.var.value - answer.value.before.var.value : answer.failure.details
 * }
 * typeof more // => 'function'
 */
export function whatIf(
  context: RiskContext,
  orders: readonly (Order | OrderGroup | Draft)[],
  options: WhatIfOptions,
): Result<WhatIf, 'risk/missing'> {
  const { rules = [], account, strategy, fee } = options
  const filling = {
    ...(account === undefined ? {} : { account }),
    ...(strategy === undefined ? {} : { strategy }),
    ...(fee === undefined ? {} : { fee }),
  }
  const { instruments, market, rates } = context
  const bookWith = (some: readonly (Order | OrderGroup | Draft)[], fills: 'all' | 'worst' = 'all'): BookView =>
    bookAfter(context.book, some, { instruments, market, rates }, { ...filling, fills })
  const reportOf = (book: BookView): Result<RiskReport, 'risk/missing'> => {
    const { margin } = context
    // The context's margin is that of the book as it is.
    return riskReport({ ...context, book, margin: book === context.book ? margin : { of: () => undefined } }, options)
  }

  const before = reportOf(context.book)
  if (!before.ok) return before
  const after = reportOf(bookWith(orders))
  if (!after.ok) return after
  let worst = before.value.shortfall.value >= after.value.shortfall.value ? before.value : after.value
  for (const book of partialFills(orders, bookWith)) {
    const report = reportOf(book)
    if (!report.ok) return report
    if (report.value.shortfall.value > worst.shortfall.value) worst = report.value
  }
  const findings = orders.map((order, i) => reviewOrder(named(order, i, options, context.book), context, rules))
  return succeeded({ before: before.value, after: after.value, worst, findings })
}

function partialFills(
  orders: readonly (Order | OrderGroup | Draft)[],
  bookWith: (some: readonly (Order | OrderGroup | Draft)[], fills?: 'all' | 'worst') => BookView,
): readonly BookView[] {
  if (orders.length === 1 && !('group' in orders[0]! && orders[0].group === 'oco')) return []
  if (orders.length > triedOrders) return [bookWith(orders, 'worst')]
  const books: BookView[] = [bookWith(orders, 'worst')]
  for (let some = 1; some < 2 ** orders.length - 1; some++)
    books.push(bookWith(orders.filter((_, i) => some & (1 << i))))
  return books
}

/** Ids for what has none: a rule judges orders, and nothing of these is ever sent. */
function named(
  order: Order | OrderGroup | Draft,
  i: number,
  options: WhatIfOptions,
  book: BookView,
): Order | OrderGroup {
  const give = <D extends { readonly account?: AccountId }>(
    draft: D,
    suffix = '',
  ): D & { orderId: string; account: AccountId; strategy: string } => ({
    tif: 'day' as const,
    orderId: `what-if-${i + 1}${suffix}`,
    account: draft.account ?? options.account ?? onlyAccount(book),
    strategy: options.strategy ?? 'what-if',
    ...draft,
  })
  if (!('group' in order)) return give(order) as Order
  if (order.group === 'bracket') return { ...order, entry: give(order.entry) } as OrderGroup
  if (order.group === 'oco')
    return {
      ...order,
      orders: (order.orders as readonly { readonly account?: AccountId }[]).map((one, k) => give(one, `-${k + 1}`)),
    } as unknown as OrderGroup
  return give(order) as OrderGroup
}

function onlyAccount(book: BookView): AccountId {
  const accounts = new Set<AccountId>()
  for (const { account } of book.positions()) accounts.add(account)
  const [only] = accounts
  if (accounts.size <= 1) return only ?? 'paper'
  throw badArgument('whatIf', 'account', 'absent', `one of ${[...accounts].join(', ')}`)
}
