// Profit day by day, and the part of it that exchange rates made. With equity = sum over currencies of X r, a day's change
// is sum r(end) dX, which the parts explain, and sum X(start) dr, which is currency.
import { type Currency, type EpochMs, type IsoDate, toIsoDate } from '@bourse/core'
import { behindOf } from '../book/bookState.js'
import type { BookView } from '../book/bookView.js'
import { noParts, type Parts, partsBy } from '../book/parts.js'
import { rateIn } from './bookPnl.js'

/**
 * One day of a book in its base currency, the parts at the day's last rates. change = flows + realized + unrealized - fees +
 * funding + carry + currency, and is the change of equity.
 */
export type PnlDay = {
  readonly day: IsoDate
  readonly equity: number
  readonly change: number
  readonly flows: number
  readonly realized: number
  readonly unrealized: number
  readonly fees: number
  readonly funding: number
  readonly carry: number
  readonly currency: number
}

/** Days of a ledger as they end. */
export interface DailyPnl {
  /** Before anybody gets an input: ends the days that are over at its time. */
  advance(time: EpochMs): void
  /** The days that have ended, and today so far. */
  days(): readonly PnlDay[]
}

type Moment = { readonly parts: Map<Currency, Parts>; readonly rates: Map<Currency, number>; readonly equity: number }

/**
 * Watches a ledger: call `advance(input.time)` before market record, rates and ledger see the input, so that a day ends at
 * its own prices. Days are civil days in UTC; a day without inputs has no line.
 *
 * @example
 * import { createDailyPnl, createLedger } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * const ledger = createLedger({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord() })
 * const pnl = createDailyPnl(ledger)
 * const time = Date.parse('2026-11-02T12:00Z')
 * pnl.advance(time)
 * ledger.apply({ kind: 'cashMove', account: 'paper', moveId: 'm1', reason: 'interest', amount: money('2.5', 'USD'),
 *   seq: 1, time, at: time, source: 'bank' })
 * pnl.days().map(({ day, carry, change }) => [day, carry, change]) // => [['2026-11-02', 2.5, 2.5]]
 */
export function createDailyPnl(book: BookView): DailyPnl {
  const ended: PnlDay[] = []
  let start = momentOf(book)
  let day: IsoDate | undefined
  return {
    advance(time) {
      const next = toIsoDate(time)
      if (day !== undefined && next > day) {
        const end = momentOf(book)
        ended.push(dayOf(day, start, end))
        start = end
      }
      if (day === undefined || next > day) day = next
    },
    days: () => (day === undefined ? [] : [...ended, dayOf(day, start, momentOf(book))]),
  }
}

function momentOf(book: BookView): Moment {
  const behind = behindOf('createDailyPnl', book)
  const currencies = partsBy(
    behind,
    ({ currency }) => currency,
    ({ currency }) => currency,
  )
  const parts = new Map([...currencies].map(([currency, byCurrency]) => [currency, byCurrency.get(currency)!]))
  const rates = new Map([...parts.keys()].map((currency) => [currency, rateIn(behind, book.base, currency)]))
  let equity = 0
  for (const [currency, one] of parts) {
    const worth = worthOf(one)
    if (worth !== 0) equity += worth * rates.get(currency)!
  }
  return { parts, rates, equity }
}

function dayOf(day: IsoDate, start: Moment, end: Moment): PnlDay {
  const sum = noParts()
  let currency = 0
  for (const [name, now] of end.parts) {
    const before = start.parts.get(name) ?? noParts()
    const rate = end.rates.get(name)!
    for (const part of ['flows', 'realized', 'unrealized', 'fees', 'funding', 'carry'] as const)
      if (now[part] !== before[part]) sum[part] += (now[part] - before[part]) * rate
    const held = worthOf(before)
    if (held !== 0) currency += held * (rate - start.rates.get(name)!)
  }
  return { day, equity: end.equity, change: end.equity - start.equity, ...sum, currency }
}

function worthOf({ flows, realized, unrealized, fees, funding, carry }: Parts): number {
  return flows + realized + unrealized - fees + funding + carry
}
