// @bourse/portfolio/rx: a ledger on a stream of inputs. The ledger does the work.
import { type Clock, type Duration, durationMs, type EpochMs, type Input } from '@bourse/core'
import { distinctUntilChanged, map, Observable, type OperatorFunction } from 'rxjs'
import type { BookView } from './book/bookView.js'
import type { Exposure } from './exposure/exposure.js'
import { type ExposureKey, exposuresOf } from './exposure/exposuresOf.js'
import type { Valuation } from './exposure/valuation.js'
import { createLedger } from './ledger/createLedger.js'
import type { LedgerConfig } from './ledger/ledgerTypes.js'

/** `every`: least time between two emissions that only marks have caused; 0 emits with each. */
export type PortfolioStreamOptions = LedgerConfig & { readonly every: Duration; readonly clock: Clock }

/**
 * A ledger of its own per subscription, as snapshots. What moved money or positions comes at once; marks come at most every
 * `every`, the newest of all. What is pending goes on before the source's end or error. The market record must have seen an
 * input before it comes here.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, formatMoney, type Input, manualClock, money } from '@bourse/core'
 * import { portfolio$ } from '@bourse/portfolio/rx'
 * import { of } from 'rxjs'
 * const deposit: Input = { kind: 'cashMove', account: 'paper', moveId: 'm1', reason: 'deposit', amount: money('5', 'USD'),
 *   seq: 1, time: 5, at: 5, source: 'bank' }
 * const config = { base: 'USD', instruments: createRegistry([]), market: createMarketRecord(), clock: manualClock(0) } as const
 * const seen: string[] = []
 * portfolio$(of(deposit), { ...config, every: '250ms' }).subscribe((book) => seen.push(...book.cash().map((sum) => formatMoney(sum))))
 * seen // => ['5 USD']
 */
export function portfolio$(
  inputs: Observable<Input>,
  { every, clock, ...config }: PortfolioStreamOptions,
): Observable<BookView> {
  const period = durationMs(every)
  return new Observable((subscriber) => {
    const ledger = createLedger(config)
    let told = ledger.version
    let quietUntil: EpochMs = Number.NEGATIVE_INFINITY
    let cancel: (() => void) | undefined

    const emit = (): void => {
      cancel?.()
      cancel = undefined
      if (ledger.version === told) return
      told = ledger.version
      quietUntil = clock.now() + period
      subscriber.next(ledger.snapshot())
    }
    subscriber.add(() => cancel?.())
    subscriber.add(
      inputs.subscribe({
        next(input) {
          const entry = ledger.apply(input)
          if (entry !== undefined || (ledger.version !== told && clock.now() >= quietUntil)) emit()
          else if (ledger.version !== told) cancel ??= clock.wake(quietUntil, emit)
        },
        error(error: unknown) {
          emit()
          subscriber.error(error)
        },
        complete() {
          emit()
          subscriber.complete()
        },
      }),
    )
  })
}

/**
 * Equity of each book, when it changes: NaN comes once while a mark or a rate is missing.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { openingBook } from '@bourse/portfolio'
 * import { equity$ } from '@bourse/portfolio/rx'
 * import { of } from 'rxjs'
 * const cash = [{ account: 'paper', money: money('5', 'USD') }] as const
 * const book = openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord(), cash })
 * const seen: number[] = []
 * of(book, book).pipe(equity$()).subscribe((value) => seen.push(value))
 * seen // => [5]
 */
export function equity$(): OperatorFunction<BookView, number> {
  return (books) =>
    books.pipe(
      map((book) => book.equity().value),
      distinctUntilChanged(Object.is),
    )
}

/**
 * Exposures of each book by bucket, when a figure changes: `exposuresOf` with the marks and rates of that moment.
 *
 * @example
 * import { byClass, createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { openingBook } from '@bourse/portfolio'
 * import { exposures$ } from '@bourse/portfolio/rx'
 * import { of } from 'rxjs'
 * const valuation = { instruments: createRegistry([]), market: createMarketRecord() }
 * const book = openingBook({ base: 'USD', ...valuation, cash: [{ account: 'paper', money: money('5', 'USD') }] })
 * const seen: number[] = []
 * of(book, book).pipe(exposures$(byClass, valuation)).subscribe((buckets) => seen.push(buckets.length))
 * seen // => [0]
 */
export function exposures$(by: ExposureKey, valuation: Valuation): OperatorFunction<BookView, readonly Exposure[]> {
  return (books) =>
    books.pipe(
      map((book) => exposuresOf(book, by, valuation)),
      distinctUntilChanged(isSameTable),
    )
}

function isSameTable(a: readonly Exposure[], b: readonly Exposure[]): boolean {
  return a.length === b.length && a.every((one, i) => isSameBucket(one, b[i]!))
}

function isSameBucket(a: Exposure, b: Exposure): boolean {
  return a.bucket === b.bucket && Object.is(a.gross, b.gross) && Object.is(a.net, b.net)
}
