// Options that end before their end: used by their holder, by rule on the eve of a dividend, or assigned by chance.
import type { Option } from '@bourse/assets'
import {
  addDays,
  dayMs,
  dayNumber,
  type EpochMs,
  type ExerciseNotice,
  type InputOf,
  type IsoDate,
  toEpochMs,
} from '@bourse/core'
import { fixingOf, lastMoment, tell } from './expireHoldings.js'
import { booksOf, type Floor, heldBy, slotOf } from './floor.js'
import { markOf } from './slot.js'

/** From when on the eve of an ex-date counts: 16:00 UTC of the weekday before. */
export function eveOf(exDate: IsoDate): EpochMs {
  const weekday = (dayNumber(exDate) + 4) % 7
  return toEpochMs(addDays(exDate, weekday === 1 ? -3 : weekday === 0 ? -2 : -1)) + (16 / 24) * dayMs
}

/** A holder's notice, `delay` after it was given. */
export function takeNotice(floor: Floor, notice: ExerciseNotice): void {
  floor.notices.push({ ...notice, at: floor.now + floor.delay })
  if (floor.delay === 0) exerciseNoticed(floor)
  else floor.nextDue = Math.min(floor.nextDue, floor.now + floor.delay)
}

/** What was given notice of and is due; no more than is still held. */
export function exerciseNoticed(floor: Floor): void {
  const due = floor.notices.filter(({ at }) => at <= floor.now)
  if (due.length === 0) return
  floor.notices = floor.notices.filter(({ at }) => at > floor.now)
  for (const { instrument: id, strategy, quantity } of due) {
    const option = floor.instruments.find(id)
    if (option?.kind !== 'option' || lastMoment(floor, option) < floor.now) continue
    const size = Math.min(quantity, heldBy(floor, id, strategy))
    const underlying = fixingOf(floor, option)
    if (!(size > 0) || (option.settlement === 'cash' && !Number.isFinite(underlying))) continue
    const pays = option.settlement === 'cash' ? Math.max(0, intrinsicOf(option, underlying)) : 0
    tell(floor, 'exercise', option, strategy, size, Number(pays.toFixed(12)))
  }
}

/** On the eve of dividends: longs exercise and shorts are assigned, where `early` is asked for; else shorts, by the chance of `assign`. */
export function exerciseEarly(floor: Floor): void {
  const { early, assign = 0 } = floor.options
  if (early !== true && assign === 0) return
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
  for (const { option, strategy, quantity, timeValue } of early(floor)) {
    if (option.underlying !== action.id || option.right !== 'call' || !(timeValue < dividend)) continue
    if (floor.options.early === true)
      tell(floor, quantity > 0 ? 'exercise' : 'assignment', option, strategy, Math.abs(quantity), 0)
    else if (quantity < 0) assignSome(floor, option, strategy, -quantity)
  }
}

/** Once a day: shorts of options without time value are assigned, each contract by the chance of `assign`. */
export function assignShorts(floor: Floor): void {
  for (const { option, strategy, quantity, timeValue } of early(floor))
    if (quantity < 0 && timeValue <= 0) assignSome(floor, option, strategy, -quantity)
}

// Clearing houses draw among the holders of shorts, contract by contract.
function assignSome(floor: Floor, option: Option, strategy: string, size: number): void {
  const { assign = 0 } = floor.options
  let assigned = 0
  for (let left = size; left > 0; left--) if (floor.rng.next() < assign) assigned += Math.min(1, left)
  if (assigned > 0) tell(floor, 'assignment', option, strategy, assigned, 0)
}

/** American options in the money that deliver and are alive, with what they are worth above their payoff. */
function early(floor: Floor) {
  return [...booksOf(floor).positions({ account: floor.account })].flatMap(({ instrument, strategy, quantity }) => {
    const option = floor.instruments.find(instrument)
    if (option?.kind !== 'option' || option.exercise !== 'american' || option.settlement !== 'physical') return []
    if (lastMoment(floor, option) < floor.now) return []
    const spot = slotOf(floor, option.underlying)
    const intrinsic = spot === undefined ? Number.NaN : intrinsicOf(option, markOf(spot))
    const timeValue = markOf(slotOf(floor, instrument)!) - intrinsic
    return intrinsic > 0 && Number.isFinite(timeValue) ? [{ option, strategy, quantity, timeValue }] : []
  })
}

/** What an option pays at a price of its underlying, below zero where it is out of the money. */
export function intrinsicOf({ right, strike }: Option, price: number): number {
  return right === 'call' ? price - strike : strike - price
}
