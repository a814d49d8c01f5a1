import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { BourseError, type Executor, type Journal, systemClock } from '@bourse/core'
import { memoryJournal } from '@bourse/engine'
import { walkForwardFolds } from '@bourse/scoring'
import { percentFee } from '@bourse/sim'
import { expect, test } from 'vitest'
import { cross } from '../fixtures/cross.js'
import { killGrid, killGridSize, openSweepJournal, sweepChildOptions } from '../fixtures/sweepChildOptions.js'
import { walkBars } from '../fixtures/walkBars.js'
import { workerExecutor } from '../workers.js'
import { localExecutor } from './localExecutor.js'
import { sweep } from './sweep.js'
import { walkWindows } from './walkWindows.js'

const bars = walkBars('A@X', 700)
const grid = { fast: [3, 5, 8], slow: [12, 20, 30] }
const job = new URL('../fixtures/sweepJobs.ts#cross', import.meta.url)
const setup = new URL('../fixtures/sweepJobs.ts#setup', import.meta.url)
const venue = { fees: percentFee(0.001), grid: 'accept', fill: { fills: 'next-open' } } as const
const base = { data: bars, cash: '100000 USD' } as const
// Workers of tests read the sources.
const execArgv = [
  '--conditions=@bourse/source',
  '--import',
  new URL('../fixtures/registerTsx.mjs', import.meta.url).href,
]

const journalOf = (lines: string[]): Journal => memoryJournal({ runId: 'sweep' }, lines)

test('the same bits here, through the local executor, and on any number of threads', async () => {
  const here = await sweep(cross, grid, { ...base, venue })
  const digests = here.trials.map(({ digest }) => digest)
  expect(new Set(digests).size).toBe(9)
  expect(here.trials.map(({ params }) => params).slice(0, 2)).toEqual([
    { fast: 3, slow: 12 },
    { fast: 3, slow: 20 },
  ])
  const executors: Executor[] = [localExecutor(), workerExecutor({ workers: 2, execArgv })]
  for (const executor of executors) {
    const study = await sweep(job, grid, { ...base, setup, executor })
    expect(study.trials).toEqual(here.trials)
    expect(study.best('sharpe')).toEqual(here.best('sharpe'))
    await executor.close()
  }
})

test('what is code does not cross a worker, and a wrong address says so', async () => {
  const executor = localExecutor()
  await expect(sweep(cross, grid, { ...base, executor })).rejects.toThrow(/by address/)
  await expect(sweep(job, grid, { ...base, venue, executor })).rejects.toThrow(/setup/)
  await expect(sweep(new URL('../fixtures/sweepJobs.ts#nothing', import.meta.url), grid, base)).rejects.toThrow(
    /no export/,
  )
  const bad = await sweep(cross, { fast: [3, 0] }, base)
  expect(bad.trials).toHaveLength(1)
  expect(bad.failures[0]?.failure.code).toMatch(/^input\//)
  await expect(sweep(cross, { fast: [] }, base)).rejects.toThrow(BourseError)
})

test('canceled, and resumed from its journal: nothing that was told is run again', async () => {
  const lines: string[] = []
  const stop = new AbortController()
  const progress: number[] = []
  const first = sweep(cross, grid, {
    ...base,
    resume: journalOf(lines),
    signal: stop.signal,
    progress: (done) => {
      progress.push(done)
      if (done === 4) stop.abort()
    },
  })
  await expect(first).rejects.toMatchObject({ code: 'run/canceled', details: { done: 4, of: 9 } })
  expect(lines).toHaveLength(4)
  const again: number[] = []
  const study = await sweep(cross, grid, {
    ...base,
    resume: journalOf(lines),
    progress: (done) => again.push(done),
  })
  expect(again).toEqual([5, 6, 7, 8, 9])
  expect(study.trials).toEqual((await sweep(cross, grid, base)).trials)
  // Other money is another study.
  await sweep(cross, { fast: [3], slow: [12] }, { ...base, cash: '5 USD', resume: journalOf(lines) })
  expect(lines).toHaveLength(10)
})

test('a thread that dies, throws, hangs or answers with rubbish is a failure of its job alone', async () => {
  const executor = workerExecutor({ workers: 1, execArgv, patience: '3s', clock: systemClock })
  const seen = new Map<number, unknown>()
  for await (const { index, result } of executor.map(
    new URL('../fixtures/fragileJob.ts#fragileJob', import.meta.url),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  ))
    seen.set(index, result.ok ? result.value : result.failure.code)
  await executor.close()
  expect(seen.get(3)).toBe('executor/worker-died')
  expect(seen.get(5)).toBe('executor/job-failed')
  expect(seen.get(6)).toBe('executor/timed-out')
  expect(seen.get(7)).toBe('executor/bad-answer')
  expect(seen.get(8)).toBe('executor/bad-answer')
  for (const i of [0, 1, 2, 4, 9]) expect(seen.get(i)).toEqual({ twice: 2 * i })
})

test('an executor that answers with nothing, rubbish or twice: typed failures, and nothing else is lost', async () => {
  const real = localExecutor()
  const broken: Executor = {
    async *map(...args) {
      for await (const one of real.map(...args)) {
        if (one.index === 1) continue
        if (one.index === 2) yield { index: 2, result: { ok: true, value: 'rubbish' } }
        else yield one
        if (one.index === 4) yield one
        if (one.index === 5) yield { index: 77, result: { ok: true, value: 1 } }
      }
    },
    close: () => Promise.resolve(),
  }
  const told: number[] = []
  const lines: string[] = []
  const options = { ...base, setup, resume: journalOf(lines), progress: (done: number) => told.push(done) }
  const study = await sweep(job, grid, { ...options, executor: broken })
  expect(study.failures.map(({ params, failure }) => [params, failure.code])).toEqual([
    [{ fast: 3, slow: 20 }, 'executor/no-answer'],
    [{ fast: 3, slow: 30 }, 'executor/bad-answer'],
  ])
  expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(lines).toHaveLength(7)
  // What failed is run again by the next, what was done is not.
  told.length = 0
  const whole = await sweep(job, grid, { ...options, executor: real })
  expect(told).toEqual([8, 9])
  expect(whole.trials).toEqual((await sweep(cross, grid, { ...base, venue })).trials)
})

test('killed in the middle, and resumed: the bits of a study nobody killed, and no finished trial twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bourse-sweep-'))
  try {
    const child = spawn(
      process.execPath,
      [...execArgv, fileURLToPath(new URL('../fixtures/sweepChild.ts', import.meta.url)), folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    // Killed from outside after five trials were told of, whatever the threads are doing then.
    for await (const line of createInterface({ input: child.stdout })) if (Number(line) >= 5) child.kill('SIGKILL')
    if (child.signalCode === null) await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
    const journal = await openSweepJournal(folder)
    const before = journal.length
    expect(before).toBeGreaterThanOrEqual(5)
    expect(before).toBeLessThan(killGridSize)
    const told: number[] = []
    const executor = localExecutor()
    const options = { ...sweepChildOptions, executor, resume: journal, progress: (done: number) => told.push(done) }
    const study = await sweep(job, killGrid, options)
    await journal.close()
    // What the journal holds was not run again.
    expect(told).toEqual(Array.from({ length: killGridSize - before }, (_, i) => before + 1 + i))
    const whole = await sweep(cross, killGrid, { ...base, data: sweepChildOptions.data, venue })
    expect(study.trials).toEqual(whole.trials)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('walking forward: windows meet, the curve is stitched, nothing is traded before its test', async () => {
  const study = await sweep(cross, grid, base)
  for (const anchored of [false, true]) {
    const { windows, time, equity } = await study.walkForward({ train: '6mo', test: '3mo', anchored, embargo: '2d' })
    expect(windows.length).toBeGreaterThan(4)
    windows.forEach(({ from, to, trainFrom, trainTo, report }, i) => {
      if (i > 0) expect(from).toBe(windows[i - 1]!.to)
      expect(trainTo).toBe(from - 2 * 86_400_000)
      expect(trainFrom).toBe(
        anchored || i === 0
          ? Date.parse('2020-01-02')
          : windows[i - 1]!.trainFrom + (trainFrom - windows[i - 1]!.trainFrom),
      )
      for (const fill of report.fills) expect(fill.time >= from && fill.time < to).toBe(true)
      for (const at of report.time) expect(at >= from && at < to).toBe(true)
    })
    expect(time.length).toBe(windows.reduce((sum, { report }) => sum + report.time.length, 0))
    const product = windows.reduce((all, { report }) => all * (report.equity.at(-1)! / report.equity[0]!), 1)
    expect(equity.at(-1)! / equity[0]!).toBeCloseTo(product, 10)
  }
  await expect(study.walkForward({ train: '9y', test: '3mo' })).rejects.toThrow(/shorter than the data/)
  expect(walkWindows(Date.parse('2020-01-31'), Date.parse('2020-12-31'), { train: '1mo', test: '1mo' })[1]!.from).toBe(
    Date.parse('2020-03-29'),
  )
})

test('training ends before what it learns from reaches into a test: the rows of walkForwardFolds', async () => {
  const day = 86_400_000
  const [first, last] = [bars.time[0]!, bars.time.at(-1)!]
  for (const [train, test_, horizon, embargo] of [
    [200, 60, 0, 0],
    [200, 60, 21, 5],
    [120, 30, 10, 0],
    [120, 45, 0, 7],
  ] as const) {
    const plan = { train: `${train}d`, test: `${test_}d`, horizon: `${horizon}d`, embargo: `${embargo}d` } as const
    const splits = walkWindows(first, last, plan)
    expect(splits.length).toBeGreaterThan(5)
    const known = bars.time.map((time) => time + horizon * day)
    for (const split of splits) {
      expect(split.trainTo + (horizon + embargo) * day).toBe(split.from)
      const rows = [...bars.time.keys()].filter(
        (i) => bars.time[i]! >= split.trainFrom && bars.time[i]! < split.trainTo,
      )
      // A label that is decided on the last training row is known, embargo and all, before the first test row.
      expect(known[rows.at(-1)!]! + embargo * day).toBeLessThan(split.from)
      const next = bars.time[rows.at(-1)! + 1]!
      expect(next + (horizon + embargo) * day).toBeGreaterThanOrEqual(split.from)
    }
    const lengths = { train: train * day, test: test_ * day, first: splits[0]!.from, embargo: embargo * day }
    const folds = walkForwardFolds(bars.time, known, lengths)
    expect(folds.map((fold) => [fold.train[0], fold.train.at(-1), fold.test[0]])).toEqual(
      splits.map(({ trainFrom, trainTo, from }) => {
        const rowAt = (at: number): number => bars.time.findIndex((time) => time >= at)
        return [rowAt(trainFrom), rowAt(trainTo) - 1, rowAt(from)]
      }),
    )
  }
  const months = walkWindows(first, last, { train: '1y', test: '3mo', horizon: '1mo', embargo: '2d' })
  expect(months[0]).toMatchObject({ trainTo: Date.parse('2020-11-30'), from: Date.parse('2021-01-02') })
  expect(() => walkWindows(first, last, { train: '1mo', test: '1mo', horizon: '1mo' })).toThrow(/horizon/)
  const study = await sweep(cross, grid, base)
  const { windows } = await study.walkForward({ train: '6mo', test: '3mo', horizon: '30d', embargo: '2d' })
  for (const { from, trainTo } of windows) expect(from - trainTo).toBe(32 * day)
})

test('a study tells its doubts', async () => {
  const study = await sweep(cross, grid, base)
  expect(study.overfit().map(({ check }) => check)).toEqual(['deflated-sharpe', 'overfit', 'neighbours'])
  for (const line of study.table().split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  const best = study.best('maxDrawdown')
  expect(best.figures.maxDrawdown).toBe(Math.min(...study.trials.map(({ figures }) => figures.maxDrawdown)))
})
