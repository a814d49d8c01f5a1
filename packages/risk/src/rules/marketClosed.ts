import type { Calendar } from '@bourse/assets'
import { dayMs, dayNumber, type EpochMs } from '@bourse/core'
import { passWith, refuseMissing, refuseWith } from '../gate/answers.js'
import type { ExposureRow } from '../gate/exposureTable.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/**
 * Refuses orders for markets that are not in continuous trading, but for those that ask for the opening auction (`tif:
 * 'open'`). The calendar of each instrument must be loaded; `always` needs none.
 *
 * @example
 * import { marketClosed } from '@bourse/risk'
 * marketClosed().rule // => 'marketClosed'
 */
export function marketClosed(): Rule {
  const reach = new Map<Calendar, readonly [from: EpochMs, to: EpochMs]>()
  return ruleOf('marketClosed', 'exposure', (_, context, situation) => {
    for (let i = 0; i < situation.alternatives.length; i++) {
      const tif = situation.combo?.tif ?? situation.orders[i]?.order.tif
      if (tif === 'open') continue
      for (const { row } of situation.alternatives[i]!) {
        const open = isOpenNow(row, context, reach)
        if (open === undefined) return refuseMissing({ missing: 'calendar', of: row.terms?.calendar ?? row.instrument })
        if (!open)
          return refuseWith('risk/market-closed', {
            name: `market of ${row.instrument} open`,
            value: 0,
            limit: 1,
            unit: 'count',
          })
      }
    }
    return passWith()
  })
}

// Undefined where the calendar is not loaded, or does not reach to now.
function isOpenNow(
  { terms }: ExposureRow,
  { calendars, now }: RiskContext,
  reach: Map<Calendar, readonly [EpochMs, EpochMs]>,
): boolean | undefined {
  if (terms === undefined) return undefined
  if (terms.calendar === 'always') return true
  const calendar = calendars.find(terms.calendar)
  if (calendar === undefined) return undefined
  let known = reach.get(calendar)
  if (known === undefined) {
    known = [dayNumber(calendar.from) * dayMs, (dayNumber(calendar.to) + 1) * dayMs]
    reach.set(calendar, known)
  }
  return now >= known[0] && now < known[1] ? calendar.isOpen(now) : undefined
}
