import { badArgument } from '@bourse/core'
import type { AssetTier } from './tiers.js'

/** Who wants a slot. `edge`: expected gain; `correlation`: with what is held; `liquidity`: in money. */
export type SlotCandidate = {
  readonly asset: string
  readonly tier: AssetTier
  readonly edge: number
  readonly correlation: number
  readonly liquidity: number
}
/** `reserved`: for tier 1 alone. `atMost`: per tier. */
export type SlotRules = {
  readonly slots: number
  readonly reserved: number
  readonly atMost: { readonly [T in AssetTier]: number }
}
/** Who gets one, in order of priority, and who does not and why. */
export type SlotAnswer = {
  readonly taken: readonly SlotCandidate[]
  readonly refused: readonly { readonly asset: string; readonly why: 'full' | 'tier full' | 'reserved for tier 1' }[]
}

/**
 * Five slots: two reserved for tier 1, at most two for tier 2, at most one for tier 3.
 *
 * @example
 * import { fiveSlots } from '@bourse/assets/catalogue'
 * fiveSlots.reserved // => 2
 */
export const fiveSlots: SlotRules = { slots: 5, reserved: 2, atMost: { 1: 5, 2: 2, 3: 1 } }

/**
 * Gives slots away. On conflict the larger edge goes first, then the lower correlation, then the higher liquidity, then the
 * name, so that equal input gives equal slots. Throws for figures that are not finite and for an asset that comes twice.
 *
 * @example
 * import { assignSlots } from '@bourse/assets/catalogue'
 * const alike = { correlation: 0.5, liquidity: 1e9 }
 * const link = { asset: 'LINK', tier: 3, edge: 0.9, ...alike } as const
 * const uni = { asset: 'UNI', tier: 3, edge: 0.8, ...alike } as const
 * assignSlots([uni, link]).refused // => [{ asset: 'UNI', why: 'tier full' }]
 */
export function assignSlots(candidates: readonly SlotCandidate[], rules: SlotRules = fiveSlots): SlotAnswer {
  refuseBad(candidates)
  const taken: SlotCandidate[] = []
  const refused: SlotAnswer['refused'][number][] = []
  const count = (tier: AssetTier): number => taken.filter((one) => one.tier === tier).length
  for (const candidate of [...candidates].sort(byPriority)) {
    const { asset, tier } = candidate
    // Slots that stand empty for tier 1 count as taken for everybody else.
    const kept = tier === 1 ? 0 : Math.max(0, rules.reserved - count(1))
    if (count(tier) >= rules.atMost[tier]) refused.push({ asset, why: 'tier full' })
    else if (taken.length >= rules.slots) refused.push({ asset, why: 'full' })
    else if (taken.length + kept >= rules.slots) refused.push({ asset, why: 'reserved for tier 1' })
    else taken.push(candidate)
  }
  return { taken, refused }
}

function byPriority(a: SlotCandidate, b: SlotCandidate): number {
  return b.edge - a.edge || a.correlation - b.correlation || b.liquidity - a.liquidity || (a.asset < b.asset ? -1 : 1)
}

function refuseBad(candidates: readonly SlotCandidate[]): void {
  const seen = new Set<string>()
  for (const candidate of candidates) {
    for (const figure of ['edge', 'correlation', 'liquidity'] as const)
      if (!Number.isFinite(candidate[figure]))
        throw badArgument('assignSlots', `${figure} of ${candidate.asset}`, candidate[figure], 'a finite number')
    if (seen.has(candidate.asset)) throw badArgument('assignSlots', 'asset', candidate.asset, 'each asset once')
    seen.add(candidate.asset)
  }
}
