// What a thread runs.
import type { Columns, Json, Result } from '@bourse/core'
import { type ExecutorJob, importNamed } from '../sweep/executorJob.js'
import { jobAnswer, jobFailed } from '../sweep/localExecutor.js'

export async function runJob({
  job,
  input,
  shared,
}: {
  readonly job: string
  readonly input: Json
  readonly shared: { readonly [name: string]: Columns }
}): Promise<Result<Json>> {
  try {
    const run = (await importNamed(job)) as ExecutorJob
    return jobAnswer(await run(input, shared))
  } catch (error) {
    return jobFailed(error)
  }
}
