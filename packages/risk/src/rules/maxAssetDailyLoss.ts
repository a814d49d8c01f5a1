import { contractPayoff, type Instrument, multiplierOf } from '@bourse/assets'
import {
  amountOf,
  badArgument,
  type InstrumentId,
  type Json,
  type MoneyText,
  moneyOf,
  numberFromJson,
  numberToJson,
} from '@bourse/core'
import { isReached, passWith, refuseMissing, refuseWith } from '../gate/answers.js'
import { rateTo } from '../gate/exposureTable.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Figure, Rule } from '../gate/rule.js'
import type { DailyLossLimit } from './maxDailyLoss.js'
import { tradingDays } from './tradingDay.js'

/** Since the day began: what is held, what was paid for it in price terms, fees in base. */
type AssetDay = { quantity: number; cost: number; fees: number; reached: boolean }

/**
 * Nothing is opened in an instrument for the rest of a day on which it has lost so much: marks against those at the day's
 * begin, fills against their price, fees included; funding and dividends are not. `share` is of the book's equity now.
 * Remembered over restarts.
 *
 * @example
 * import { maxAssetDailyLoss } from '@bourse/risk'
 * maxAssetDailyLoss({ share: 0.03 }).rule // => 'maxAssetDailyLoss'
 */
export function maxAssetDailyLoss({ share, money, zone = 'UTC' }: DailyLossLimit): Rule {
  const most: MoneyText | undefined = money
  const cap = most === undefined ? undefined : amountOf(moneyOf(most))
  if (share === undefined && cap === undefined)
    throw badArgument('maxAssetDailyLoss', 'limit', 'empty', 'a share, money or both')
  for (const limit of [share, cap?.value])
    if (limit !== undefined && !(limit > 0)) throw badArgument('maxAssetDailyLoss', 'limit', limit, 'more than 0')
  const dayOf = tradingDays(zone)
  let day = ''
  let assets = new Map<InstrumentId, AssetDay>()

  const begin = (context: RiskContext): void => {
    assets = new Map()
    for (const { instrument, quantity } of context.book.positions()) {
      const asset = assetDay(assets, instrument)
      const price = priceTerm(context, instrument, context.market.mark(instrument)?.value)
      asset.quantity += quantity
      asset.cost += quantity * price
    }
  }
  const figuresOf = (id: InstrumentId, context: RiskContext, equity: number): readonly Figure[] => {
    const lost = -pnlToday(assets.get(id), id, context)
    const name = `loss of the day in ${id}`
    const rate = cap === undefined ? 1 : rateTo(context, cap.currency)
    return [
      ...(share === undefined ? [] : [{ name, value: lost / equity, limit: share, unit: 'share' as const }]),
      ...(cap === undefined ? [] : [{ name, value: lost / rate, limit: cap.value, unit: 'money' as const }]),
    ]
  }
  return {
    rule: 'maxAssetDailyLoss',
    scope: 'exposure',
    observe(input, context) {
      const now = dayOf(context.now)
      if (now !== day) {
        // The book has taken a fill in already; everything before midnight is in the mark.
        day = now
        begin(context)
      } else if (input.kind === 'fill') {
        const asset = assetDay(assets, input.instrument)
        const signed = input.side === 'buy' ? input.quantity : -input.quantity
        asset.quantity += signed
        asset.cost += signed * priceTerm(context, input.instrument, input.price)
        asset.fees += amountOf(input.fee).value * rateTo(context, input.fee.currency)
      }
      const id = 'instrument' in input ? input.instrument : 'id' in input ? input.id : undefined
      const asset = id === undefined ? undefined : assets.get(id)
      if (id !== undefined && asset !== undefined && !asset.reached)
        asset.reached = figuresOf(id, context, context.book.equity().value).some(({ value, limit }) =>
          isReached(value, limit),
        )
      return []
    },
    check(_, context, { alternatives, equity }) {
      const all: Figure[] = []
      if (dayOf(context.now) !== day) return passWith()
      for (const moves of alternatives)
        for (const { row } of moves) {
          const figures = figuresOf(row.instrument, context, equity)
          const reached = assets.get(row.instrument)?.reached === true
          if (reached || figures.some(({ value, limit }) => isReached(value, limit)))
            return refuseWith('risk/daily-loss', ...figures)
          if (figures.some(({ value }) => Number.isNaN(value)))
            return refuseMissing({ missing: 'mark', of: row.instrument })
          all.push(...figures)
        }
      return passWith(...all)
    },
    save: () => ({
      day,
      assets: [...assets].map(([id, { quantity, cost, fees, reached }]) => [
        id,
        quantity,
        numberToJson(cost),
        numberToJson(fees),
        reached,
      ]),
    }),
    load(state) {
      const saved = state as unknown as {
        readonly day: string
        readonly assets: readonly (readonly [InstrumentId, number, Json, Json, boolean])[]
      }
      day = saved.day
      assets = new Map(
        saved.assets.map(([id, quantity, cost, fees, reached]) => [
          id,
          { quantity, cost: numberFromJson(cost), fees: numberFromJson(fees), reached },
        ]),
      )
    },
  }
}

function assetDay(assets: Map<InstrumentId, AssetDay>, id: InstrumentId): AssetDay {
  const known = assets.get(id) ?? { quantity: 0, cost: 0, fees: 0, reached: false }
  assets.set(id, known)
  return known
}

// The price in which profit is a difference: the price itself, of an inverse contract -1 / price.
function priceTerm({ instruments }: RiskContext, id: InstrumentId, price: number | undefined): number {
  const terms = instruments.find(id)
  if (terms === undefined || price === undefined) return Number.NaN
  return contractPayoff(terms) === 'inverse' ? -1 / price : price
}

function pnlToday(asset: AssetDay | undefined, id: InstrumentId, context: RiskContext): number {
  if (asset === undefined) return 0
  const terms: Instrument | undefined = context.instruments.find(id)
  if (terms === undefined) return Number.NaN
  const mark = asset.quantity === 0 ? 0 : asset.quantity * priceTerm(context, id, context.market.mark(id)?.value)
  return (mark - asset.cost) * multiplierOf(terms) * rateTo(context, terms.currency) - asset.fees
}
