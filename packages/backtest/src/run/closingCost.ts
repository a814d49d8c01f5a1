// What open positions would lose by being closed now, where a venue values them at that.
import { type Instruments, priceMovePnl } from '@bourse/assets'
import type { Engine, LoopVenue } from '@bourse/engine'
import type { SimOptions, SimVenue } from '@bourse/sim'

/** To be added to equity, in the base currency; nothing where positions are worth their last price. NaN where a side is not known. */
export function closingCost(
  { book, market }: Engine,
  instruments: Instruments,
  venue: LoopVenue,
): (() => number) | undefined {
  const options: SimOptions = 'options' in venue ? (venue as SimVenue).options : {}
  if (options.mark === undefined || options.mark === 'last') return undefined
  return () => {
    let sum = 0
    for (const { instrument: id, quantity } of book.positions()) {
      const instrument = instruments.find(id)
      const quote = market.quote(id)?.value
      if (instrument === undefined || quote === undefined) continue
      const price = quantity > 0 ? quote.bid : quote.ask
      sum += priceMovePnl(instrument, quantity, market.mark(id)?.value ?? Number.NaN, price)
      if (options.mark === 'side-less-fee' && options.fees !== undefined) {
        const side = quantity > 0 ? 'sell' : 'buy'
        const fee = options.fees({
          instrument,
          quantity: Math.abs(quantity),
          price,
          liquidity: 'taker',
          side,
          filled: 0,
          paid: undefined,
        })
        sum -= fee.value.toNumber()
      }
    }
    return sum
  }
}
