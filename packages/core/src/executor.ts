import type { Columns } from './bars.js'
import type { Json } from './json.js'
import type { Result } from './result.js'

/** Runs many jobs. A job is a module URL whose fragment names the export, `.../cross.js#cross`: a closure cannot cross a worker. */
export interface Executor {
  map(
    job: URL,
    inputs: readonly Json[],
    options?: ExecutorOptions,
  ): AsyncIterable<{ readonly index: number; readonly result: Result<Json> }>
  close(): Promise<void>
}
/** `shared` columns travel once, without copying where the platform can. */
export type ExecutorOptions = {
  readonly shared?: { readonly [name: string]: Columns }
  readonly signal?: AbortSignal
}
