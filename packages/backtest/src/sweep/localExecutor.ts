import { type Executor, failed, type Json, type Result, succeeded } from '@bourse/core'
import { type ExecutorJob, importNamed } from './executorJob.js'

/**
 * Runs jobs one after another where it is: for tests, browsers and small studies. A job that throws gives a failure
 * `executor/job-failed`, and the others go on.
 *
 * @example
 * import { localExecutor } from '@bourse/backtest'
 * typeof localExecutor().map // => 'function'
 */
export function localExecutor(): Executor {
  return {
    async *map(job, inputs, { shared = {}, signal } = {}) {
      const run = (await importNamed(job)) as ExecutorJob
      for (const [index, input] of inputs.entries()) {
        if (signal?.aborted === true) return
        yield { index, result: await answered(run, input, shared) }
      }
    },
    close: () => Promise.resolve(),
  }
}

async function answered(run: ExecutorJob, input: Json, shared: Parameters<ExecutorJob>[1]): Promise<Result<Json>> {
  try {
    return succeeded(await run(input, shared))
  } catch (error) {
    return jobFailed(error)
  }
}

/** What a job threw, as a value; a code of ours stays readable in `details`. */
export function jobFailed(error: unknown): Result<Json> {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return failed('executor/job-failed', error instanceof Error ? error.message : String(error), { code })
}
