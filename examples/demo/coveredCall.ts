// Holds shares and sells a call on them every month. Called away at expiry, it buys them back the next morning.
import { type BoundStrategy, defineStrategy, type InstrumentId, type Option } from 'bourse'

const definition = defineStrategy({
  name: 'covered-call',
  defaults: { underlying: 'SPY@ARCX', share: 0.9 },
  init: () => ({ sold: '' as string }),
  on: {
    bar: (ctx, bar) => {
      const { underlying, share } = ctx.params
      if (bar.id !== underlying) return
      const held = ctx.book.quantity(underlying)
      const wanted = Math.floor((ctx.book.equity().value * share) / bar.close / 100) * 100
      // Whole hundreds, and not for a small drift.
      const missing = wanted - held
      const working = ctx.working().length > 0
      if (!working && missing >= 0.1 * wanted && missing >= 100)
        ctx.submit({ type: 'market', instrument: underlying, side: 'buy', quantity: missing })
      const call = listed(ctx.instruments.all(), underlying, ctx.now)
      if (call === undefined || call.id === ctx.state.sold || held < 100 || working) return
      if (ctx.market.mark(call.id) === undefined) return
      ctx.submit({ type: 'market', instrument: call.id, side: 'sell', quantity: Math.floor(held / 100) })
      ctx.state.sold = call.id
    },
  },
})

/** The next one to expire, if it has three weeks to go. */
function listed(
  all: Iterable<{ readonly kind: string; readonly id: InstrumentId }>,
  underlying: InstrumentId,
  now: number,
): Option | undefined {
  let next: Option | undefined
  for (const one of all as Iterable<Option>) {
    if (one.kind !== 'option' || one.underlying !== underlying || Date.parse(one.expiry) < now) continue
    if (next === undefined || one.expiry < next.expiry) next = one
  }
  return next !== undefined && Date.parse(next.expiry) - now > 21 * 86_400_000 ? next : undefined
}

export function coveredCall(): BoundStrategy {
  return definition()
}
