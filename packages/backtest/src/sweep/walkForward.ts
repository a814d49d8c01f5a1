import type { Bars } from '@bourse/core'
import { performanceOf, ruleOf } from '@bourse/risk'
import { reportOf } from '../run/backtest.js'
import type { ProfitCurve } from '../run/profitCurve.js'
import { type RunRecord, runWorld } from '../run/runWorld.js'
import { bestOf } from './bestTrial.js'
import type { ParamSet } from './gridPoints.js'
import type { WalkForward, WalkWindow } from './study.js'
import type { SweepOptions } from './sweepOptions.js'
import { barsOfSweep, type SweepRunner } from './sweepRunner.js'
import { windowOf } from './trial.js'
import { type WalkForwardPlan, type WalkSplit, walkWindows } from './walkWindows.js'

/** Chooses on each training window, trades the test window after it, and puts the tests together. */
export async function walkForward(
  points: readonly ParamSet[],
  runner: SweepRunner,
  options: SweepOptions,
  plan: WalkForwardPlan,
): Promise<WalkForward> {
  const all = barsOfSweep(options)
  const first = Math.min(...all.map((bars) => bars.time[0]!))
  const last = Math.max(...all.map((bars) => bars.time.at(-1)!))
  const splits = walkWindows(first, last, plan)
  const tasks = splits.flatMap(({ trainFrom, trainTo }) =>
    points.map((params) => ({ params, window: { from: trainFrom, to: trainTo } })),
  )
  const answers = await runner.run(tasks)
  const binder = await runner.binder()
  const windows: WalkWindow[] = []
  for (const [i, split] of splits.entries()) {
    const trained = answers.slice(i * points.length, (i + 1) * points.length)
    const chosen = bestOf(
      trained.map((answer) => (answer.ok ? answer.result.figures : undefined)),
      plan.choose ?? 'sharpe',
    )
    const params = points[chosen]!
    const record = testRun(
      all,
      split,
      (data, rules) =>
        runWorld(binder(params), { ...options, data, rules, seed: `${options.seed ?? 1} ${JSON.stringify(params)}` }),
      options,
    )
    if (record.time.length > 0) windows.push({ ...split, params, report: reportOf(record, options) })
  }
  return stitched(windows)
}

/** From the start of training, so that indicators are warm; orders pass from the test's first moment on. */
function testRun(
  all: readonly Bars[],
  split: WalkSplit,
  run: (data: readonly Bars[], rules: NonNullable<SweepOptions['rules']>) => RunRecord,
  { rules = [] }: SweepOptions,
): RunRecord {
  const waiting = ruleOf('before-test', 'always', (_order, { now }) =>
    now < split.from
      ? { answer: 'refuse', code: 'backtest/before-test', figures: [] }
      : { answer: 'pass', figures: [] },
  )
  const record = run(windowOf(all, { from: split.trainFrom, to: split.to }), [waiting, ...rules])
  const row = record.time.findIndex((time) => time >= split.from)
  const start = row < 0 ? record.time.length : row
  const cut = (column: Float64Array): Float64Array => column.subarray(start)
  return {
    ...record,
    time: cut(record.time),
    equity: cut(record.equity),
    earned: record.earned && earnedFrom(record.earned, split.from),
    benchmark: record.benchmark === undefined ? undefined : cut(record.benchmark),
  }
}

/** Nothing is earned before the test; its last row before it is the start. */
function earnedFrom({ time, lines }: ProfitCurve, from: number): ProfitCurve {
  const row = Math.max(
    0,
    time.findLastIndex((at) => at < from),
  )
  return {
    time: time.subarray(row),
    lines: lines.map((line) => ({ ...line, profit: line.profit.subarray(row) })),
  }
}

function stitched(windows: readonly WalkWindow[]): WalkForward {
  const rows = windows.reduce((sum, { report }) => sum + report.time.length, 0)
  const time = new Float64Array(rows)
  const equity = new Float64Array(rows)
  let row = 0
  let scale = 1
  for (const { report } of windows) {
    for (let i = 0; i < report.time.length; i++) {
      time[row] = report.time[i]!
      equity[row++] = report.equity[i]! * scale
    }
    const next = windows[windows.findIndex((one) => one.report === report) + 1]
    if (next !== undefined) scale = equity[row - 1]! / next.report.equity[0]!
  }
  const periodsPerYear = ((rows - 1) / (time[rows - 1]! - time[0]!)) * 365.25 * 86_400_000
  return {
    time,
    equity,
    figures: performanceOf(equity, { periodsPerYear: periodsPerYear > 0 ? periodsPerYear : 1 }),
    windows,
  }
}
