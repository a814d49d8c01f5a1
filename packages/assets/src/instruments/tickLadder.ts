// Price steps that depend on the price, as dated data. Each `from` lies on the grid of its own step and of the step
// below it, so that it does not matter to which band a boundary belongs.
import { badArgument, type IsoDate } from '@bourse/core'

/** From this price up, prices are multiples of `tick`. */
export type TickStep = { readonly from: number; readonly tick: number }
/** A ladder and the day it came into force. */
export type TickRegime = { readonly validFrom: IsoDate; readonly source: string; readonly steps: readonly TickStep[] }

/**
 * The steps in force on a day: the `tick` of an instrument. Throws `input/out-of-range` before the first regime.
 *
 * @example
 * import { hongKongTicks, ticksOn } from '@bourse/assets'
 * ticksOn(hongKongTicks, '2025-08-01').find((step) => step.from === 20)?.tick // => 0.05
 * ticksOn(hongKongTicks, '2025-08-04').find((step) => step.from === 20)?.tick // => 0.02
 */
export function ticksOn(regimes: readonly TickRegime[], date: IsoDate): readonly TickStep[] {
  let found: TickRegime | undefined
  for (const regime of regimes) if (regime.validFrom <= date) found = regime
  if (found) return found.steps
  throw badArgument('ticksOn', 'date', date, `a day from ${regimes[0]?.validFrom ?? 'the first regime'} on`)
}

/**
 * What is wrong with a ladder, or nothing: starts at 0, rises, every boundary on both grids.
 */
export function ladderFault(steps: readonly TickStep[]): { readonly index: number; readonly why: string } | undefined {
  if (steps.length === 0 || steps[0]?.from !== 0) return { index: 0, why: 'a first step from 0' }
  for (let i = 1; i < steps.length; i++) {
    const [below, step] = [steps[i - 1]!, steps[i]!]
    if (step.from <= below.from) return { index: i, why: `more than ${below.from}` }
    if (!isMultiple(step.from, below.tick) || !isMultiple(step.from, step.tick))
      return { index: i, why: `a multiple of ${below.tick} and of ${step.tick}` }
  }
  return undefined
}

function isMultiple(value: number, tick: number): boolean {
  const count = value / tick
  return Math.abs(count - Math.round(count)) <= 1e-9 * Math.abs(count)
}
