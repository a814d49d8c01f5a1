import {
  badArgument,
  type Clock,
  type Columns,
  type Duration,
  durationMs,
  type Executor,
  failed,
  type Json,
  type Result,
} from '@bourse/core'
import { Piscina } from 'piscina'

/**
 * `execArgv`: Node's flags for the threads; default those of this process. `patience`: how long a job may take by the `clock`
 * before its thread is ended (default: as long as it likes).
 */
export type WorkerOptions = { readonly workers: number; readonly execArgv?: readonly string[] } & (
  | { readonly patience?: never }
  | { readonly patience: Duration; readonly clock: Clock }
)

type Answer = { readonly index: number; readonly result: Result<Json> }

/**
 * Runs jobs on threads. Columns are put into shared memory once per call and are not copied again. A job whose thread dies
 * gives a failure `executor/worker-died`, one that takes too long `executor/timed-out`, one that returns no JSON
 * `executor/bad-answer`; a new thread takes the place of a dead one and the others go on. Needs `piscina`.
 *
 * @example
 * import { workerExecutor } from '@bourse/backtest/workers'
 * const executor = workerExecutor({ workers: 1 })
 * await executor.close()
 * typeof executor.map // => 'function'
 */
export function workerExecutor(options: WorkerOptions): Executor {
  const { workers, execArgv } = options
  if (!(Number.isInteger(workers) && workers > 0))
    throw badArgument('workerExecutor', 'workers', workers, 'a whole number > 0')
  // Run from its sources, a thread's first file is one of them too.
  const program = new URL(import.meta.url.endsWith('.ts') ? './runJob.ts' : './runJob.js', import.meta.url).href
  const pool = new Piscina({
    filename: program,
    name: 'runJob',
    minThreads: workers,
    maxThreads: workers,
    ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
  })
  // A thread that dies while nothing runs tells the pool; the next job finds another one.
  pool.on('error', () => {})

  return {
    async *map(job, inputs, { shared = {}, signal } = {}) {
      const columns = Object.fromEntries(Object.entries(shared).map(([name, one]) => [name, sharedColumns(one)]))
      const running = new Map<number, Promise<Answer>>()
      // Two jobs per thread: the next is there when one ends, and what was not begun can be canceled. Where patience is
      // measured a job begins when it is given.
      const most = options.patience === undefined ? 2 * workers : workers
      let next = 0
      const start = (): void => {
        while (next < inputs.length && running.size < most && signal?.aborted !== true) {
          const index = next++
          running.set(index, runOne(index, { job: job.href, input: inputs[index]!, shared: columns }))
        }
      }
      start()
      while (running.size > 0) {
        const answer = await Promise.race(running.values())
        running.delete(answer.index)
        start()
        yield answer
      }
    },
    close: () => pool.destroy(),
  }

  async function runOne(index: number, task: object): Promise<Answer> {
    const stop = new AbortController()
    const forget = options.patience === undefined ? undefined : outOf(options, stop)
    try {
      return { index, result: (await pool.run(task, { signal: stop.signal })) as Result<Json> }
    } catch (error) {
      if (stop.signal.aborted) {
        const told = `job ${index} was given up after ${String(options.patience)}`
        return { index, result: failed('executor/timed-out', told, { job: index }) }
      }
      const message = error instanceof Error ? error.message : String(error)
      return {
        index,
        result: failed('executor/worker-died', `the thread of job ${index} ended: ${message}`, { job: index }),
      }
    } finally {
      forget?.()
    }
  }
}

function outOf(
  { patience, clock }: { readonly patience: Duration; readonly clock: Clock },
  stop: AbortController,
): () => void {
  return clock.wake(clock.now() + durationMs(patience), () => stop.abort())
}

function sharedColumns(columns: Columns): Columns {
  const moved = new Map<Float64Array | Int32Array | Uint8Array, Float64Array | Int32Array | Uint8Array>()
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      if (!ArrayBuffer.isView(column) || column.buffer instanceof SharedArrayBuffer) return [name, column]
      const known = moved.get(column)
      const inShared = known ?? sharedCopy(column)
      moved.set(column, inShared)
      return [name, inShared]
    }),
  )
}

function sharedCopy(column: Float64Array | Int32Array | Uint8Array): Float64Array | Int32Array | Uint8Array {
  const buffer = new SharedArrayBuffer(column.byteLength)
  const copy =
    column instanceof Float64Array
      ? new Float64Array(buffer)
      : column instanceof Int32Array
        ? new Int32Array(buffer)
        : new Uint8Array(buffer)
  copy.set(column)
  return copy
}
