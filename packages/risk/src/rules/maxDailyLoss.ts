import { amountOf, badArgument, type Json, type MoneyText, moneyOf, numberFromJson, numberToJson } from '@bourse/core'
import { isReached, passWith, refuseMissing, refuseWith } from '../gate/answers.js'
import { rateTo } from '../gate/exposureTable.js'
import type { Figure, Rule } from '../gate/rule.js'
import { capitalMoved } from './capitalMoved.js'
import { tradingDays } from './tradingDay.js'

/** At least one of the two: a share of equity at the day's begin, money. `zone`: whose midnight begins a day (default UTC). */
export type DailyLossLimit = { readonly share?: number; readonly money?: MoneyText; readonly zone?: string }

/**
 * Nothing is opened for the rest of a day on which the book has lost so much, also when it earns it back. Deposits and
 * withdrawals are no profit or loss. Remembered over restarts.
 *
 * @example
 * import { maxDailyLoss } from '@bourse/risk'
 * maxDailyLoss({ share: 0.05 }).rule // => 'maxDailyLoss'
 */
export function maxDailyLoss({ share, money, zone = 'UTC' }: DailyLossLimit): Rule {
  const most = money === undefined ? undefined : amountOf(moneyOf(money))
  if (share === undefined && most === undefined)
    throw badArgument('maxDailyLoss', 'limit', 'empty', 'a share, money or both')
  for (const limit of [share, most?.value])
    if (limit !== undefined && !(limit > 0)) throw badArgument('maxDailyLoss', 'limit', limit, 'more than 0')
  const dayOf = tradingDays(zone)
  let memory = { day: '', begin: Number.NaN, reached: false }
  const figuresOf = (begin: number, equity: number, rate: number): readonly Figure[] => [
    ...(share === undefined
      ? []
      : [{ name: 'loss of the day', value: (begin - equity) / begin, limit: share, unit: 'share' as const }]),
    ...(most === undefined
      ? []
      : [{ name: 'loss of the day', value: (begin - equity) / rate, limit: most.value, unit: 'money' as const }]),
  ]
  return {
    rule: 'maxDailyLoss',
    scope: 'exposure',
    observe(input, context) {
      const equity = context.book.equity().value
      const day = dayOf(context.now)
      if (day !== memory.day || Number.isNaN(memory.begin)) memory = { day, begin: equity, reached: false }
      else {
        const moved = capitalMoved(input, context)
        if (!Number.isNaN(moved)) memory.begin += moved
      }
      const rate = most === undefined ? 1 : rateTo(context, most.currency)
      const figures = figuresOf(memory.begin, equity, rate)
      memory.reached ||= figures.some(({ value, limit }) => isReached(value, limit))
      return []
    },
    check(_, context, { equity }) {
      // A day that nothing has been heard of begins with what is there now.
      const begin = dayOf(context.now) === memory.day ? memory.begin : equity
      const rate = most === undefined ? 1 : rateTo(context, most.currency)
      const figures = figuresOf(begin, equity, rate)
      if (figures.some(({ value }) => Number.isNaN(value))) return refuseMissing({ missing: 'equity', of: 'the book' })
      const reached =
        (memory.reached && dayOf(context.now) === memory.day) ||
        figures.some(({ value, limit }) => isReached(value, limit))
      return reached ? refuseWith('risk/daily-loss', ...figures) : passWith(...figures)
    },
    save: () => ({ ...memory, begin: numberToJson(memory.begin) }),
    load(state) {
      const saved = state as { readonly day: string; readonly begin: Json; readonly reached: boolean }
      memory = { ...saved, begin: numberFromJson(saved.begin) }
    },
  }
}
