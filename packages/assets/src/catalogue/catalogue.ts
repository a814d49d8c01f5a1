// What a desk may trade and how much of it, as data: assets of classes, settings per product, limits of the whole. Shares
// are of equity, 0.1 = 10 %; money is in the currency of the account unless it says otherwise.
import { badArgument, type Duration, type EpochMs, type InstrumentId, type IsoDate } from '@bourse/core'
import type { Instrument } from '../instruments/instrument.js'
import { createRegistry, type Registry } from '../registry/registry.js'

/** A distance from the entry price: a share of it, or pips (0.0001, against the yen 0.01). */
export type PriceDistance = { readonly share: number } | { readonly pips: number }

/**
 * What an asset may do to the account. `leverage`: at most. `earningsBlackoutDays`: no entry so close before results.
 * `monitoredAccounts`: whose posts move it. `avoidSideways`: no entry without a trend. `decayWarning`: a fund that loses
 * by being held.
 */
export type AssetRisk = {
  readonly maxPosition: number
  readonly stop: PriceDistance
  readonly takeProfit?: PriceDistance
  readonly leverage: number
  readonly earningsBlackoutDays?: number
  readonly monitoredAccounts?: readonly string[]
  readonly maxHoldDays?: number
  readonly avoidSideways?: boolean
  readonly decayWarning?: boolean
}

/** One asset. `volatilityScore` 1 (calm) to 10. `terms`: the instrument, whose id is the asset's. */
export type CatalogueAsset = {
  readonly id: InstrumentId
  readonly class: string
  readonly enabled: boolean
  readonly volatilityScore: number
  readonly indicators: readonly string[]
  readonly sources: readonly string[]
  readonly risk: AssetRisk
  readonly terms: Instrument
}

/** Limits of one class of assets: share of equity in all, number of positions at once. */
export type ClassLimits = { readonly maxAllocation: number; readonly maxPositions?: number; readonly note?: string }

/**
 * How a product (a bucket of `byProduct`) is traded: what, when (calendars), with what leverage, from what size on, how
 * often it is scanned, what share of equity it gets, and whether at all.
 */
export type ClassSettings = {
  readonly enabled: boolean
  readonly instruments: readonly string[]
  readonly hours: readonly string[]
  readonly maxLeverage: number
  readonly defaultLeverage: number
  readonly minPosition: number
  readonly maxPosition: number
  readonly scanEvery: Duration
  readonly allocation: number
}

/**
 * Limits of the whole. `heat`: what all stops together may lose. `correlated`: share in one group of assets that move
 * together. `class`: share in one class. `stop`: widest stop. `dailyLoss`: what a day may lose.
 */
export type CatalogueLimits = {
  readonly heat: number
  readonly correlated: number
  readonly class: number
  readonly stop: number
  readonly dailyLoss: number
}

/** A catalogue, dated. */
export type Catalogue = {
  readonly asOf: IsoDate
  readonly limits: CatalogueLimits
  readonly classes: { readonly [name: string]: ClassLimits }
  readonly products: { readonly [bucket: string]: ClassSettings }
  readonly assets: readonly CatalogueAsset[]
}

/** Who changed what, when and why. */
export type CatalogueEvent = ChangeNote &
  (
    | { readonly event: 'assetEnabled' | 'assetDisabled'; readonly id: InstrumentId }
    | { readonly event: 'productEnabled' | 'productDisabled'; readonly product: string }
  )

/** Time, person and reason of a change: none may be missing. */
export type ChangeNote = { readonly time: EpochMs; readonly who: string; readonly why: string }

/**
 * The asset with this id; throws `input/out-of-range` naming the ids where there is none.
 *
 * @example
 * import { catalogueAsset, starterCatalogue } from '@bourse/assets/catalogue'
 * catalogueAsset(starterCatalogue(), 'TQQQ@XNAS').risk.decayWarning // => true
 */
export function catalogueAsset(catalogue: Catalogue, id: string): CatalogueAsset {
  const found = catalogue.assets.find((asset) => asset.id === id)
  if (found) return found
  throw badArgument('catalogueAsset', 'id', id, `one of ${catalogue.assets.map((asset) => asset.id).join(', ')}`)
}

/**
 * The assets that are switched on, of all classes or of one.
 *
 * @example
 * import { enabledAssets, starterCatalogue } from '@bourse/assets/catalogue'
 * enabledAssets(starterCatalogue()).map((asset) => asset.id) // => ['BTC/USDT@binance', 'ETH/USDT@binance']
 */
export function enabledAssets(catalogue: Catalogue, className?: string): readonly CatalogueAsset[] {
  return catalogue.assets.filter((asset) => asset.enabled && (className === undefined || asset.class === className))
}

/**
 * All assets, switched on or not, by class, in the order of the file.
 *
 * @example
 * import { assetsByClass, starterCatalogue } from '@bourse/assets/catalogue'
 * assetsByClass(starterCatalogue()).get('memeStocks')?.length // => 6
 */
export function assetsByClass(catalogue: Catalogue): ReadonlyMap<string, readonly CatalogueAsset[]> {
  const classes = new Map<string, CatalogueAsset[]>(Object.keys(catalogue.classes).map((name) => [name, []]))
  for (const asset of catalogue.assets) classes.get(asset.class)?.push(asset)
  return classes
}

/**
 * Switches an asset on or off: a new catalogue, and the event that says so; no event where it was so already. Throws for an
 * id it does not hold and for a note without person or reason.
 *
 * @example
 * import { setEnabled, starterCatalogue } from '@bourse/assets/catalogue'
 * const { event } = setEnabled(starterCatalogue(), 'NVDA@XNAS', true, { time: 0, who: 'ann', why: 'phase 2' })
 * event // => { event: 'assetEnabled', id: 'NVDA@XNAS', time: 0, who: 'ann', why: 'phase 2' }
 */
export function setEnabled(
  catalogue: Catalogue,
  id: InstrumentId,
  enabled: boolean,
  note: ChangeNote,
): { readonly catalogue: Catalogue; readonly event: CatalogueEvent | undefined } {
  const asset = catalogueAsset(catalogue, id)
  requireNote('setEnabled', note)
  if (asset.enabled === enabled) return { catalogue, event: undefined }
  const assets = catalogue.assets.map((one) => (one === asset ? { ...one, enabled } : one))
  const { time, who, why } = note
  return {
    catalogue: { ...catalogue, assets },
    event: { event: enabled ? 'assetEnabled' : 'assetDisabled', id, time, who, why },
  }
}

/**
 * Switches a product (a bucket of `products`: options, futures, ...) on or off, like `setEnabled` an asset.
 *
 * @example
 * import { setProductEnabled, starterCatalogue } from '@bourse/assets/catalogue'
 * const { catalogue, event } = setProductEnabled(starterCatalogue(), 'options', false, { time: 0, who: 'ann', why: 'holiday' })
 * event?.event // => 'productDisabled'
 * catalogue.products['options']?.enabled // => false
 */
export function setProductEnabled(
  catalogue: Catalogue,
  product: string,
  enabled: boolean,
  note: ChangeNote,
): { readonly catalogue: Catalogue; readonly event: CatalogueEvent | undefined } {
  const { products } = catalogue
  const settings = Object.hasOwn(products, product) ? products[product] : undefined
  if (!settings) throw badArgument('setProductEnabled', 'product', product, Object.keys(products).join(' | '))
  requireNote('setProductEnabled', note)
  if (settings.enabled === enabled) return { catalogue, event: undefined }
  const { time, who, why } = note
  return {
    catalogue: { ...catalogue, products: { ...products, [product]: { ...settings, enabled } } },
    event: { event: enabled ? 'productEnabled' : 'productDisabled', product, time, who, why },
  }
}

/** Throws where a change does not say who, when and why. */
export function requireNote(where: string, note: ChangeNote): void {
  if (!Number.isFinite(note.time)) throw badArgument(where, 'note.time', note.time, 'milliseconds since 1970')
  for (const name of ['who', 'why'] as const)
    if (note[name].trim() === '') throw badArgument(where, `note.${name}`, note[name], 'text that is not empty')
}

/**
 * The instruments of all assets as a registry.
 *
 * @example
 * import { catalogueRegistry, starterCatalogue } from '@bourse/assets/catalogue'
 * catalogueRegistry(starterCatalogue()).size // => 22
 */
export function catalogueRegistry(catalogue: Catalogue): Registry {
  return createRegistry(catalogue.assets.map((asset) => asset.terms))
}
