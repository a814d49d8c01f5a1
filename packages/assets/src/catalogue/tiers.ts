import { badArgument, type EpochMs } from '@bourse/core'
import { type ChangeNote, requireNote } from './catalogue.js'
import type { MeasuredFigures, Requirement } from './requirement.js'
import { cryptoScreen, screenAsset } from './screening.js'

/** 1: always there. 2: major. 3: chosen by screening. */
export type AssetTier = 1 | 2 | 3
/** Tier by asset. */
export type AssetTiers = { readonly [asset: string]: AssetTier }
/** An asset has moved; `from` or `to` null: it was or is in no tier. */
export type TierEvent = {
  readonly event: 'tierAdded' | 'tierPromoted' | 'tierDemoted' | 'tierRemoved'
  readonly asset: string
  readonly from: AssetTier | null
  readonly to: AssetTier | null
  readonly time: EpochMs
  readonly who: string
  readonly why: string
}

/**
 * Where coins begin: bitcoin and ether in tier 1, the majors in tier 2.
 *
 * @example
 * import { cryptoTiers } from '@bourse/assets/catalogue'
 * cryptoTiers.SOL // => 2
 */
export const cryptoTiers: { readonly BTC: 1; readonly ETH: 1; readonly SOL: 2; readonly BNB: 2; readonly XRP: 2 } = {
  BTC: 1,
  ETH: 1,
  SOL: 2,
  BNB: 2,
  XRP: 2,
}

/**
 * Moves an asset to a tier, or out of all (`null`): new tiers and the event. No event where it is there already.
 *
 * @example
 * import { cryptoTiers, setTier } from '@bourse/assets/catalogue'
 * setTier(cryptoTiers, 'LINK', 3, { time: 0, who: 'ann', why: 'passed the screen' }).event?.event // => 'tierAdded'
 */
export function setTier(
  tiers: AssetTiers,
  asset: string,
  to: AssetTier | null,
  note: ChangeNote,
): { readonly tiers: AssetTiers; readonly event: TierEvent | undefined } {
  requireNote('setTier', note)
  if (to !== null && ![1, 2, 3].includes(to)) throw badArgument('setTier', 'to', to, '1, 2, 3 or null')
  const from = Object.hasOwn(tiers, asset) ? tiers[asset]! : null
  if (from === to) return { tiers, event: undefined }
  const { [asset]: _, ...others } = tiers
  const event = from === null ? 'tierAdded' : to === null ? 'tierRemoved' : to < from ? 'tierPromoted' : 'tierDemoted'
  const { time, who, why } = note
  return {
    tiers: to === null ? others : { ...others, [asset]: to },
    event: { event, asset, from, to, time, who, why },
  }
}

/**
 * A review by figures. Assets of tier 2 and 3 that fail the screen are removed; assets in no tier that pass it enter tier 3;
 * assets of tier 3 that also meet `promote` (default: nobody) rise to tier 2. Assets without figures stay as they are.
 *
 * @example
 * import { cryptoTiers, reviewTiers } from '@bourse/assets/catalogue'
 * const review = reviewTiers(cryptoTiers, { XRP: { dailyVolume: 1e8 } }, { time: 0, who: 'screen' })
 * review.events.map(({ event, asset }) => `${event} ${asset}`) // => ['tierRemoved XRP']
 */
export function reviewTiers(
  tiers: AssetTiers,
  measured: { readonly [asset: string]: MeasuredFigures },
  note: Omit<ChangeNote, 'why'>,
  options: { readonly screen?: readonly Requirement[]; readonly promote?: readonly Requirement[] } = {},
): { readonly tiers: AssetTiers; readonly events: readonly TierEvent[] } {
  const { screen = cryptoScreen, promote } = options
  let now = tiers
  const events: TierEvent[] = []
  for (const asset of Object.keys(measured)) {
    const from = Object.hasOwn(tiers, asset) ? tiers[asset]! : null
    if (from === 1) continue
    const { ready, missing } = screenAsset(measured[asset]!, screen)
    const rises = ready && from === 3 && promote !== undefined && screenAsset(measured[asset]!, promote).ready
    const to = !ready ? null : rises ? 2 : (from ?? 3)
    const lacks = missing.map(({ requirement, value }) => `${requirement} (${value ?? 'not measured'})`).join(', ')
    const why = ready ? (rises ? 'meets the figures of tier 2' : 'passes the screen') : `fails the screen: ${lacks}`
    const change = setTier(now, asset, to, { ...note, why })
    now = change.tiers
    if (change.event) events.push(change.event)
  }
  return { tiers: now, events }
}
