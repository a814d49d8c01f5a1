// One point of a grid, run and told in what can cross a worker.
import { type Bars, type EpochMs, type Json, numberFromJson, numberToJson } from '@bourse/core'
import { barsBetween } from '@bourse/data'
import type { StrategyBinder } from '@bourse/engine'
import type { PerformanceFigures } from '@bourse/risk'
import { reportOf } from '../run/backtest.js'
import { type RunOptions, runWorld } from '../run/runWorld.js'
import type { ParamSet } from './gridPoints.js'

/** `from` included, `to` excluded. */
export type TrialWindow = { readonly from: EpochMs; readonly to: EpochMs }
/** `stretches`: returns over at most 512 equal stretches of the run, for the statistics of many trials. */
export type TrialResult = {
  readonly figures: PerformanceFigures
  readonly digest: string
  readonly stretches: Float64Array
}

const mostStretches = 512

/** The seed is made from the point itself, so that neither order nor place changes a number. */
export function runTrial(
  binder: StrategyBinder<object>,
  params: ParamSet,
  options: RunOptions,
  window: TrialWindow | undefined,
): TrialResult {
  const seed = `${options.seed ?? 1} ${JSON.stringify(params)}`
  const data = window === undefined ? options.data : windowOf(options.data as Bars | readonly Bars[], window)
  // A trial is its figures: a thousand of them have no use for who held what each day.
  const report = reportOf(runWorld(binder(params), { ...options, data, seed, lean: true }), options)
  return { figures: report.figures, digest: report.digest, stretches: stretchesOf(report.equity) }
}

export function windowOf(data: Bars | readonly Bars[], { from, to }: TrialWindow): readonly Bars[] {
  const all = 'close' in data ? [data] : data
  return all.map((bars) => barsBetween(bars, from, to)).filter((bars) => bars.time.length > 0)
}

function stretchesOf(equity: Float64Array): Float64Array {
  const periods = equity.length - 1
  const count = Math.max(0, Math.min(mostStretches, periods))
  return Float64Array.from({ length: count }, (_, i) => {
    const [from, to] = [Math.floor((i * periods) / count), Math.floor(((i + 1) * periods) / count)]
    return equity[to]! / equity[from]! - 1
  })
}

export function trialToJson({ figures, digest, stretches }: TrialResult): Json {
  return {
    digest,
    figures: Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, signedJson(value)])),
    stretches: Array.from(stretches, numberToJson),
  }
}

export function trialFromJson(json: Json): TrialResult {
  const told = json as {
    readonly digest: string
    readonly figures: { readonly [name: string]: Json }
    readonly stretches: readonly Json[]
  }
  const figures = Object.fromEntries(Object.entries(told.figures).map(([name, value]) => [name, signedNumber(value)]))
  return {
    digest: told.digest,
    figures: figures as PerformanceFigures,
    stretches: Float64Array.from(told.stretches, numberFromJson),
  }
}

// JSON has no infinities, and a track record may be one.
function signedJson(value: number): Json {
  if (value === Number.POSITIVE_INFINITY) return 'Infinity'
  return value === Number.NEGATIVE_INFINITY ? '-Infinity' : numberToJson(value)
}

function signedNumber(json: Json): number {
  return typeof json === 'string' ? Number(json) : numberFromJson(json)
}
