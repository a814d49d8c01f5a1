// Program 4: an iron condor every Monday at ten, sold by delta and days, closed three weeks before expiry or at half its profit.
import { backtest, comboQuote, defineStrategy, perContractFee } from 'bourse'
import { calendars, inventedOptions } from '../invented.js'

const condor = defineStrategy({
  name: 'condor',
  schedule: [{ every: 'week', day: 'mon', at: '10:01', calendar: 'XNYS' }],
  on: {
    schedule: (ctx) => {
      const slice = ctx.chain('SPY@ARCX').expiry({ days: 45 })
      const [put, call] = [slice.byDelta('put', 0.16), slice.byDelta('call', 0.16)]
      const low = put && slice.byStrike('put', put.option.strike - 30)
      const high = call && slice.byStrike('call', call.option.strike + 30)
      if (!low || !high) return // nothing has a price
      const { legs, mid } = comboQuote({ long: [low, high], short: [put, call] })
      ctx.submit({ group: 'combo', legs, side: 'buy', quantity: 1, type: 'limit', limit: mid, tif: 'gtc' })
    },
    position: (ctx, held) => {
      if (held.daysToExpiry <= 21 || held.profitShare >= 0.5) ctx.close(held)
    },
  },
})
const venue = { fees: perContractFee('0.65 USD') }
const report = backtest(condor(), { data: inventedOptions(), calendars, cash: '100000 USD', venue })
console.log(report.table())
if (report.roundTrips.length < 100) throw new Error('not as expected')
