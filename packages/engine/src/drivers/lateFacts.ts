// Prices that the engine sees later than the venues: what a run with data latency is fed with.
import type { Input } from '@bourse/core'
import { isLate, type Loop, stampFact } from './loop.js'

/** Feeds a loop: each fact at its time, late ones to the venues then and to the engine `latency` ms after. */
export function offerLate(loop: Loop, inputs: Iterable<Input>, latency: number): void {
  let late: Input[] = []
  let next = 0
  const arrive = (until: number): void => {
    while (next < late.length && late[next]!.time <= until) loop.offer(late[next++]!)
    if (next > 1024) {
      late = late.slice(next)
      next = 0
    }
  }
  for (const input of inputs) {
    arrive(input.time)
    if (isLate(input)) {
      loop.show(stampFact(input, input.seq, input.time))
      late.push(stampFact(input, input.seq, input.time + latency))
    } else loop.offer(stampFact(input, input.seq, input.time))
  }
  arrive(Number.POSITIVE_INFINITY)
}
