// Ten years of a strategy on option chains, by the day: what the market costs to make, and what living in it does.
import { defineStrategy } from '@bourse/engine'
import { createRng } from '@bourse/math'
import { comboQuote } from '@bourse/pricing'
import { defineBench } from '@bourse/proof'
import { syntheticMarket } from '@bourse/sim'
import { backtest } from './run/backtest.js'

const data = syntheticMarket(
  {
    from: '2016-01-01',
    to: '2026-01-01',
    members: [{ instrument: 'SPY@ARCX', drift: 0.06, vol: 0.18, price: 200, options: true }],
  },
  createRng('chains'),
)

/** A strangle of 16 deltas and 45 days, closed at 21 days or at half of what it brought. */
const strangle = defineStrategy({
  name: 'strangle',
  on: {
    bar(ctx, { id }) {
      if (ctx.holdings().length > 0 || ctx.working().length > 0) return
      const slice = ctx.chain(id).expiry({ days: 45 })
      const [put, call] = [slice.byDelta('put', 0.16), slice.byDelta('call', 0.16)]
      if (put === undefined || call === undefined || slice.days < 30) return
      const { legs } = comboQuote({ long: [], short: [put, call] })
      ctx.submit({ group: 'combo', type: 'market', side: 'buy', quantity: 1, legs })
    },
    position(ctx, held) {
      if (held.daysToExpiry <= 21 || held.profitShare >= 0.5) ctx.close(held)
    },
  },
})

export const bench = defineBench({
  title: 'a ten-year daily option-chain strategy',
  races: () => [
    {
      name: '2,609 days, some 7,900 options listed on the way, 360,000 inputs',
      operations: 1,
      contenders: {
        backtest: () => backtest(strangle(), { data, cash: '100000 USD' }).equity.at(-1)!,
        'the inputs made, nobody listening': () => {
          let sum = 0
          for (const { time } of data.inputs()) sum += time
          return sum
        },
      },
    },
  ],
})
