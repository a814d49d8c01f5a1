import type { Bars, IsoDate } from '@bourse/core'
import { defineBench } from '@bourse/proof'
import { contractChain } from './contracts/chain.js'
import { lastTradeDate } from './contracts/dates.js'
import type { ContractMonth } from './contracts/futureSpec.js'
import { futuresDays } from './contracts/futuresDays.js'
import { continuousBars } from './continuous/continuousBars.js'
import { continuousFuture } from './continuous/series.js'
import { CL } from './specs/cl.js'
import { ES } from './specs/es.js'

const months = Array.from(
  { length: 240 },
  (_, i): ContractMonth => `${2010 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}` as ContractMonth,
)

/** What people write first: Date, weekends only, no holidays. */
function crudeExpiryByDate(month: ContractMonth): number {
  const date = new Date(`${month}-25T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() - 1)
  const isWorkday = (): boolean => date.getUTCDay() !== 0 && date.getUTCDay() !== 6
  while (!isWorkday()) date.setUTCDate(date.getUTCDate() - 1)
  for (let left = 3; left > 0; ) {
    date.setUTCDate(date.getUTCDate() - 1)
    if (isWorkday()) left--
  }
  return date.getTime()
}

/** A million bars over 80 quarters of ES: each contract has bars for its own quarter and the weeks before. */
function contracts(): readonly Bars[] {
  const chain = contractChain(ES, '2008-01-02', 81, futuresDays)
  return chain.map((contract, k): Bars => {
    const start = Date.parse(chain[k - 1]?.expiry ?? '2008-01-02') - 14 * 86_400_000
    const end = Date.parse(contract.expiry) + 86_400_000
    const length = 15_000
    const time = Float64Array.from({ length }, (_, i) => start + ((i + 1) / length) * (end - start))
    const close = Float64Array.from({ length }, (_, i) => 4000 + 10 * k + ((i * 7) % 400) / 4)
    return {
      id: contract.id,
      span: '5m',
      time,
      open: close,
      high: close,
      low: close,
      close,
      volume: close,
      adjusted: close,
    }
  })
}

export const bench = defineBench({
  title: 'futures',
  races() {
    const all = contracts()
    const series = continuousFuture(ES, { roll: 'notice-safe', adjust: 'difference' })
    const joined = continuousBars(series, all, futuresDays)
    if (!joined.ok) throw new Error(joined.failure.message)
    const { bars, rolls } = joined.value
    const count = bars.close.length
    return [
      {
        name: 'last trade of CL, 240 months: rules and holidays, and Date without holidays',
        operations: months.length,
        contenders: {
          lastTradeDate: () => months.reduce((sum, month) => sum + lastTradeDate(CL, month, futuresDays).length, 0),
          Date: () => months.reduce((sum, month) => sum + crudeExpiryByDate(month), 0),
        },
      },
      {
        name: `continuous series, ${count} bars, ${rolls.length} rolls, back-adjusted`,
        operations: count,
        contenders: {
          continuousBars() {
            const again = continuousBars(series, all, futuresDays)
            return again.ok ? again.value.bars.adjusted[0]! : 0
          },
          // Six columns copied bar by bar, the rolls and gaps already known.
          plainLoop() {
            const columns = [0, 1, 2, 3, 4, 5, 6].map(() => new Float64Array(count))
            let [at, offset, roll] = [0, rolls.reduce((sum, { gap }) => sum + gap, 0), 0]
            let from = Number.NEGATIVE_INFINITY
            for (const one of all) {
              const next = rolls[roll]
              const until =
                next === undefined ? Number.POSITIVE_INFINITY : Date.parse(next.date as IsoDate) + 86_400_000
              for (let i = 0; i < one.time.length; i++) {
                const time = one.time[i]!
                if (time <= from || time > until || at >= count) continue
                columns[0]![at] = time
                columns[1]![at] = one.open[i]!
                columns[2]![at] = one.high[i]!
                columns[3]![at] = one.low[i]!
                columns[4]![at] = one.close[i]!
                columns[5]![at] = one.volume[i]!
                columns[6]![at++] = one.close[i]! + offset
              }
              from = until
              offset -= next?.gap ?? 0
              roll++
            }
            return columns[6]![0]!
          },
        },
      },
    ]
  },
})
