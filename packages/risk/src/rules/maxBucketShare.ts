import { bucketOf, type Partition } from '@bourse/assets'
import { badArgument } from '@bourse/core'
import { passWith, refuseMissing } from '../gate/answers.js'
import { type ExposureSum, exposureSum, judgeCap } from '../gate/exposureSum.js'
import type { Figure, Rule, RuleAnswer } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/**
 * Gross exposure of a bucket over equity, everything that works included, for the buckets that are named; 0.15 = 15 %.
 * Trims to what fits.
 *
 * @example
 * import { byClass } from '@bourse/assets'
 * import { maxBucketShare } from '@bourse/risk'
 * maxBucketShare(byClass, { crypto: 0.15 }).rule // => 'maxBucketShare class'
 */
export function maxBucketShare(partition: Partition, limits: { readonly [bucket: string]: number }): Rule {
  const sums = new Map<string, ExposureSum>()
  for (const [bucket, limit] of Object.entries(limits)) {
    if (!partition.buckets.includes(bucket))
      throw badArgument('maxBucketShare', 'bucket', bucket, partition.buckets.join(' | '))
    if (!(limit >= 0)) throw badArgument('maxBucketShare', `limit of ${bucket}`, limit, 'a share >= 0')
    sums.set(
      bucket,
      exposureSum(({ terms }) => terms !== undefined && bucketOf(terms, partition) === bucket),
    )
  }
  return ruleOf(`maxBucketShare ${partition.partition}`, 'exposure', (_, __, situation) => {
    const { equity } = situation
    if (!(equity > 0)) return refuseMissing({ missing: 'equity', of: 'the book' })
    const asked = new Set<string>()
    const figures: Figure[] = []
    let smallest: Extract<RuleAnswer, { readonly answer: 'trim' }> | undefined
    for (const moves of situation.alternatives)
      for (const { row } of moves) {
        const bucket = bucketOf(row.terms!, partition)
        const sum = sums.get(bucket)
        if (sum === undefined || asked.has(bucket)) continue
        asked.add(bucket)
        const terms = { name: `share of ${bucket}`, code: 'risk/bucket-share', unit: 'share', per: equity } as const
        const answer = judgeCap(situation, sum, limits[bucket]! * equity, terms)
        if (answer.answer === 'refuse') return answer
        figures.push(...answer.figures)
        if (answer.answer === 'trim' && !(smallest !== undefined && smallest.quantity <= answer.quantity))
          smallest = answer
      }
    return smallest === undefined ? passWith(...figures) : { ...smallest, figures }
  })
}
