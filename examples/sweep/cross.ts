import { defineStrategy, ema } from 'bourse'

export const cross = defineStrategy({
  name: 'cross',
  defaults: { fast: 10, slow: 30 },
  init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
  on: {
    bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 1 : 0),
  },
})
