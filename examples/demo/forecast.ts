// An opinion of one's own on a question that is traded: staked by a quarter of Kelly, held to the answer.
import { type BoundStrategy, defineStrategy, kellyQuantity } from 'bourse'

const definition = defineStrategy({
  name: 'forecast',
  defaults: { question: 'rate-cut:yes@polymarket', probability: 0.65, edge: 0.05, fraction: 0.25 },
  watch: (p) => [p.question],
  on: {
    bar: (ctx, bar) => {
      const { probability, edge, fraction } = ctx.params
      if (ctx.book.quantity(bar.id) > 0 || ctx.working().length > 0 || probability - bar.close < edge) return
      const quantity = Math.floor(
        kellyQuantity({ probability, price: bar.close, capital: ctx.book.equity().value }, fraction),
      )
      if (quantity > 0) ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity })
    },
  },
})

export function forecast(): BoundStrategy {
  return definition()
}
