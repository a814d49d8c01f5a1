// What slippage cost, by currency: the model is asked per fill, the size is known when the fill is told.
import { type Instruments, multiplierOf } from '@bourse/assets'
import type { InputOf, OrderId } from '@bourse/core'
import type { SlippageModel } from '@bourse/sim'

export interface SlippageMeter {
  watched(model: SlippageModel): SlippageModel
  /** What this fill paid for coming late, in the instrument's currency; 0 where no model was asked. */
  fill(fill: InputOf<'fill'>): number
  paid(): ReadonlyMap<string, number>
}

export function slippageMeter(instruments: Instruments): SlippageMeter {
  const asked = new Map<OrderId, number>()
  const sums = new Map<string, number>()
  return {
    watched:
      (model) =>
      (order, ...rest) => {
        const worse = model(order, ...rest)
        asked.set(order.orderId, worse)
        return worse
      },
    fill({ orderId, instrument: id, quantity }) {
      const worse = asked.get(orderId)
      const instrument = instruments.find(id)
      if (worse === undefined || instrument === undefined) return 0
      asked.delete(orderId)
      const { currency } = instrument
      const paid = worse * quantity * multiplierOf(instrument)
      sums.set(currency, (sums.get(currency) ?? 0) + paid)
      return paid
    },
    paid: () => sums,
  }
}
