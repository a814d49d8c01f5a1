// What a worker runs: one point of a grid. Bars come as shared columns, everything that is code by address.
import type { Bars, Columns, InstrumentId, Json, MoneyText, Span } from '@bourse/core'
import type { StrategyBinder } from '@bourse/engine'
import type { BacktestOptions } from '../run/backtestOptions.js'
import { importNamed } from './executorJob.js'
import type { ParamSet } from './gridPoints.js'
import { runTrial, type TrialWindow, trialToJson } from './trial.js'

/** Everything but the columns, which travel once. */
export type SweepInput = {
  readonly strategy: string
  readonly setup: string | null
  readonly params: ParamSet
  readonly window: TrialWindow | null
  readonly cash: MoneyText | readonly MoneyText[]
  readonly seed: number | string
  readonly benchmark: InstrumentId | null
  readonly periodsPerYear: number | null
  readonly series: readonly { readonly name: string; readonly id: InstrumentId; readonly span: Span }[]
}

export async function sweepJob(input: Json, shared: { readonly [name: string]: Columns }): Promise<Json> {
  const told = input as unknown as SweepInput
  const binder = (await importNamed(told.strategy)) as StrategyBinder<object>
  const setup = told.setup === null ? undefined : ((await importNamed(told.setup)) as () => Partial<BacktestOptions>)
  const data = told.series.map(({ name, id, span }) => ({ id, span, ...shared[name] }) as Bars)
  const options: BacktestOptions = {
    ...setup?.(),
    data,
    cash: told.cash,
    seed: told.seed,
    ...(told.benchmark === null ? {} : { benchmark: told.benchmark }),
    ...(told.periodsPerYear === null ? {} : { periodsPerYear: told.periodsPerYear }),
  }
  return trialToJson(runTrial(binder, told.params, options, told.window ?? undefined))
}
