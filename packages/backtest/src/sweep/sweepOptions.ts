import type { Executor, Journal } from '@bourse/core'
import type { BacktestOptions } from '../run/backtestOptions.js'

/**
 * Without `executor` trials run here. With one, the strategy and everything that is code go by address: `setup` names an
 * export that returns the options which cannot cross a worker (instruments, calendars, rules, venue, answers). `resume`: a
 * journal in which each finished trial is kept before `progress` tells of it; trials it holds are not run again. `signal`
 * ends the study with `run/canceled`.
 */
export type SweepOptions = Omit<BacktestOptions, 'progress'> & {
  readonly executor?: Executor
  readonly setup?: URL
  /** After each trial, in the order in which they end. */
  readonly progress?: (done: number, of: number) => void
  readonly signal?: AbortSignal
  readonly resume?: Journal
}
