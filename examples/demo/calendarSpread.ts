// Oil's contract in front against the one two months behind: bought when the curve is steeper than usual, sold when it is
// flatter, as one combo, and closed before the near one expires.
import {
  type BoundStrategy,
  CL,
  contractChain,
  defineStrategy,
  type Future,
  futuresDays,
  type InstrumentId,
  toIsoDate,
} from 'bourse'

const definition = defineStrategy({
  name: 'calendar',
  defaults: { window: 60, enter: 1.5, leave: 0.3, lots: 8, days: 25 },
  init: () => ({ slopes: [] as number[], near: '' as string, far: '' as string, way: 0 }),
  on: {
    bar: (ctx, bar) => {
      const { state, params } = ctx
      const [near, far] = pairOn(ctx.now, params.days)
      if (bar.id !== near.id) return
      const prices = [near.id, far.id].map((id) => ctx.market.mark(id)?.value)
      if (prices[0] === undefined || prices[1] === undefined) return
      state.slopes.push(Math.log(prices[1] / prices[0]))
      if (state.slopes.length > params.window) state.slopes.shift()
      const score = scoreOf(state.slopes, params.window)
      const trade = (side: 'buy' | 'sell', front: string, back: string): void => {
        const legs = [
          { instrument: front as InstrumentId, ratio: 1 },
          { instrument: back as InstrumentId, ratio: -1 },
        ]
        ctx.submit({ group: 'combo', type: 'market', side, quantity: params.lots, legs })
      }
      const over = state.way !== 0 && (state.near !== near.id || Math.abs(score) < params.leave)
      if (over) {
        trade(state.way > 0 ? 'sell' : 'buy', state.near, state.far)
        state.way = 0
      } else if (state.way === 0 && Math.abs(score) > params.enter) {
        // A steep curve comes back: the near one gains on the far one.
        state.way = Math.sign(score)
        state.near = near.id
        state.far = far.id
        trade(state.way > 0 ? 'buy' : 'sell', near.id, far.id)
      }
    },
  },
})

const chains = new Map<string, readonly Future[]>()

/** The first contract with so many days to go, and the one two months behind it. */
function pairOn(now: number, days: number): readonly [Future, Future] {
  const date = toIsoDate(now + days * 86_400_000)
  const known = chains.get(date) ?? contractChain(CL, date, 3, futuresDays)
  chains.set(date, known)
  return [known[0]!, known[2]!]
}

function scoreOf(values: readonly number[], window: number): number {
  if (values.length < window) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / window
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (window - 1))
  return deviation > 0 ? (values.at(-1)! - mean) / deviation : 0
}

export function calendarSpread(): BoundStrategy {
  return definition()
}
