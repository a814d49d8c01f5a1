/** How a coin is read; data, to be overwritten by what one has measured. */
export type AssetSettings = {
  /** How strongly signals are scaled down in a hostile regime, 0 to 1. */
  readonly regimeSensitivity: number
  /** Days over which trend is measured. */
  readonly trendDays: number
  /** From how many times its 20-day mean a volume counts. */
  readonly volumeSignificance: number
  /** Beta to BTC: for `btcDivergence`. */
  readonly btcFactor: number
  /** Share of the score that talk decides, 0 to 1. */
  readonly narrative: number
}

/** Starting points by kind of coin, set by judgement and not fitted to anything: measure before you trust them. */
export const assetSettings: { readonly [asset: string]: AssetSettings } = {
  BTC: { regimeSensitivity: 0.3, trendDays: 90, volumeSignificance: 1.5, btcFactor: 1, narrative: 0.1 },
  ETH: { regimeSensitivity: 0.4, trendDays: 60, volumeSignificance: 1.5, btcFactor: 1.1, narrative: 0.15 },
  SOL: { regimeSensitivity: 0.6, trendDays: 30, volumeSignificance: 2, btcFactor: 1.4, narrative: 0.25 },
  DOGE: { regimeSensitivity: 0.8, trendDays: 14, volumeSignificance: 3, btcFactor: 1.3, narrative: 0.6 },
  other: { regimeSensitivity: 0.6, trendDays: 30, volumeSignificance: 2, btcFactor: 1.2, narrative: 0.3 },
}

/**
 * The settings of an asset, or those of `other`, with changes of one's own on top.
 *
 * @example
 * import { assetSettingsOf } from '@bourse/scoring'
 * assetSettingsOf('BTC', { trendDays: 120 }).trendDays // => 120
 * assetSettingsOf('PEPE').narrative // => 0.3
 */
export function assetSettingsOf(asset: string, changes: Partial<AssetSettings> = {}): AssetSettings {
  const known = Object.hasOwn(assetSettings, asset) ? assetSettings[asset]! : assetSettings['other']!
  return { ...known, ...changes }
}
