// Runs the points of a grid, here or through an executor, and remembers in a journal what is done.
import { type Bars, BourseError, type Columns, type Failure, type Json, textDigest } from '@bourse/core'
import { barColumns } from '@bourse/data'
import type { StrategyBinder } from '@bourse/engine'
import { isBars } from '../run/dataSources.js'
import { importNamed } from './executorJob.js'
import type { ParamSet } from './gridPoints.js'
import type { SweepInput } from './sweepJob.js'
import type { SweepOptions } from './sweepOptions.js'
import { runTrial, type TrialResult, type TrialWindow, trialFromJson, trialToJson } from './trial.js'

export type SweepTask = { readonly params: ParamSet; readonly window: TrialWindow | undefined }
export type TaskAnswer =
  | { readonly ok: true; readonly result: TrialResult }
  | { readonly ok: false; readonly failure: Failure }

/** Answers in the order of the tasks. */
export interface SweepRunner {
  run(tasks: readonly SweepTask[]): Promise<readonly TaskAnswer[]>
  /** The strategy itself, loaded where it was named by address. */
  binder(): Promise<StrategyBinder<object>>
}

export function sweepRunner(strategy: StrategyBinder<object> | URL, options: SweepOptions): SweepRunner {
  const { executor, signal, resume, progress } = options
  const binder = async (): Promise<StrategyBinder<object>> =>
    strategy instanceof URL ? ((await importNamed(strategy)) as StrategyBinder<object>) : strategy
  const told = strategy instanceof URL ? strategy.href : strategy.strategy
  const fingerprint = fingerprintOf(options)

  return {
    binder,
    async run(tasks) {
      const keys = tasks.map(({ params, window }) => JSON.stringify([told, fingerprint, params, window ?? null]))
      const answers: (TaskAnswer | undefined)[] = new Array<undefined>(tasks.length).fill(undefined)
      if (resume !== undefined) {
        const known = await knownResults(resume)
        keys.forEach((key, i) => {
          const json = known.get(key)
          if (json !== undefined) answers[i] = { ok: true, result: trialFromJson(json) }
        })
      }
      let done = answers.filter((answer) => answer !== undefined).length
      const open = keys.map((_, i) => i).filter((i) => answers[i] === undefined)
      for await (const { index, answer } of answersOf(open, tasks)) {
        // An executor of somebody else's may tell twice, or of what nobody asked for.
        if (index === undefined || answers[index] !== undefined) continue
        answers[index] = answer
        if (resume !== undefined && answer.ok) {
          const what: Json = { trial: keys[index]!, result: trialToJson(answer.result) }
          await resume.durable(resume.append([{ record: 'audit', time: 0, what }]))
        }
        progress?.(++done, tasks.length)
      }
      if (signal?.aborted === true && answers.includes(undefined)) throw canceled(done, tasks.length)
      return answers.map((answer) => answer ?? { ok: false, failure: noAnswer })
    },
  }

  async function* answersOf(
    open: readonly number[],
    tasks: readonly SweepTask[],
  ): AsyncIterable<{ readonly index: number | undefined; readonly answer: TaskAnswer }> {
    if (open.length === 0) return
    if (executor === undefined) {
      const bound = await binder()
      const setup =
        options.setup === undefined ? undefined : ((await importNamed(options.setup)) as () => Partial<SweepOptions>)
      const all = { ...options, ...setup?.() }
      for (const index of open) {
        if (signal?.aborted === true) return
        yield { index, answer: answerHere(bound, tasks[index]!, all) }
      }
      return
    }
    const { inputs, shared } = executorInputs(
      told,
      strategy,
      options,
      open.map((index) => tasks[index]!),
    )
    const job = new URL('./sweepJob.js#sweepJob', import.meta.url)
    for await (const { index, result } of executor.map(job, inputs, {
      shared,
      ...(signal === undefined ? {} : { signal }),
    }))
      yield {
        index: open[index],
        answer: result.ok ? answerFrom(result.value) : { ok: false, failure: result.failure },
      }
  }
}

const noAnswer: Failure = { code: 'executor/no-answer', message: 'the executor ended without an answer', details: {} }

/** What came back from another place is believed when it reads as a trial. */
function answerFrom(json: Json): TaskAnswer {
  const told = json as { readonly digest?: Json; readonly figures?: Json; readonly stretches?: Json } | null
  if (typeof told?.digest === 'string' && typeof told.figures === 'object' && Array.isArray(told.stretches))
    return { ok: true, result: trialFromJson(json) }
  const message = `an answer that is no trial: ${JSON.stringify(json).slice(0, 80)}`
  return { ok: false, failure: { code: 'executor/bad-answer', message, details: {} } }
}

function answerHere(
  binder: StrategyBinder<object>,
  { params, window }: SweepTask,
  // A sweep counts trials, a run tells how far it is.
  { progress: _, ...options }: SweepOptions,
): TaskAnswer {
  try {
    return { ok: true, result: runTrial(binder, params, options, window) }
  } catch (error) {
    if (!(error instanceof BourseError)) throw error
    const { code, message } = error
    return { ok: false, failure: { code, message, details: {} } }
  }
}

function executorInputs(
  told: string,
  strategy: unknown,
  options: SweepOptions,
  tasks: readonly SweepTask[],
): { readonly inputs: readonly Json[]; readonly shared: { readonly [name: string]: Columns } } {
  if (!(strategy instanceof URL)) throw staysHere('strategy', told)
  for (const name of ['instruments', 'calendars', 'rules', 'venue', 'answers'] as const)
    if (options[name] !== undefined) throw staysHere(name, name)
  const all = barsOfSweep(options)
  const shared = Object.fromEntries(all.map((bars, i) => [`series${i}`, barColumns(bars)]))
  const common: Omit<SweepInput, 'params' | 'window'> = {
    strategy: told,
    setup: options.setup?.href ?? null,
    cash: options.cash,
    seed: options.seed ?? 1,
    benchmark: options.benchmark ?? null,
    periodsPerYear: options.periodsPerYear ?? null,
    series: all.map(({ id, span }, i) => ({ name: `series${i}`, id, span })),
  }
  const inputs = tasks.map(
    ({ params, window }): Json => ({ ...common, params, window: window ?? null }) as unknown as Json,
  )
  return { inputs, shared }
}

/** Bars are what can be cut into windows and shared between threads. */
export function barsOfSweep({ data }: SweepOptions): readonly Bars[] {
  if (isBars(data)) return [data]
  if (Array.isArray(data) && data.every(isBars)) return data
  throw new BourseError('input/out-of-range', 'sweep: windows and executors need bars in columns', {
    details: { where: 'sweep', argument: 'data', allowed: 'Bars, or a list of them' },
    remedy: 'pass bars, or run without executor and walk-forward',
  })
}

async function knownResults(journal: NonNullable<SweepOptions['resume']>): Promise<ReadonlyMap<string, Json>> {
  const known = new Map<string, Json>()
  for await (const entry of journal.read()) {
    if (entry.record !== 'audit') continue
    const { what } = entry
    if (typeof what === 'object' && what !== null && 'trial' in what && 'result' in what)
      known.set(String(what.trial), what.result as Json)
  }
  return known
}

/** What else decides a result: a journal of other data, cash or seed is no use. */
function fingerprintOf(options: SweepOptions): string {
  const digest = textDigest()
  digest.add(
    JSON.stringify([
      options.cash,
      options.seed ?? 1,
      options.benchmark ?? null,
      options.periodsPerYear ?? null,
      options.setup?.href ?? null,
    ]),
  )
  const { data } = options
  const all: readonly Bars[] = isBars(data)
    ? [data]
    : Array.isArray(data) && data.every(isBars)
      ? (data as readonly Bars[])
      : []
  for (const { id, time, open, high, low, close } of all) {
    digest.add(`${id} ${time.length} ${time[0]} ${time.at(-1)}`)
    for (const column of [open, high, low, close])
      digest.add(String(column.reduce((sum, value, i) => sum + value * (1 + (i % 97)), 0)))
  }
  return digest.digest()
}

function staysHere(argument: string, value: string): BourseError {
  return new BourseError('input/out-of-range', `sweep: ${argument} (${value}) cannot leave this process`, {
    details: { where: 'sweep', argument, value },
    remedy:
      argument === 'strategy'
        ? "name it by address, new URL('./cross.js#cross', import.meta.url)"
        : 'export a function that returns them, and name it in `setup` by address',
  })
}

function canceled(done: number, of: number): BourseError {
  return new BourseError('run/canceled', `sweep: canceled after ${done} of ${of} trials`, {
    details: { where: 'sweep', done, of },
    remedy: 'pass the same journal as `resume` to go on',
  })
}
