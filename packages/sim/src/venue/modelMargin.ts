// Margin of the whole account by a model of @bourse/risk: offsets between positions, and short options that pay no price.
import type { InstrumentId, Order } from '@bourse/core'
import { noRates } from '@bourse/fx'
import { bookAfter } from '@bourse/portfolio'
import { type MarginModel, riskContext } from '@bourse/risk'
import { booksOf, type Floor } from './floor.js'

/** Something that may be traded: signed, at a price. */
export type MarginChange = {
  readonly instrument: InstrumentId
  readonly strategy: string
  readonly quantity: number
  readonly price: number
}

/** In the base currency, at marks, with these changes traded; NaN where the model has no answer. */
export function modelMargin(
  floor: Floor,
  model: MarginModel,
  what: 'initial' | 'maintenance',
  changes: readonly MarginChange[] = [],
): number {
  const { account, instruments, market, options } = floor
  const { calendars } = options
  const rates = floor.rates ?? noRates
  const book = booksOf(floor)
  const context = riskContext({
    now: floor.now,
    book,
    market,
    instruments,
    rates,
    ...(calendars === undefined ? {} : { calendars }),
  })
  const free = { currency: book.base, value: 0 }
  const after =
    changes.length === 0
      ? book
      : bookAfter(book, changes.map(orderOf), { instruments, market, rates, now: floor.now }, { fee: () => free })
  const answer = model.margin(after, { ...context, book: after }, account)
  return answer.ok ? answer.value[what].value : Number.NaN

  function orderOf({ instrument, strategy, quantity, price }: MarginChange, i: number): Order {
    const side = quantity > 0 ? 'buy' : 'sell'
    const size = Math.abs(quantity)
    return {
      type: 'limit',
      limit: price,
      orderId: `m${i}`,
      account,
      strategy,
      instrument,
      side,
      quantity: size,
      tif: 'day',
    }
  }
}
