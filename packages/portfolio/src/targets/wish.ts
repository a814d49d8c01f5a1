// What one instrument wants to be traded, before anybody asks who pays; or why not.
import { type Instrument, notionalOf, roundQuantity } from '@bourse/assets'
import type { InstrumentId } from '@bourse/core'
import type { Appraiser, Valuation } from '../exposure/valuation.js'
import type { SkippedTrade } from '../orders/orderPlan.js'
import type { HeldUnits } from './heldUnits.js'
import type { RebalanceOptions, WeightBand } from './rebalanceOptions.js'
import { percent, told } from './targetOrder.js'
import { tradeCost } from './tradeCost.js'

/** `quantity` held and `trade` in signed units, `unit` in base currency, `gap`: share of equity above the target. */
export type Wish = {
  readonly instrument: Instrument
  readonly quantity: number
  readonly trade: number
  readonly unit: number
  readonly price: number
  readonly gap: number
}

/** What all wishes are judged by. */
export type WishTerms = {
  readonly equity: number
  readonly minTrade: number
  readonly worth: Appraiser
  readonly valuation: Valuation
  readonly options: RebalanceOptions
}

/** The trade towards a weight, or why it is not worth it. */
export function wishOf(
  id: InstrumentId,
  held: HeldUnits | undefined,
  weight: number,
  terms: WishTerms,
): Wish | SkippedTrade {
  const { equity, minTrade, worth, valuation, options } = terms
  const none = (why: string): SkippedTrade => ({ instrument: id, why })
  const instrument = valuation.instruments.find(id)
  if (instrument === undefined) return none(`${id} is not known`)
  const price = worth.mark(id)
  const unit = notionalOf(instrument, 1, price) * worth.rate(instrument.currency)
  if (Number.isNaN(price)) return none(`no mark of ${id}`)
  if (Number.isNaN(worth.rate(instrument.currency))) return none(`no rate of ${instrument.currency}`)
  if (!(unit > 0)) return none(`worth nothing at ${price}: a weight says nothing of its quantity`)
  const quantity = held?.quantity ?? 0
  const now = (quantity * unit) / equity
  const gap = now - weight
  // What is to be left is left, however little it is.
  const band = weight === 0 ? 0 : widthOf(options.band, weight)
  if (band > 0 && Math.abs(gap) <= band) return none(`${percent(now)} is within ${percent(band)} of ${percent(weight)}`)
  const aim = options.to === 'band' ? weight + Math.sign(gap) * band : weight
  const target = roundQuantity(instrument, (aim * equity) / unit, 'nearest')
  // What is left may lie between lots: never more is sold than there is.
  const trade = roundQuantity(instrument, target - quantity, weight === 0 ? 'down' : 'nearest')
  if (trade === 0) return none(atTarget(gap, instrument, unit, equity, weight))
  const value = Math.abs(trade) * unit
  if (value < minTrade) return none(`a trade of ${told(value)} ${worth.base} is below ${told(minTrade)}`)
  const { cost, tax } = tradeCost(instrument, trade, price, quantity, terms)
  const share = (cost + tax) / value
  if (options.maxCost !== undefined && share > options.maxCost)
    return none(
      `costs of ${told(cost + tax)} ${worth.base} are ${percent(share)} of the trade, allowed are ${percent(options.maxCost)}`,
    )
  return { instrument, quantity, trade, unit, price, gap }
}

/** Whether a purchase is paid for at once; contracts on margin are not. */
export function paidInCash({ kind }: Instrument): boolean {
  return kind !== 'future' && kind !== 'perpetual'
}

function atTarget(gap: number, instrument: Instrument, unit: number, equity: number, weight: number): string {
  const off = Math.abs(gap) * equity
  if (off <= 1e-9 * equity) return `is at its ${percent(weight)}`
  return `${told(off)} off is less than half a lot of ${told(unit * instrument.lot)}`
}

function widthOf(band: WeightBand | undefined, weight: number): number {
  if (band === undefined || typeof band === 'number') return band ?? 0
  return Math.min(band.absolute, band.relative * Math.abs(weight))
}
