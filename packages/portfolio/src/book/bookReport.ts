import { bucketOf, byClass, type Instruments, notionalOf, type Partition } from '@bourse/assets'
import type { Amount, EpochMs, Money } from '@bourse/core'
import { behindOf } from './bookState.js'
import type { BookHole, BookView, Position } from './bookView.js'

/**
 * One bucket of a partition, in the base currency. `gross` and `value`: notional at the mark, without and with sign (premium
 * for options). `pnl`: unrealised. `allocation`: gross as a share of all gross.
 */
export type BookBucket = {
  readonly bucket: string
  readonly count: number
  readonly gross: number
  readonly value: number
  readonly pnl: number
  readonly allocation: number
}

/** One position as a page shows it. `value` and `pnl` as in `BookBucket`. */
export type BookLine = {
  readonly position: Position
  readonly bucket: string
  readonly price: number
  readonly value: number
  readonly pnl: number
}

/** A book at one moment. `leverage`: gross notional over equity. */
export type BookReport = {
  readonly time: EpochMs
  readonly equity: Amount
  readonly unrealized: Amount
  readonly cash: readonly Money[]
  readonly leverage: number
  readonly buckets: readonly BookBucket[]
  readonly positions: readonly BookLine[]
  readonly holes: readonly BookHole[]
}

/**
 * The whole book on one page: value, leverage, buckets (default by asset class), positions with entry, price and profit.
 * Figures without a mark or a rate are NaN, and `holes` says why. Throws `ledger/no-lots` for a book that is no ledger's.
 *
 * @example
 * import { bookReport, openingBook } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * const instruments = createRegistry([])
 * const cash = [{ account: 'paper', money: money('100', 'USD') }] as const
 * const book = openingBook({ base: 'USD', instruments, market: createMarketRecord(), cash })
 * bookReport(book, instruments).equity // => { currency: 'USD', value: 100 }
 */
export function bookReport(book: BookView, instruments: Instruments, partition: Partition = byClass): BookReport {
  const { setup, stateNow, prices } = behindOf('bookReport', book)
  const { rows } = stateNow()
  const lines = [...book.positions()].map((position): BookLine => {
    const { account, strategy } = position
    const slot = setup.slots.get(position.instrument)!
    const place = slot.places.find((one) => one.account === account && one.strategy === strategy)!
    const row = rows[place.index]!
    const instrument = instruments.find(position.instrument) ?? row.terms.instrument
    const price = prices.mark(row)
    const rate = row.terms.currency === book.base ? 1 : prices.rate(row.terms.currency)
    return {
      position,
      bucket: bucketOf(instrument, partition),
      price,
      value: notionalOf(instrument, position.quantity, price) * rate,
      pnl: book.unrealized(position).value,
    }
  })
  const gross = lines.reduce((sum, { value }) => sum + Math.abs(value), 0)
  const equity = book.equity()
  return {
    time: book.time,
    equity,
    unrealized: book.unrealized(),
    cash: book.cash(),
    leverage: gross === 0 ? 0 : gross / equity.value,
    buckets: partition.buckets.flatMap((bucket) => {
      const own = lines.filter((line) => line.bucket === bucket)
      if (own.length === 0) return []
      const sum = (of: (line: BookLine) => number): number => own.reduce((total, line) => total + of(line), 0)
      const part = sum(({ value }) => Math.abs(value))
      return [
        {
          bucket,
          count: own.length,
          gross: part,
          value: sum(({ value }) => value),
          pnl: sum(({ pnl }) => pnl),
          allocation: gross === 0 ? 0 : part / gross,
        },
      ]
    }),
    positions: lines,
    holes: book.holes(),
  }
}
