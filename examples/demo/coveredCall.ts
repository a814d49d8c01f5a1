// Holds a fund and sells a call on every hundred shares of it, a month out. Called away, it buys the shares back.
import { type BoundStrategy, defineStrategy } from 'bourse'

const coveredCallOf = defineStrategy({
  name: 'covered-call',
  defaults: { fund: 'SPY@ARCX', share: 0.9, days: 30, delta: 0.25 },
  on: {
    bar: (ctx, bar) => {
      const { fund, share, days, delta } = ctx.params
      if (bar.id !== fund || ctx.working().length > 0) return
      // Whole hundreds, and not for a small drift.
      const held = ctx.book.quantity(fund)
      const wanted = Math.floor((ctx.book.equity().value * share) / bar.close / 100) * 100
      const missing = wanted - held
      if (missing >= 100 && missing >= 0.1 * wanted)
        ctx.submit({ type: 'market', instrument: fund, side: 'buy', quantity: missing })
      const sold = [...ctx.book.positions()].some(({ instrument, quantity }) => instrument !== fund && quantity < 0)
      if (sold || held < 100) return
      const call = ctx.chain(fund).expiry({ days }).byDelta('call', delta)
      if (call === undefined) return
      const quantity = Math.floor(held / 100)
      ctx.submit({ type: 'market', instrument: call.option.id, side: 'sell', quantity })
    },
  },
})

export function coveredCall(): BoundStrategy {
  return coveredCallOf()
}
