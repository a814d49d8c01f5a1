import { bucketOf, type Partition } from '@bourse/assets'
import { badArgument } from '@bourse/core'
import { passWith, refuseMissing, refuseWith } from '../gate/answers.js'
import { missingIn } from '../gate/exposureSum.js'
import type { Figure, Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/**
 * A bucket that comes first: while less than its share of equity is held in it, nothing is opened elsewhere. Only what is
 * held counts, not what works. Reductions of the bucket itself are not held up.
 *
 * @example
 * import { byClass } from '@bourse/assets'
 * import { minBucketShare } from '@bourse/risk'
 * minBucketShare(byClass, { equity: 0.3 }).rule // => 'minBucketShare class'
 */
export function minBucketShare(partition: Partition, limits: { readonly [bucket: string]: number }): Rule {
  const entries = Object.entries(limits)
  for (const [bucket, limit] of entries) {
    if (!partition.buckets.includes(bucket))
      throw badArgument('minBucketShare', 'bucket', bucket, partition.buckets.join(' | '))
    if (!(limit >= 0)) throw badArgument('minBucketShare', `limit of ${bucket}`, limit, 'a share >= 0')
  }
  return ruleOf(`minBucketShare ${partition.partition}`, 'exposure', (_, __, situation) => {
    const { equity, table, alternatives } = situation
    if (!(equity > 0)) return refuseMissing({ missing: 'equity', of: 'the book' })
    const figures: Figure[] = []
    for (const [bucket, limit] of entries) {
      let held = 0
      for (const row of table.rows)
        if (row.terms !== undefined && bucketOf(row.terms, partition) === bucket) held += Math.abs(row.held) * row.unit
      if (Number.isNaN(held)) return refuseMissing(...missingIn(situation))
      const figure: Figure = { name: `least share of ${bucket}`, value: held / equity, limit, unit: 'share' }
      const elsewhere = alternatives.some((moves) =>
        moves.some(({ row }) => bucketOf(row.terms!, partition) !== bucket),
      )
      if (elsewhere && held < limit * equity * (1 - 1e-12)) return refuseWith('risk/bucket-first', figure)
      figures.push(figure)
    }
    return passWith(...figures)
  })
}
