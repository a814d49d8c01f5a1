// From a spec and a month to the instrument that is traded.
import type { Calendars, Future } from '@bourse/assets'
import { addMonths, badArgument, failed, type InstrumentId, type IsoDate, type Result, succeeded } from '@bourse/core'
import { firstNoticeDate, lastTradeDate } from './dates.js'
import type { ContractMonth, FutureSpec } from './futureSpec.js'

const letters = 'FGHJKMNQUVXZ'

/** Id of a contract: root, month letter, two digits of the year, venue. */
export function contractId(spec: FutureSpec, month: ContractMonth): InstrumentId {
  return `${spec.root}${letterOf(month)}${month.slice(2, 4)}@${spec.venue}`
}

/** The letter of a named month, January F to December Z. */
export function letterOf(month: ContractMonth): string {
  return letters.charAt(Number(month.slice(5, 7)) - 1)
}

/**
 * The contract of a named month, as an instrument. Fails with `future/not-listed` where the root has no such month, or had
 * none yet.
 *
 * @example
 * import { CL, futureContract, futuresDays } from '@bourse/futures'
 * const found = futureContract(CL, '2027-01', futuresDays)
 * found.ok && [found.value.id, found.value.expiry, found.value.firstNotice]
 * // => ['CLF27@NYMEX', '2026-12-21', '2026-12-23']
 */
export function futureContract(
  spec: FutureSpec,
  month: ContractMonth,
  calendars: Calendars,
): Result<Future, 'future/not-listed'> {
  const expiry = lastTradeDate(spec, month, calendars)
  const fault = listingFault(spec, month)
  if (fault !== undefined) return failed('future/not-listed', fault, { root: spec.root, month, months: spec.months })
  const firstNotice = firstNoticeDate(spec, month, calendars)
  const { root, assetClass, currency, calendar, multiplier, settlement } = spec
  return succeeded({
    kind: 'future',
    id: contractId(spec, month),
    assetClass,
    currency,
    tick: spec.tick,
    lot: 1,
    calendar,
    name: `${spec.name} ${month}`,
    root,
    month,
    expiry,
    ...(firstNotice === undefined ? {} : { firstNotice }),
    multiplier,
    tickValue: spec.tickValue,
    settlement,
  })
}

/**
 * Tick and tick value of one contract on a day: they differ along the curve (SR3, ZQ) and were others once (ZT).
 *
 * @example
 * import { contractTick, futuresDays, SR3 } from '@bourse/futures'
 * contractTick(SR3, '2026-09', '2026-11-23', futuresDays).tick // => 0.0025
 * contractTick(SR3, '2027-09', '2026-11-23', futuresDays).tick // => 0.005
 */
export function contractTick(
  spec: FutureSpec,
  month: ContractMonth,
  on: IsoDate,
  calendars: Calendars,
): { readonly tick: number; readonly tickValue: number } {
  const former = spec.formerTicks?.find(({ until }) => on <= until)
  if (former !== undefined) return { tick: former.tick, tickValue: former.tickValue }
  const { deferredTick: deferred } = spec
  if (deferred === undefined) return { tick: spec.tick, tickValue: spec.tickValue }
  const near =
    deferred.from === 'second'
      ? month <= nextListed(spec, on, calendars)
      : lastTradeDate(spec, month, calendars) <= addMonths(on, deferred.from.months)
  return near ? { tick: spec.tick, tickValue: spec.tickValue } : deferred
}

/** Why a month is not listed, or nothing. */
export function listingFault(spec: FutureSpec, month: ContractMonth): string | undefined {
  if (!spec.months.includes(letterOf(month)))
    return `${spec.root} has no contract of ${month}: its months are ${spec.months}`
  if (spec.launched !== undefined && month < spec.launched.month)
    return `${spec.root} was launched on ${spec.launched.on}: its first contract is ${spec.launched.month}`
  return undefined
}

/** Named months from the first that can still be alive on a date, whatever the rule; only letters of `months`. */
export function* monthsFrom(
  spec: FutureSpec,
  on: IsoDate,
  months: string,
  calendars: Calendars,
): Generator<ContractMonth> {
  // A contract dies within half a year of its named month (SR3: three months later; grains and oil: a month earlier).
  let month = addMonths(`${on.slice(0, 7)}-01` as IsoDate, -6)
  for (let i = 0; i < 1200; i++, month = addMonths(month, 1)) {
    const named = month.slice(0, 7) as ContractMonth
    if (!months.includes(letterOf(named)) || listingFault(spec, named) !== undefined) continue
    if (i > 12 || lastTradeDate(spec, named, calendars) >= on) yield named
  }
  throw badArgument('monthsFrom', 'months', months, 'at least one month letter')
}

function nextListed(spec: FutureSpec, on: IsoDate, calendars: Calendars): ContractMonth {
  return monthsFrom(spec, on, spec.months, calendars).next().value!
}
