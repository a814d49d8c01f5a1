import { bucketOf, type Partition } from '@bourse/assets'
import { badArgument } from '@bourse/core'
import { isReached, refuseMissing } from '../gate/answers.js'
import { exposureSum, judgeCap } from '../gate/exposureSum.js'
import type { Rule } from '../gate/rule.js'
import { leverageAtDrawdown } from '../sizing/drawdownScale.js'
import { equityPeak, type PeakSince } from './equityPeak.js'
import { isReset } from './isReset.js'

/**
 * How leverage shrinks with drawdown: by `slope` per 1.00 of drawdown, to nothing from `none` on; from `unlevered` on
 * (default: never) also to no more than 1.
 */
export type LeverageScale = {
  readonly slope: number
  readonly none: number
  readonly unlevered?: number
  readonly since: PeakSince
}

/** One bucket of a partition (default: the whole book), and how the cap follows drawdown (default: it does not). */
export type LeverageOptions = {
  readonly partition?: Partition
  readonly bucket?: string
  readonly scale?: LeverageScale
}

/**
 * Gross exposure over equity, everything that works included. Options count by delta. Trims to what fits. Where a drawdown
 * has taken all leverage away, the `reset` control that starts a `drawdownLadder` again starts its drawdown again too.
 *
 * @example
 * import { byClass } from '@bourse/assets'
 * import { maxLeverage } from '@bourse/risk'
 * maxLeverage(3).rule // => 'maxLeverage'
 * maxLeverage(1, { partition: byClass, bucket: 'crypto' }).rule // => 'maxLeverage crypto'
 */
export function maxLeverage(limit: number, options: LeverageOptions = {}): Rule {
  if (!(limit >= 0)) throw badArgument('maxLeverage', 'limit', limit, 'a number >= 0')
  const { partition, bucket, scale } = options
  if ((partition === undefined) !== (bucket === undefined))
    throw badArgument('maxLeverage', 'bucket', bucket ?? 'absent', 'a bucket together with its partition')
  if (partition !== undefined && !partition.buckets.includes(bucket!))
    throw badArgument('maxLeverage', 'bucket', bucket, partition.buckets.join(' | '))
  const peak = scale === undefined ? undefined : equityPeak(scale.since)
  const sum = exposureSum(
    ({ terms }) => partition === undefined || (terms !== undefined && bucketOf(terms, partition) === bucket),
  )
  const name = bucket === undefined ? 'gross leverage' : `leverage of ${bucket}`
  const rule = bucket === undefined ? 'maxLeverage' : `maxLeverage ${bucket}`
  return {
    rule,
    scope: 'exposure',
    observe(input, context) {
      if (peak === undefined || scale === undefined) return []
      peak.observe(input, context)
      // Whoever lets a killed book trade again begins its drawdown anew, or no leverage would ever come back.
      if (isReset(input, 'drawdownLadder', rule) && isReached(peak.drawdown(context.book.equity().value), scale.none))
        peak.restart(context)
      return []
    },
    check(_, __, situation) {
      const { equity } = situation
      if (!(equity > 0)) return refuseMissing({ missing: 'equity', of: 'the book' })
      const drawdown = peak?.drawdown(equity) ?? 0
      if (Number.isNaN(drawdown)) return refuseMissing({ missing: 'equity', of: 'the book' })
      const scaled = scale === undefined ? limit : limit * leverageLeft(drawdown, scale)
      const cap = scale?.unlevered !== undefined && isReached(drawdown, scale.unlevered) ? Math.min(1, scaled) : scaled
      return judgeCap(situation, sum, cap * equity, { name, code: 'risk/max-leverage', unit: 'share', per: equity })
    },
    save: () => peak?.save() ?? null,
    load: (state) => peak?.load(state),
  }
}

// A step that rounding has taken an ulp from is reached all the same.
function leverageLeft(drawdown: number, scale: LeverageScale): number {
  return isReached(drawdown, scale.none) ? 0 : leverageAtDrawdown(drawdown, scale)
}
