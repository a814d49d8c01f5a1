// What a thread runs.
import type { Columns, Json, Result } from '@bourse/core'
import { succeeded } from '@bourse/core'
import { type ExecutorJob, importNamed } from '../sweep/executorJob.js'
import { jobFailed } from '../sweep/localExecutor.js'

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
    return succeeded(await run(input, shared))
  } catch (error) {
    return jobFailed(error)
  }
}
