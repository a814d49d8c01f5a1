import { medianOf } from './medianOf.js'
import type { StrategyBinder } from '@bourse/engine'
import type { PerformanceFigures } from '@bourse/risk'
import { checkRun } from '../run/checkRun.js'
import { wrapped } from '../report/reportTable.js'
import { bestOf, doubtChecks, doubtsOf } from './bestTrial.js'
import { gridPoints, type SweepGrid } from './gridPoints.js'
import type { BestTrial, Study, Trial } from './study.js'
import type { SweepOptions } from './sweepOptions.js'
import { sweepRunner } from './sweepRunner.js'
import { walkForward } from './walkForward.js'

/**
 * Runs a strategy on every point of a grid. Seeds come from the point, so that the same bits come out in any order and on
 * any number of workers. By URL the fragment names the export, `new URL('./cross.js#cross', import.meta.url)`: the only form
 * that can leave this process.
 *
 * A point that cannot be run is in `failures`. Throws `run/canceled` when the signal ends it, and `input/out-of-range`
 * where something that is code would have to cross a worker.
 *
 * @example
 * import { sweep } from '@bourse/backtest'
 * import { parseCsv } from '@bourse/data'
 * import { defineStrategy } from '@bourse/engine'
 * const bars = parseCsv('date,open,high,low,close\n2026-01-02,10,11,10,11\n2026-01-05,11,12,11,12\n2026-01-06,12,13,12,13',
 *   { id: 'SPY@ARCX', span: '1d' })
 * const hold = defineStrategy({ name: 'hold', defaults: { share: 1 }, on: { bar: (ctx, bar) => ctx.target(bar.id, ctx.params.share) } })
 * const study = await sweep(hold, { share: [0, 0.5, 1] }, { data: bars, cash: '1100 USD' })
 * study.best('totalReturn').params // => { share: 1 }
 */
export function sweep<P extends object>(
  strategy: StrategyBinder<P>,
  grid: SweepGrid<P>,
  options: SweepOptions,
): Promise<Study>
export function sweep(
  strategy: URL,
  grid: SweepGrid<{ readonly [parameter: string]: number | string | boolean }>,
  options: SweepOptions,
): Promise<Study>
export async function sweep(
  strategy: StrategyBinder<object> | URL,
  grid: { readonly [parameter: string]: Iterable<unknown> | undefined },
  options: SweepOptions,
): Promise<Study> {
  checkRun(options)
  const { points, neighbours } = gridPoints(grid)
  const runner = sweepRunner(strategy, options)
  const answers = await runner.run(points.map((params) => ({ params, window: undefined })))
  const results = answers.map((answer) => (answer.ok ? answer.result : undefined))
  const trialAt = (point: number): Trial => {
    const { figures, digest } = results[point]!
    return { params: points[point]!, figures, digest }
  }
  const ran = points.map((_, i) => i).filter((i) => results[i] !== undefined)
  const near = (point: number, figure: keyof PerformanceFigures): number =>
    medianOf(neighbours(point).flatMap((i) => (results[i] === undefined ? [] : [results[i].figures[figure]])))
  const doubts = (point: number) =>
    doubtsOf(
      ran.map((i) => results[i]!.stretches),
      ran.indexOf(point),
    )
  const study: Study = {
    trials: ran.map(trialAt),
    failures: answers.flatMap((answer, i) => (answer.ok ? [] : [{ params: points[i]!, failure: answer.failure }])),
    best(figure): BestTrial {
      const point = bestOf(
        results.map((result) => result?.figures),
        figure,
      )
      return { ...trialAt(point), ...doubts(point), neighbours: near(point, figure) }
    },
    overfit() {
      const point = bestOf(
        results.map((result) => result?.figures),
        'sharpe',
      )
      return doubtChecks(doubts(point), ran.length, results[point]!.figures.sharpe, near(point, 'sharpe'))
    },
    walkForward: (plan) => walkForward(points, runner, options, plan),
    table: () => studyTable(study),
  }
  return study
}

function studyTable(study: Study): string {
  const lines = [`${study.trials.length} trials, ${study.failures.length} failed`, '']
  lines.push(`${'parameters'.padEnd(38)}${'Sharpe'.padStart(10)}${'return'.padStart(12)}${'drawdown'.padStart(12)}`)
  const order = [...study.trials].sort((a, b) => down(a.figures.sharpe) - down(b.figures.sharpe)).slice(0, 10)
  for (const { params, figures } of order) {
    const told = Object.entries(params)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
    const [ratio, made, lost] = [
      figures.sharpe.toFixed(3),
      `${(100 * figures.totalReturn).toFixed(2)} %`,
      `${(100 * figures.maxDrawdown).toFixed(2)} %`,
    ]
    lines.push(`${told.slice(0, 37).padEnd(38)}${ratio.padStart(10)}${made.padStart(12)}${lost.padStart(12)}`)
  }
  lines.push('')
  for (const check of study.overfit())
    lines.push(...wrapped(`${check.passed ? 'passed' : 'FAILED'}  ${check.check}: ${check.meaning}`))
  return lines.join('\n')
}

function down(value: number): number {
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : -value
}
