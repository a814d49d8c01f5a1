import type { RequestId } from './ids.js'
import type { Json } from './json.js'
import type { Result } from './result.js'

/** A wake that a strategy asked for, or a line of its schedule. */
export type Timer = { readonly kind: 'timer'; readonly strategy: string; readonly tag: string }
/** State of a connection; never conflated. */
export type Link = {
  readonly kind: 'link'
  readonly link: string
  readonly state: 'up' | 'syncing' | 'stale' | 'down'
  readonly reason?: string
}
/** What a slow module answered to an `ask`. */
export type Answer = {
  readonly kind: 'answer'
  readonly requestId: RequestId
  readonly module: string
  readonly result: Result<Json>
}
/** `target`: a strategy, rule, bucket or account. `scan` is a scan on demand: it decides, so it is an input like the rest. */
export type Control = {
  readonly kind: 'control'
  readonly control: 'enable' | 'disable' | 'kill' | 'reset' | 'scan'
  readonly target: string
  readonly who: string
  readonly why: string
}
/** What the driver and its operator say. */
export type DriverFact = Timer | Link | Answer | Control
