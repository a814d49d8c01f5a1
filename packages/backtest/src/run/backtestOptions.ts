// What a run is told, and what it may be fed with.
import type { Calendars, Instruments, Partition } from '@bourse/assets'
import type { Bars, InstrumentId, MarketFact, MoneyText, Sourced } from '@bourse/core'
import type { AnswerModule, BoundStrategy, Engine, EngineConfig, LoopVenue, StrategySlot } from '@bourse/engine'
import type { Rng } from '@bourse/math'
import type { MarginModel, Rule } from '@bourse/risk'
import type { SimOptions, SyntheticMarket } from '@bourse/sim'
import type { HonestyCheck } from '../honesty/honestyCheck.js'

/** Columns of bars, facts in order of time, or a synthetic market. Several series are merged by time. */
export type BacktestData = Bars | readonly Bars[] | Iterable<Sourced<MarketFact>> | SyntheticMarket

/**
 * One strategy, or several that share the account (a slot says what part of it is a strategy's), or a function that makes the
 * engine itself: as one makes it for live, with the run's terms.
 */
export type BacktestStrategy = BoundStrategy | readonly (BoundStrategy | StrategySlot)[] | EngineMaker

/** Makes a fresh engine of a run's terms, its strategies added: `(terms) => createEngine({ ...terms, strategies })`. */
export type EngineMaker = (terms: Omit<EngineConfig, 'strategies'>) => Engine

/** A venue of your own instead of the simulated one; made anew for every run. */
export type VenueMaker = (instruments: Instruments, rng: Rng) => LoopVenue

/**
 * `cash`: what the account starts with; the first currency is the one everything is told in. Without `instruments` every
 * id is an equity of that currency, tick 0.01, lot 1, and the report says so. What `rules` remember is put back after each
 * run. `venue`: how orders fill and what they cost; default along the pessimistic path of
 * each bar, free of cost. `margins`: what an account must hold, for rules that ask and for the report; the first model that
 * has an answer gives it. `seed` defaults to 1. `benchmark`: bought with everything at the first price and held.
 * `buckets`: a partition by which the report tells profit apart too, as the rules do. `periodsPerYear`: by default counted
 * from the data. `rows`: whether a row of equity tells a moment after what was traded at its prices (default), or before;
 * `'day'` keeps the last of each day (UTC), so that figures are of days where markets close at different hours. `trips`: a
 * round trip is from flat to flat (default), or every lot by itself, oldest first, exits of a bracket with their entry.
 * `honesty`: runs the checks of `honestyOf` too, seven more runs. `progress`: told how much of the data has been run, 0 to
 * 1 by whole percents, and by which run: the run itself, or a check of its honesty.
 */
export type BacktestOptions = {
  readonly data: BacktestData
  readonly cash: MoneyText | readonly MoneyText[]
  readonly instruments?: Instruments
  readonly calendars?: Calendars
  readonly rules?: readonly Rule[]
  readonly margins?: readonly MarginModel[]
  readonly venue?: SimOptions | VenueMaker
  readonly answers?: readonly AnswerModule[]
  readonly seed?: number | string
  readonly benchmark?: InstrumentId
  readonly buckets?: Partition
  readonly periodsPerYear?: number
  readonly rows?: 'after' | 'before' | 'day'
  readonly trips?: 'position' | 'lot'
  readonly honesty?: boolean
  readonly progress?: (share: number, doing: 'run' | HonestyCheck['check']) => void
}
