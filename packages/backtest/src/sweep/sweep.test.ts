import { BourseError, type Executor, type Journal, type JournalEntry, type JournalRecord } from '@bourse/core'
import { percentFee } from '@bourse/sim'
import { expect, test } from 'vitest'
import { cross } from '../fixtures/cross.js'
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

function memoryJournal(lines: string[]): Journal {
  return {
    header: { format: 1, version: '0', runId: 'sweep', seed: '1', config: '', registry: '', code: '' },
    append(batch: readonly JournalRecord[]) {
      lines.push(...batch.map((record) => JSON.stringify(record)))
      return lines.length - 1
    },
    durable: () => Promise.resolve(),
    async *read(from = 0) {
      for (let position = from; position < lines.length; position++)
        yield { position, ...JSON.parse(lines[position]!) } as JournalEntry
    },
  }
}

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
    resume: memoryJournal(lines),
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
    resume: memoryJournal(lines),
    progress: (done) => again.push(done),
  })
  expect(again).toEqual([5, 6, 7, 8, 9])
  expect(study.trials).toEqual((await sweep(cross, grid, base)).trials)
  // Other money is another study.
  await sweep(cross, { fast: [3], slow: [12] }, { ...base, cash: '5 USD', resume: memoryJournal(lines) })
  expect(lines).toHaveLength(10)
})

test('a thread that dies is a failure of its job alone', async () => {
  const executor = workerExecutor({ workers: 1, execArgv })
  const seen = new Map<number, unknown>()
  for await (const { index, result } of executor.map(
    new URL('../fixtures/sweepJobs.ts#fragileJob', import.meta.url),
    [0, 1, 2, 3, 4, 5, 6, 7],
  ))
    seen.set(index, result.ok ? result.value : result.failure.code)
  await executor.close()
  expect(seen.get(3)).toBe('executor/worker-died')
  expect(seen.get(5)).toBe('executor/job-failed')
  for (const i of [0, 1, 2, 4, 6, 7]) expect(seen.get(i)).toEqual({ twice: 2 * i })
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

test('a study tells its doubts', async () => {
  const study = await sweep(cross, grid, base)
  expect(study.overfit().map(({ check }) => check)).toEqual(['deflated-sharpe', 'overfit', 'neighbours'])
  for (const line of study.table().split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  const best = study.best('maxDrawdown')
  expect(best.figures.maxDrawdown).toBe(Math.min(...study.trials.map(({ figures }) => figures.maxDrawdown)))
})
