// Oil's contract in front against the one two months behind: bought when the curve is steeper than usual, sold when it is
// flatter, as one combo, and closed before the near one expires.
import {
  type BoundStrategy,
  CL,
  contractChain,
  dayMs,
  defineStrategy,
  futuresDays,
  type InstrumentId,
  toIsoDate,
  zScore,
} from 'bourse'

const calendarOf = defineStrategy({
  name: 'calendar',
  defaults: { window: 60, enter: 1.5, leave: 0.3, lots: 20, days: 25 },
  init: (p) => ({ steepness: zScore(p.window), date: '', front: [] as InstrumentId[], held: [] as InstrumentId[] }),
  on: {
    bar: (ctx, bar) => {
      const { state, params } = ctx
      const date = toIsoDate(ctx.now + params.days * dayMs)
      if (date !== state.date) {
        const [near, , far] = contractChain(CL, date, 3, futuresDays)
        state.date = date
        state.front = [near!.id, far!.id]
      }
      const [near, far] = state.front
      // The far one's bar is the last of the two.
      if (bar.id !== far) return
      const price = ctx.market.mark(near!)?.value
      if (price === undefined) return
      const score = state.steepness.next(Math.log(bar.close / price))
      const trade = (lots: number, [front, back]: readonly InstrumentId[]): void => {
        const legs = [
          { instrument: front!, ratio: 1 },
          { instrument: back!, ratio: -1 },
        ]
        ctx.submit({ group: 'combo', type: 'market', side: lots > 0 ? 'buy' : 'sell', quantity: Math.abs(lots), legs })
      }
      // What the rules let through, not what was asked for.
      const lots = state.held[0] === undefined ? 0 : ctx.book.quantity(state.held[0])
      if (ctx.working().length > 0) return
      if (lots !== 0 && (state.held[0] !== near || Math.abs(score) < params.leave)) trade(-lots, state.held)
      else if (lots === 0 && Math.abs(score) > params.enter) {
        // A steep curve comes back: the near one gains on the far one.
        state.held = [...state.front]
        trade(Math.sign(score) * params.lots, state.held)
      }
    },
  },
})

export function calendarSpread(): BoundStrategy {
  return calendarOf()
}
