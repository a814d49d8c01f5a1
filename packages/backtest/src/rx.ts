// @bourse/backtest/rx: a study as a stream of how far it is.
import type { StrategyBinder } from '@bourse/engine'
import { Observable } from 'rxjs'
import type { SweepGrid } from './sweep/gridPoints.js'
import type { Study } from './sweep/study.js'
import { sweep } from './sweep/sweep.js'
import type { SweepOptions } from './sweep/sweepOptions.js'

type StreamedOptions = Omit<SweepOptions, 'progress' | 'signal'>

/** `bar`: a line for a terminal. `study`: with the last step, and undefined before. */
export type SweepStep = {
  readonly done: number
  readonly of: number
  readonly bar: string
  readonly study: Study | undefined
}

/**
 * A sweep that tells how far it is after each trial, and its study with the last step. Unsubscribing cancels it: no further trial
 * begins. Each subscription is a study of its own. Whatever `sweep` throws is an error of the stream.
 *
 * @example
 * import { sweep$ } from '@bourse/backtest/rx'
 * import { parseCsv } from '@bourse/data'
 * import { defineStrategy } from '@bourse/engine'
 * import { lastValueFrom } from 'rxjs'
 * const bars = parseCsv('date,open,high,low,close\n2026-01-02,10,11,10,11\n2026-01-05,11,12,11,12\n2026-01-06,12,13,12,13',
 *   { id: 'SPY@ARCX', span: '1d' })
 * const share = defineStrategy({ name: 'share', defaults: { share: 1 }, on: { bar: (ctx, bar) => ctx.target(bar.id, ctx.params.share) } })
 * const last = await lastValueFrom(sweep$(share, { share: [0, 0.5, 1] }, { data: bars, cash: '1100 USD' }))
 * last.bar // => '[########################] 3 of 3'
 * last.study?.best('totalReturn').params // => { share: 1 }
 */
export function sweep$<P extends object>(
  strategy: StrategyBinder<P>,
  grid: SweepGrid<P>,
  options: StreamedOptions,
): Observable<SweepStep>
export function sweep$(
  strategy: URL,
  grid: SweepGrid<{ readonly [parameter: string]: number | string | boolean }>,
  options: StreamedOptions,
): Observable<SweepStep>
export function sweep$(
  strategy: StrategyBinder<object> | URL,
  grid: { readonly [parameter: string]: Iterable<unknown> | undefined },
  options: StreamedOptions,
): Observable<SweepStep> {
  return new Observable((subscriber) => {
    const stop = new AbortController()
    let [done, of] = [0, 0]
    const progress = (ended: number, all: number): void => {
      done = ended
      of = all
      if (done < of) subscriber.next({ done, of, bar: barOf(done, of), study: undefined })
    }
    // One of the two forms it was called in.
    sweep(strategy as StrategyBinder<object>, grid as SweepGrid<object>, {
      ...options,
      progress,
      signal: stop.signal,
    }).then(
      (study) => {
        // A journal may have held them all.
        const all = Math.max(of, study.trials.length + study.failures.length)
        subscriber.next({ done: all, of: all, bar: barOf(all, all), study })
        subscriber.complete()
      },
      (error: unknown) => subscriber.error(error),
    )
    return () => stop.abort()
  })
}

const cells = 24

function barOf(done: number, of: number): string {
  const full = Math.floor((cells * done) / of)
  return `[${'#'.repeat(full)}${'.'.repeat(cells - full)}] ${done} of ${of}`
}
