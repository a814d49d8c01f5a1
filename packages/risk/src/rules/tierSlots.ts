import type { Instrument } from '@bourse/assets'
import type { SlotRules } from '@bourse/assets/catalogue'
import { passWith, refuseWith } from '../gate/answers.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'
import { openInstruments } from './maxPositions.js'

/** The asset an instrument belongs to and its tier; undefined where it is in none. */
export type TierOf = (instrument: Instrument) => { readonly asset: string; readonly tier: 1 | 2 | 3 } | undefined

/**
 * Slots by tier: a new asset needs a free one, at most so many per tier, and what is reserved for tier 1 counts as taken
 * for everybody else. Assets that are held, or work, hold their slot; assets in no tier get none.
 *
 * @example
 * import { fiveSlots } from '@bourse/assets/catalogue'
 * import { tierSlots } from '@bourse/risk'
 * tierSlots(fiveSlots, () => ({ asset: 'BTC', tier: 1 })).rule // => 'tierSlots'
 */
export function tierSlots(slots: SlotRules, tierOf: TierOf): Rule {
  return ruleOf('tierSlots', 'exposure', (_, { instruments }, situation) => {
    const taken = new Map<string, number>()
    for (const id of openInstruments(situation)) {
      const terms = instruments.find(id)
      const found = terms === undefined ? undefined : tierOf(terms)
      taken.set(found?.asset ?? id, found?.tier ?? 0)
    }
    const inTier = (tier: number): number => [...taken.values()].filter((one) => one === tier).length
    for (const moves of situation.alternatives)
      for (const { row } of moves) {
        const found = tierOf(row.terms!)
        if (found === undefined)
          return refuseWith('risk/no-tier', { name: `tier of ${row.instrument}`, value: 0, limit: 3, unit: 'count' })
        if (taken.has(found.asset)) continue
        const kept = found.tier === 1 ? 0 : Math.max(0, slots.reserved - inTier(1))
        const name = `slots of tier ${found.tier}`
        if (inTier(found.tier) >= slots.atMost[found.tier])
          return refuseWith('risk/tier-full', {
            name,
            value: inTier(found.tier) + 1,
            limit: slots.atMost[found.tier],
            unit: 'count',
          })
        if (taken.size + kept >= slots.slots)
          return refuseWith('risk/slots-full', {
            name: kept > 0 ? 'slots, those kept for tier 1 included' : 'slots',
            value: taken.size + kept + 1,
            limit: slots.slots,
            unit: 'count',
          })
        taken.set(found.asset, found.tier)
      }
    return passWith({ name: 'slots', value: taken.size, limit: slots.slots, unit: 'count' })
  })
}
