import { BourseError, badArgument, type Bars, type Duration, durationMs, type Span } from '@bourse/core'
import { civilSpan } from '../bars/civilSpan.js'

/**
 * What ends a bar: time, or so much activity. `ticks` counts prints, `volume` what was traded, `notional` price times
 * volume. A bar of activity ends with the input that fills it, what is over included, and has span 0: no fixed length.
 */
export type BarSize = Span | { readonly ticks: number } | { readonly volume: number } | { readonly notional: number }

/** The measure of activity and how much of it fills a bar; undefined for sizes in time. */
export type ActivitySize = { readonly by: 'ticks' | 'volume' | 'notional'; readonly amount: number }

/** Throws where an amount is not above 0. */
export function activityOf(size: BarSize, where: string): ActivitySize | undefined {
  if (typeof size !== 'object') return undefined
  const [by, amount] = Object.entries(size)[0] as [ActivitySize['by'], number]
  if (amount > 0 && Number.isFinite(amount)) return { by, amount }
  throw badArgument(where, by, amount, 'a number > 0')
}

/** Refuses to make shorter bars out of longer ones, or bars that would cut others in two. */
export function checkCoarser(from: Span, to: BarSize, where: string): void {
  if (typeof to === 'object' || from === to || from === 0) return
  const [fromCivil, toCivil] = [civilSpan(from), civilSpan(to)]
  const fits =
    fromCivil === undefined
      ? toCivil !== undefined || durationMs(to as Duration) % durationMs(from as Duration) === 0
      : toCivil !== undefined && to !== 'session' && covers(toCivil, fromCivil)
  if (fits) return
  throw new BourseError('input/out-of-range', `${where}: bars of ${from} cannot be made into bars of ${to}`, {
    details: { where, argument: 'to', from, to },
    remedy: `pass a whole multiple of ${from}`,
  })
}

function covers(to: { readonly days: number; readonly months: number }, from: typeof to): boolean {
  if (from.months > 0) return to.months > 0 && to.months % from.months === 0
  return to.months > 0 ? from.days === 1 : to.days % from.days === 0
}

/** Refuses a source without the column that is counted. */
export function checkCounted(bars: Bars, size: ActivitySize, where: string): void {
  if (size.by !== 'ticks' || bars.trades !== undefined) return
  throw new BourseError('data/missing', `${where}: ${bars.id} has no column of trades to count`, {
    details: { where, id: bars.id },
    remedy: 'count volume or notional, or build from prints with barBuilder',
  })
}
