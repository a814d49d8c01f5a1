import type { Json } from './json.js'

/** Anything a snapshot can carry. `load` takes what `save` gave, in the same process or years later. */
export interface Saves {
  save(): Json
  load(state: Json): void
}

/** Fed one item at a time; the same object in a loop and in a stream. NaN until warm. */
export interface Stepper<I, O> extends Saves {
  next(input: I): O
}
