import { createRegistry, type Instrument } from '@bourse/assets'
import { createRng } from '@bourse/math'
import type { SimOptions } from '@bourse/sim'
import type { BacktestData, BacktestOptions, BacktestStrategy } from '../run/backtestOptions.js'
import { type RunOptions, type RunRecord, runWorld } from '../run/runWorld.js'
import { decisionsOf, sameUntil } from './decisions.js'
import { groupedNumber } from '../report/groupedNumber.js'
import type { HonestyCheck } from './honestyCheck.js'
import { type Market, marketOf, truncated } from './market.js'
import { randomEntries } from './randomEntries.js'

/** Where a run is cut to see whether its decisions knew what came later, as parts of its length. */
const cuts = [0.25, 0.5, 0.75, 0.9]
const draws = 200

/**
 * Asks of a result what its reader should ask. `make` is called with the data of each run, so that a strategy which is
 * fitted to its data is fitted to what it would have had: pass `() => strategy` where nothing is.
 *
 * `look-ahead`: with the data cut off at a moment, everything decided before it must be the same. `delay-by-one`: orders
 * that arrive one bar later must keep half of the profit. `double-costs`: with fees and slippage doubled it must still
 * profit. `random-entry`: of 200 runs that hold as much and as long at random times, at most 5 % may do better. `benchmark`:
 * it must beat holding what it trades, in equal parts. `path-dependent`: at most 5 % of fills may depend on the way through
 * their bar. Checks that cannot be made (nothing was traded, no bars) are left out.
 *
 * @example
 * import { honestyOf } from '@bourse/backtest'
 * import { parseCsv } from '@bourse/data'
 * import { defineStrategy } from '@bourse/engine'
 * const bars = parseCsv('date,open,high,low,close\n2026-01-02,10,11,10,11\n2026-01-05,11,12,11,12\n2026-01-06,12,13,12,13',
 *   { id: 'SPY@ARCX', span: '1d' })
 * const hold = defineStrategy({ name: 'hold', defaults: {}, on: { bar: (ctx, bar) => ctx.target(bar.id, 1) } })
 * honestyOf(() => hold(), { data: bars, cash: '110 USD' })[0]?.check // => 'look-ahead'
 */
export function honestyOf(
  make: (data: BacktestData) => BacktestStrategy,
  options: BacktestOptions,
): readonly HonestyCheck[] {
  const market = marketOf(options.data)
  const data = market.data
  const { progress } = options
  const instruments = options.instruments ?? (market.instruments && createRegistry(market.instruments as Instrument[]))
  const run = (
    on: BacktestData,
    check: HonestyCheck['check'],
    change: Partial<RunOptions> = {},
  ): { readonly record: RunRecord; readonly decisions: readonly string[] } => {
    const decisions = decisionsOf()
    const told = progress && ((share: number) => progress(share, check))
    const record = runWorld(
      make(on),
      { ...options, ...(instruments && { instruments }), data: on, lean: true, ...change },
      decisions.watch,
      told,
    )
    return { record, decisions: decisions.told() }
  }
  const whole = run(data, 'look-ahead')
  const checks = [lookAhead(whole.decisions, market, (on) => run(on, 'look-ahead').decisions)]
  if (whole.record.fills.length === 0) return checks
  const made = profitOf(whole.record)
  const venue = typeof options.venue === 'function' ? undefined : options.venue
  if (typeof options.venue !== 'function') {
    const later = profitOf(run(data, 'delay-by-one', { venue: { ...venue, orderLatency: market.step } }).record)
    checks.push(delayed(made, later))
    if (venue?.fees !== undefined || venue?.slippage !== undefined)
      checks.push(dearer(profitOf(run(data, 'double-costs', { venue: doubled(venue) }).record)))
  }
  checks.push(...randomEntries(whole.record, market, createRng(`${options.seed ?? 1} random entries`), draws))
  const { dependentFills, fills } = whole.record
  if (dependentFills !== undefined)
    checks.push({
      check: 'path-dependent',
      passed: dependentFills <= 0.05 * fills.length,
      value: dependentFills,
      meaning: `fills that depend on the way through their bar: ${dependentFills} of ${fills.length} (5 % allowed)`,
    })
  return checks
}

function lookAhead(
  whole: readonly string[],
  market: Market,
  decide: (data: BacktestData) => readonly string[],
): HonestyCheck {
  for (const cut of cuts) {
    const at = market.from + cut * (market.to - market.from)
    const data = truncated(market, at)
    if (data === undefined) continue
    const changed = sameUntil(whole, decide(data), at)
    if (changed === undefined) continue
    const when = new Date(changed).toISOString()
    return {
      check: 'look-ahead',
      passed: false,
      value: changed,
      meaning: `a decision of ${when} is another when nothing after ${new Date(at).toISOString()} is known`,
    }
  }
  return {
    check: 'look-ahead',
    passed: true,
    value: Number.NaN,
    meaning: 'no decision changes when the future is cut off',
  }
}

function delayed(made: number, later: number): HonestyCheck {
  return {
    check: 'delay-by-one',
    passed: made > 0 && later >= made / 2,
    value: later,
    meaning: `profit ${groupedNumber(made)}, with orders one bar later ${groupedNumber(later)} (half asked)`,
  }
}

function dearer(made: number): HonestyCheck {
  return {
    check: 'double-costs',
    passed: made > 0,
    value: made,
    meaning: `profit with fees and slippage doubled ${groupedNumber(made)}`,
  }
}

function doubled(venue: SimOptions): SimOptions {
  const { fees, slippage } = venue
  return {
    ...venue,
    ...(fees === undefined
      ? {}
      : { fees: (fill) => ({ currency: fees(fill).currency, value: fees(fill).value.mul(2) }) }),
    ...(slippage === undefined ? {} : { slippage: (...asked) => 2 * slippage(...asked) }),
  }
}

export function profitOf({ equity }: RunRecord): number {
  return equity.at(-1)! - equity[0]!
}
