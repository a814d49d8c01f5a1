import type { AccountFact } from './accountFacts.js'
import type { DriverFact } from './driverFacts.js'
import type { MarketFact } from './marketFacts.js'
import type { OrderFact } from './orderFacts.js'
import type { Stamp } from './stamp.js'

/** Everything that can happen, before a driver has stamped it. */
export type Fact = MarketFact | OrderFact | AccountFact | DriverFact
/** The fact of one kind; `accepted`, which shares a type with `canceled`, too. */
export type FactOf<K extends Fact['kind']> = { [P in K]: Extract<Narrowed<Fact>, { readonly kind: P }> }[K]
type Narrowed<F> = F extends { readonly kind: infer K }
  ? { [P in K & string]: F & { readonly kind: P } }[K & string]
  : never
/** Everything that can happen, in one line. May be reused by its producer after `step` returns. */
export type Input = Fact & Stamp
/** The input of one kind: `InputOf<'bar'>`. */
export type InputOf<K extends Fact['kind']> = FactOf<K> & Stamp
