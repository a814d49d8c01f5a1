import type { Fill, InputOf, MarketFact, OrderFact, PositionEvent, ScheduleRule, Stamp } from '@bourse/core'
import type { Holding } from '@bourse/portfolio'
import type { StrategyContext } from './strategyContext.js'

type On<P, S, T> = (ctx: StrategyContext<P, S>, input: T) => void

/** What happens to an order, fills apart. */
export type OrderNews = Exclude<OrderFact, Fill | PositionEvent> & Stamp

/**
 * What a strategy answers to. `market` takes the market facts without a handler of their own; `order` the order facts but
 * fills and events; `event` what closed positions of this strategy without an order: exercise, assignment, expiry, liquidation;
 * `marginCall` what an account is asked for, told to every strategy; `position` runs for each holding whose mark an input changed; `schedule` at each due rule. An input
 * belongs to its producer: copy what you keep.
 */
export interface StrategyHandlers<P, S> {
  readonly start?: (ctx: StrategyContext<P, S>) => void
  readonly bar?: On<P, S, InputOf<'bar'>>
  readonly quote?: On<P, S, InputOf<'quote'>>
  readonly trade?: On<P, S, InputOf<'trade'>>
  readonly mark?: On<P, S, InputOf<'mark'>>
  readonly funding?: On<P, S, InputOf<'funding'>>
  readonly observation?: On<P, S, InputOf<'observation'>>
  readonly resolution?: On<P, S, InputOf<'resolution'>>
  readonly market?: On<P, S, MarketFact & Stamp>
  readonly fill?: On<P, S, InputOf<'fill'>>
  readonly order?: On<P, S, OrderNews>
  readonly position?: On<P, S, Holding>
  readonly event?: On<P, S, PositionEvent & Stamp>
  readonly marginCall?: On<P, S, InputOf<'marginCall'>>
  readonly timer?: On<P, S, InputOf<'timer'>>
  readonly schedule?: On<P, S, ScheduleRule>
  readonly answer?: On<P, S, InputOf<'answer'>>
  readonly link?: On<P, S, InputOf<'link'>>
}
