import { type Executor, failed, isJson, type Json, type Result, succeeded } from '@bourse/core'
import { type ExecutorJob, importNamed } from './executorJob.js'

/**
 * Runs jobs one after another where it is: for tests, browsers and small studies. A job that throws gives a failure
 * `executor/job-failed`, one that returns no JSON `executor/bad-answer`, and the others go on.
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
    return jobAnswer(await run(input, shared))
  } catch (error) {
    return jobFailed(error)
  }
}

/** What a job returned: JSON, or a failure that says it is none. */
export function jobAnswer(answer: unknown): Result<Json> {
  if (isJson(answer)) return succeeded(answer)
  const told = typeof answer === 'object' && answer !== null ? answer.constructor.name : typeof answer
  return failed('executor/bad-answer', `the job returned what is no JSON: ${told}`, { answer: told })
}

/** What a job threw, as a value; a code of ours stays readable in `details`. */
export function jobFailed(error: unknown): Result<Json> {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return failed('executor/job-failed', error instanceof Error ? error.message : String(error), { code })
}
