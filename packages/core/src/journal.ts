import type { Command } from './command.js'
import type { Input } from './input.js'
import type { Json } from './json.js'
import type { EpochMs } from './time.js'

/** First line of a journal; the last three are hashes. When `code` has changed, facts are folded, never re-decided. */
export type JournalHeader = {
  readonly format: number
  readonly version: string
  readonly runId: string
  readonly seed: string
  readonly config: string
  readonly registry: string
  readonly code: string
}
type JournalNote =
  | { readonly record: 'input'; readonly input: Input }
  | { readonly record: 'audit'; readonly time: EpochMs; readonly what: Json }
  | { readonly record: 'snapshot'; readonly state: Json }
/** What is appended. */
export type JournalRecord = JournalNote | { readonly record: 'command'; readonly command: Command }
/** A command read back is JSON: to compare and to settle, never to send. Reading mints no `Approved`. */
export type JournalEntry = { readonly position: number } & (
  | JournalNote
  | { readonly record: 'command'; readonly command: Json }
)
/** Everything that happened and was decided, in order. */
export interface Journal {
  readonly header: JournalHeader
  /** Returns the position of the last record. */
  append(batch: readonly JournalRecord[]): number
  durable(position: number): Promise<void>
  read(from?: number): AsyncIterable<JournalEntry>
}
