// The door of the step: what cannot be true is refused before anything has changed.
import { BourseError, type Input, type InputOf } from '@bourse/core'

/** Throws `input/backwards` or `input/not-finite` with the input's number. Bars pass through `checkBar`. */
export function checkInput(input: Input, last: { readonly seq: number; readonly time: number }): void {
  if (!(input.time >= last.time) || !(input.seq > last.seq)) throw outOfOrder(input, last.seq, last.time)
  switch (input.kind) {
    case 'trade':
    case 'mark':
    case 'settlement':
      if (!Number.isFinite(input.price)) throw notFinite(input)
      break
    case 'funding':
      if (!Number.isFinite(input.rate)) throw notFinite(input)
      break
    case 'fill':
    case 'exercise':
    case 'assignment':
    case 'liquidation':
      if (!Number.isFinite(input.price) || !(input.quantity > 0) || input.quantity === Number.POSITIVE_INFINITY)
        throw notFinite(input)
      break
    case 'resolution':
      if (!Number.isFinite(input.pays)) throw notFinite(input)
      break
  }
}

/** The same for a bar. */
export function checkBar(bar: InputOf<'bar'>, last: { readonly seq: number; readonly time: number }): void {
  if (!(bar.time >= last.time) || !(bar.seq > last.seq)) throw outOfOrder(bar, last.seq, last.time)
  // One sum for five questions: it is finite only where all of them are.
  if (!Number.isFinite(bar.open + bar.high + bar.low + bar.close + bar.adjusted)) throw notFinite(bar)
}

function outOfOrder(input: Input, lastSeq: number, lastTime: number): BourseError {
  const { seq, time, kind, source } = input
  if (Number.isNaN(time) || Number.isNaN(seq)) return notFinite(input)
  return new BourseError(
    'input/backwards',
    `step: input ${seq} (${kind} from ${source}) at ${time} comes after input ${lastSeq} at ${lastTime}`,
    {
      details: { where: 'step', seq, kind, source, value: time, allowed: `seq > ${lastSeq}, time >= ${lastTime}` },
      remedy: 'stamp inputs with one inputStamper, or let a driver do it',
    },
  )
}

function notFinite(input: Input): BourseError {
  const { seq, kind, source } = input
  const subject =
    'instrument' in input && input.instrument !== undefined ? input.instrument : 'id' in input ? input.id : undefined
  return new BourseError(
    'input/not-finite',
    `step: input ${seq} (${kind} of ${subject ?? 'time'} from ${source}) has a figure that is no number`,
    {
      details: { where: 'step', seq, kind, source, subject: subject ?? null, allowed: 'finite prices, quantities > 0' },
      remedy: 'mend or drop the record where it is read',
    },
  )
}
