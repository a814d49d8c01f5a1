// Losses worth taking, and what spoils them. Rates, correlations and the window are the caller's: no country is built in.
import {
  type Amount,
  badArgument,
  dayNumber,
  type EpochMs,
  type InstrumentId,
  type IsoDate,
  toIsoDate,
} from '@bourse/core'
import { behindOf } from '../book/bookState.js'
import type { BookView } from '../book/bookView.js'
import type { ClosedLot } from './closedLot.js'
import { worthAt } from '../ledger/terms.js'
import { type TaxLot, type TaxTermOptions, taxLots } from './taxLots.js'

/**
 * `rates`: tax per unit of gain, by term (0.37 = 37 %). `correlation` of returns, for replacements among `candidates` at
 * or above `minCorrelation` (default 0.9). `days`: the wash-sale window on both sides (default 30). `minSaving` in the base
 * currency (default 0).
 */
export type HarvestOptions = TaxTermOptions & {
  readonly rates: { readonly short: number; readonly long: number }
  readonly candidates?: readonly InstrumentId[]
  /** NaN where it is not known. */
  readonly correlation?: (a: InstrumentId, b: InstrumentId) => number
  readonly minCorrelation?: number
  readonly days?: number
  readonly minSaving?: number
}

/** A lot under water. `loss` > 0 and `saving` in the base currency; `wash`: purchases that would disallow the loss. */
export type LossHarvest = {
  readonly lot: TaxLot
  readonly loss: Amount
  readonly saving: Amount
  readonly replacement?: { readonly instrument: InstrumentId; readonly correlation: number }
  readonly wash: readonly { readonly opened: EpochMs; readonly quantity: number }[]
}

/**
 * Lots whose sale would save tax, the largest saving first. A replacement keeps the exposure and is another instrument; the
 * best correlated one is named. Whether a replacement is "substantially identical" is a question for a lawyer.
 *
 * @example
 * import { lossHarvests, openingBook } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord } from '@bourse/core'
 * const book = openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord() })
 * lossHarvests(book, '2026-12-15', { rates: { short: 0.37, long: 0.2 } }).length // => 0
 */
export function lossHarvests(book: BookView, on: IsoDate, options: HarvestOptions): readonly LossHarvest[] {
  const { rates, days = 30, minSaving = 0 } = options
  for (const term of ['short', 'long'] as const)
    if (!(rates[term] >= 0 && rates[term] <= 1)) throw badArgument('lossHarvests', `rates.${term}`, rates[term], '0-1')
  const lots = taxLots(book, on, options)
  const gainOf = openGain(book)
  return lots
    .flatMap((lot): LossHarvest[] => {
      const loss = -gainOf(lot)
      const saving = loss * rates[lot.term]
      if (!(loss > 0) || saving < minSaving) return []
      const replacement = bestReplacement(lot.instrument, options)
      return [
        {
          lot,
          loss: { currency: book.base, value: loss },
          saving: { currency: book.base, value: saving },
          ...(replacement === undefined ? {} : { replacement }),
          wash: lots
            .filter((one) => one !== lot && one.instrument === lot.instrument && isNear(one.opened, on, days))
            .map(({ opened, quantity }) => ({ opened, quantity })),
        },
      ]
    })
    .sort((a, b) => b.saving.value - a.saving.value)
}

function openGain(book: BookView): (lot: TaxLot) => number {
  const { setup, stateNow, prices } = behindOf('lossHarvests', book)
  const { rows } = stateNow()
  return ({ account, strategy, instrument, quantity, cost }) => {
    const slot = setup.slots.get(instrument)!
    const place = slot.places.find((one) => one.account === account && one.strategy === strategy)!
    const row = rows[place.index]!
    const rate = cost.currency === book.base ? 1 : prices.rate(cost.currency)
    return (worthAt(row.terms, prices.mark(row), quantity) - cost.value.toNumber()) * rate
  }
}

function bestReplacement(id: InstrumentId, options: HarvestOptions): LossHarvest['replacement'] {
  const { candidates = [], correlation, minCorrelation = 0.9 } = options
  if (correlation === undefined) return undefined
  let best: LossHarvest['replacement']
  for (const instrument of candidates) {
    const figure = correlation(id, instrument)
    if (instrument === id || !(figure >= minCorrelation) || (best !== undefined && best.correlation >= figure)) continue
    best = { instrument, correlation: figure }
  }
  return best
}

function isNear(time: EpochMs, on: IsoDate, days: number): boolean {
  return Math.abs(dayNumber(on) - dayNumber(toIsoDate(time))) <= days
}

/** A loss and the purchase of the same instrument that disallows it, as far as quantities meet. */
export type WashSale = {
  readonly sold: ClosedLot
  readonly bought: EpochMs
  readonly quantity: number
}

/**
 * Losses on long lots that meet a purchase of the same instrument, in any account, within the window: lots still open and
 * lots closed since both count, each unit once, the earliest first. `closed`: from the ledger's entries.
 *
 * @example
 * import { washSales } from '@bourse/portfolio'
 * washSales([], []) // => []
 */
export function washSales(
  closed: readonly ClosedLot[],
  open: readonly Pick<TaxLot, 'instrument' | 'opened' | 'quantity'>[],
  { days = 30 }: { readonly days?: number } = {},
): readonly WashSale[] {
  const bought = [...open, ...closed]
    .filter(({ quantity }) => quantity > 0)
    .map((lot) => ({ lot, left: lot.quantity }))
    .sort((a, b) => a.lot.opened - b.lot.opened)
  const sales = closed.filter(({ quantity, gain }) => quantity > 0 && gain.value.isNegative() && !gain.value.isZero())
  return [...sales]
    .sort((a, b) => a.closed - b.closed)
    .flatMap((sold) => {
      let need = sold.quantity
      const found: WashSale[] = []
      for (const one of bought) {
        if (!(need > 0)) break
        if (one.lot === sold || one.lot.instrument !== sold.instrument || one.left <= 0) continue
        // What was bought with it and sold with it replaces nothing.
        if (one.lot.opened === sold.opened || !isNear(one.lot.opened, toIsoDate(sold.closed), days)) continue
        const quantity = Math.min(need, one.left)
        one.left -= quantity
        need -= quantity
        found.push({ sold, bought: one.lot.opened, quantity })
      }
      return found
    })
}
