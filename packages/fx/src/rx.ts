// @bourse/fx/rx: rates on a clock. The stepper does the work.
import { type Clock, type Duration, durationMs, type EpochMs, type Quote, type Sourced } from '@bourse/core'
import { Observable } from 'rxjs'
import type { FxRates } from './rates/fxRate.js'
import { type FxRatesOptions, fxRates } from './rates/fxRates.js'

/** `every`: least time between two emissions; 0 emits with each quote. `staleAfter` and `pairOf` as in `fxRates`. */
export type FxRatesStreamOptions = FxRatesOptions & { readonly clock: Clock; readonly every: Duration }

/**
 * Rates after each quote, at most once per `every`: the first at once, then the newest state of all. When a quote grows
 * stale by the clock, rates go on without it although nothing came. Each emission is a snapshot of its own. What is
 * pending goes on before the source's end or error.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * import { fxRates$ } from '@bourse/fx/rx'
 * import { NEVER, of, concat } from 'rxjs'
 * const clock = manualClock(0)
 * const quote = { kind: 'quote', id: 'EUR/USD@ebs', bid: 1.1, ask: 1.2, bidSize: 1, askSize: 1, at: 0, source: 'feed' } as const
 * const seen: boolean[] = []
 * fxRates$(concat(of(quote), NEVER), { clock, every: '250ms', staleAfter: '5s' }).subscribe((rates) => seen.push(rates.rate('USD', 'EUR').ok))
 * clock.advance(10_000)
 * seen // => [true, false]
 */
export function fxRates$(
  quotes: Observable<Sourced<Quote>>,
  { clock, every, ...options }: FxRatesStreamOptions,
): Observable<FxRates> {
  const period = durationMs(every)
  return new Observable((subscriber) => {
    const stepper = fxRates(options)
    let pending = false
    let quietUntil: EpochMs = Number.NEGATIVE_INFINITY
    let cancel = (): void => {}

    const emit = (): void => {
      pending = false
      quietUntil = clock.now() + period
      stepper.advance(clock.now())
      const rates = stepper.snapshot()
      arm()
      subscriber.next(rates)
    }
    const arm = (): void => {
      cancel()
      const due = pending ? quietUntil : Math.max(stepper.nextStale(), quietUntil)
      cancel = Number.isFinite(due) ? clock.wake(due, emit) : () => {}
    }
    subscriber.add(() => cancel())
    subscriber.add(
      quotes.subscribe({
        next(quote) {
          stepper.next(quote)
          const waits = pending
          pending = true
          if (clock.now() >= quietUntil) emit()
          else if (!waits) arm()
        },
        error(error: unknown) {
          if (pending) emit()
          subscriber.error(error)
        },
        complete() {
          if (pending) emit()
          subscriber.complete()
        },
      }),
    )
  })
}
