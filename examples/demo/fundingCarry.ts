// Long the coin, short its perpetual, while longs pay for being long: what is left is the funding.
import { type BoundStrategy, defineStrategy, ema } from 'bourse'

const definition = defineStrategy({
  name: 'carry',
  defaults: { spot: 'BTC/USD@coinbase', perpetual: 'BTC/USD:USD@coinbase', enter: 0.08, leave: 0.02, share: 0.3 },
  watch: (p) => [p.spot, p.perpetual],
  init: () => ({ yearly: ema(21), open: false }),
  on: {
    funding: (ctx, { rate, hours }) => {
      const { state, params } = ctx
      const yearly = state.yearly.next((rate * 24 * 365) / hours)
      const wanted = state.open ? yearly > params.leave : yearly > params.enter
      if (wanted === state.open) return
      state.open = wanted
      const price = ctx.market.mark(params.spot)?.value
      if (price === undefined) return
      const held = ctx.book.quantity(params.spot)
      const coins = Math.floor(((ctx.book.equity().value * params.share) / price) * 1000) / 1000
      const quantity = wanted ? coins : held
      if (quantity <= 0) return
      // One order for both legs: no rule may take one of them and leave the other.
      const legs = [
        { instrument: params.spot, ratio: 1 },
        { instrument: params.perpetual, ratio: -1 },
      ]
      ctx.submit({ group: 'combo', type: 'market', side: wanted ? 'buy' : 'sell', quantity, legs })
    },
  },
})

export function fundingCarry(): BoundStrategy {
  return definition()
}
