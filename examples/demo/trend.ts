// Trend on the S&P 500 future and on the euro: long above, short below, sized by volatility. The engine rolls the future.
import { type BoundStrategy, continuousFuture, defineStrategy, ema, ES } from 'bourse'

const es = continuousFuture(ES, { roll: 'notice-safe', adjust: 'ratio' })
const markets = [es.id, 'EUR/USD@ebs'] as const

const definition = defineStrategy({
  name: 'trend',
  defaults: { fast: 20, slow: 100, share: 0.6, volTarget: 0.1 },
  warmUp: (p) => p.slow,
  watch: () => [es, 'EUR/USD@ebs'],
  init: (p) => Object.fromEntries(markets.map((id) => [id, { fast: ema(p.fast), slow: ema(p.slow) }])),
  on: {
    bar: (ctx, bar) => {
      const averages = ctx.state[bar.id]
      if (averages === undefined) return
      const way = Math.sign(averages.fast.next(bar.adjusted) - averages.slow.next(bar.adjusted))
      if (!Number.isFinite(way)) return
      ctx.target(bar.id === es.id ? es : bar.id, way * ctx.params.share, { volTarget: ctx.params.volTarget, band: 0.1 })
    },
  },
})

export function trend(averages: { readonly fast?: number; readonly slow?: number } = {}): BoundStrategy {
  return definition(averages)
}
