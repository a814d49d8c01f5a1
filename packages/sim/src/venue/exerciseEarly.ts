// American calls on the eve of a dividend: worth more exercised than kept where the dividend exceeds their time value.
import type { Option } from '@bourse/assets'
import { addDays, dayMs, dayNumber, type EpochMs, type InputOf, type IsoDate, toEpochMs } from '@bourse/core'
import { tell } from './expireHoldings.js'
import { booksOf, type Floor, slotOf } from './floor.js'
import { markOf } from './slot.js'

/** From when on the eve of an ex-date counts: 16:00 UTC of the weekday before. */
export function eveOf(exDate: IsoDate): EpochMs {
  const weekday = (dayNumber(exDate) + 4) % 7
  return toEpochMs(addDays(exDate, weekday === 1 ? -3 : weekday === 0 ? -2 : -1)) + (16 / 24) * dayMs
}

/** Longs exercise and shorts are assigned, where `early` is asked for. */
export function exerciseEarly(floor: Floor): void {
  if (floor.options.early !== true) return
  for (const { action, due, warn } of floor.actions)
    if (
      action.action === 'dividend' &&
      warn <= floor.now &&
      floor.now < due &&
      !floor.seen.has(`${action.id} ${action.exDate}`)
    ) {
      floor.seen.add(`${action.id} ${action.exDate}`)
      beforeDividend(floor, action)
    }
}

function beforeDividend(
  floor: Floor,
  action: Extract<InputOf<'corporateAction'>, { readonly action: 'dividend' }>,
): void {
  const dividend = action.perShare.value.toNumber()
  const spot = slotOf(floor, action.id)
  if (spot === undefined) return
  for (const { instrument: id, strategy, quantity } of [...booksOf(floor).positions({ account: floor.account })]) {
    const option = floor.instruments.find(id)
    if (option?.kind !== 'option' || option.underlying !== action.id || !paysEarly(option)) continue
    const intrinsic = markOf(spot) - option.strike
    const timeValue = markOf(slotOf(floor, id)!) - intrinsic
    if (intrinsic > 0 && timeValue < dividend)
      tell(floor, quantity > 0 ? 'exercise' : 'assignment', option, strategy, Math.abs(quantity), 0)
  }
}

function paysEarly({ right, exercise, settlement }: Option): boolean {
  return right === 'call' && exercise === 'american' && settlement === 'physical'
}
