import type { AccountFact } from './accountFacts.js'
import type { DriverFact } from './driverFacts.js'
import type { MarketFact } from './marketFacts.js'
import type { OrderFact } from './orderFacts.js'
import type { Stamp } from './stamp.js'

/** Everything that can happen, before a driver has stamped it. */
export type Fact = MarketFact | OrderFact | AccountFact | DriverFact
/** Everything that can happen, in one line. May be reused by its producer after `step` returns. */
export type Input = Fact & Stamp
/** The input of one kind: `InputOf<'bar'>`. */
export type InputOf<K extends Fact['kind']> = Extract<Fact, { readonly kind: K }> & Stamp
