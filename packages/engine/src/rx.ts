// @bourse/engine/rx: streams out of a running engine, a driver over streams, and strategies written as streams.
import { type Command, type Fact, inputFromJson, type Input, inputToJson, type Sourced } from '@bourse/core'
import { Observable } from 'rxjs'
import { createLoop, type LoopPorts } from './drivers/loop.js'
import type { Engine } from './engine/engineTypes.js'

/** A command with the input that led to it. */
export type DrivenStep = { readonly input: Input; readonly commands: readonly Command[] }

/**
 * Runs an engine over a stream of facts in order of time, by the order of ties of `runInputs`: facts of one moment are
 * stepped when the next moment begins, or the stream ends. Emits every step; the commands are copies. A driver for
 * recorded streams: on a clock that runs, use `runLive`.
 */
export function driveEngine$(
  engine: Engine,
  facts: Observable<Sourced<Fact>>,
  ports: Omit<LoopPorts, 'observe'>,
): Observable<DrivenStep> {
  return new Observable((subscriber) => {
    const observe = (input: Input, commands: readonly Command[]): void =>
      subscriber.next({ input, commands: commands.length === 0 ? none : [...commands] })
    const loop = createLoop(engine, { ...ports, observe })
    return facts.subscribe({
      next: (fact) => loop.offer({ ...fact, seq: 0, time: fact.at }),
      error: (error: unknown) => subscriber.error(error),
      complete() {
        loop.end()
        subscriber.complete()
      },
    })
  })
}

const none: readonly Command[] = []
void inputFromJson
void inputToJson
