import { BourseError, type InstrumentId } from '@bourse/core'
import type { Instrument } from '../instruments/instrument.js'
import { type Catalogue, type CatalogueAsset, catalogueAsset, type PriceDistance } from './catalogue.js'

/**
 * What is planned. `shares`: of equity per asset, negative for short. `prices` where a stop is in pips. `correlated`: groups
 * that move together, as measured. `dailyLoss`: lost today so far, as a share of equity, positive. `leverage` per asset
 * (default 1).
 */
export type PlannedAllocation = {
  readonly shares: { readonly [id: InstrumentId]: number }
  readonly prices?: { readonly [id: InstrumentId]: number }
  readonly correlated?: readonly (readonly InstrumentId[])[]
  readonly dailyLoss?: number
  readonly leverage?: { readonly [id: InstrumentId]: number }
}

/** The limits an allocation may break. */
export type AllocationLimit =
  | 'disabled'
  | 'maxPosition'
  | 'leverage'
  | 'stop'
  | 'classAllocation'
  | 'classPositions'
  | 'class'
  | 'correlated'
  | 'heat'
  | 'dailyLoss'

/** Which limit, of what, and by how much: `excess` = `value` - `allowed`. */
export type AllocationBreach = {
  readonly limit: AllocationLimit
  readonly of: string
  readonly value: number
  readonly allowed: number
  readonly excess: number
}

/**
 * All limits that an allocation breaks, empty where it keeps them; caps allow equality. Heat is the sum of share times stop:
 * what is lost when every stop is hit. Throws for ids the catalogue does not hold, and for a stop in pips without a price.
 *
 * @example
 * import { starterCatalogue, validateAllocation } from '@bourse/assets/catalogue'
 * validateAllocation(starterCatalogue(), { shares: { 'BTC/USDT@binance': 0.25 } })
 * // => [{ limit: 'maxPosition', of: 'BTC/USDT@binance', value: 0.25, allowed: 0.2, excess: 0.05 }]
 */
export function validateAllocation(catalogue: Catalogue, plan: PlannedAllocation): readonly AllocationBreach[] {
  const { limits, classes } = catalogue
  const breaches: AllocationBreach[] = []
  const cap = (limit: AllocationLimit, of: string, value: number, allowed: number): void => {
    // Sums of shares carry the last digits of their parts: a cap is broken by more than those.
    if (!(value <= allowed + 1e-12))
      breaches.push({ limit, of, value: clean(value), allowed, excess: clean(value - allowed) })
  }
  const held = (Object.keys(plan.shares) as InstrumentId[])
    .map((id) => ({ asset: catalogueAsset(catalogue, id), size: Math.abs(plan.shares[id]!) }))
    .filter(({ size }) => size !== 0)
  let heat = 0
  for (const { asset, size } of held) {
    const stop = stopShare(asset, plan.prices?.[asset.id])
    heat += size * stop
    if (!asset.enabled) cap('disabled', asset.id, size, 0)
    cap('maxPosition', asset.id, size, asset.risk.maxPosition)
    cap('leverage', asset.id, plan.leverage?.[asset.id] ?? 1, asset.risk.leverage)
    cap('stop', asset.id, stop, limits.stop)
  }
  for (const name of Object.keys(classes)) {
    const members = held.filter(({ asset }) => asset.class === name)
    const total = members.reduce((sum, { size }) => sum + size, 0)
    cap('classAllocation', name, total, classes[name]!.maxAllocation)
    cap('classPositions', name, members.length, classes[name]!.maxPositions ?? Number.POSITIVE_INFINITY)
    cap('class', name, total, limits.class)
  }
  for (const group of plan.correlated ?? []) {
    const total = held.reduce((sum, { asset, size }) => sum + (group.includes(asset.id) ? size : 0), 0)
    cap('correlated', group.join(' '), total, limits.correlated)
  }
  cap('heat', 'all', heat, limits.heat)
  cap('dailyLoss', 'all', plan.dailyLoss ?? 0, limits.dailyLoss)
  return breaches
}

/**
 * The stop of an asset as a share of its price. A stop in pips needs the price; throws `data/missing` without.
 *
 * @example
 * import { catalogueAsset, starterCatalogue, stopShare } from '@bourse/assets/catalogue'
 * stopShare(catalogueAsset(starterCatalogue(), 'GBP/JPY@oanda'), 200) // => 0.004
 */
export function stopShare(asset: CatalogueAsset, price?: number): number {
  return distanceShare(asset.risk.stop, asset, price)
}

function distanceShare(distance: PriceDistance, asset: CatalogueAsset, price: number | undefined): number {
  if ('share' in distance) return distance.share
  if (price !== undefined && price > 0) return (distance.pips * pipOf(asset.terms)) / price
  throw new BourseError('data/missing', `the stop of ${asset.id} is ${distance.pips} pips, which need a price`, {
    details: { id: asset.id, pips: distance.pips },
    remedy: 'pass prices with a price above zero for it',
  })
}

function pipOf(terms: Instrument): number {
  return terms.kind === 'spot' && terms.quote === 'JPY' ? 0.01 : 0.0001
}

function clean(value: number): number {
  return Number(value.toPrecision(12))
}
