import { toIsoDate } from '@bourse/core'
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
  return ruleOf('marketClosed', 'exposure', (_, context, situation) => {
    const tif = situation.combo?.tif
    for (const [i, moves] of situation.alternatives.entries()) {
      if ((tif ?? situation.orders[i]?.order.tif) === 'open') continue
      for (const { row } of moves) {
        const open = isOpenNow(row, context)
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

// Undefined where the calendar is not loaded, or ends before now.
function isOpenNow({ terms }: ExposureRow, { calendars, now }: RiskContext): boolean | undefined {
  if (terms === undefined) return undefined
  if (terms.calendar === 'always') return true
  const calendar = calendars.find(terms.calendar)
  if (calendar === undefined) return undefined
  const today = toIsoDate(now)
  return today > calendar.from && today < calendar.to ? calendar.isOpen(now) : undefined
}
