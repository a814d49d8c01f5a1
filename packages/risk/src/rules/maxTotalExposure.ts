import { badArgument } from '@bourse/core'
import { refuseMissing } from '../gate/answers.js'
import { exposureSum, judgeCap } from '../gate/exposureSum.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/**
 * Gross exposure of the whole book as a share of equity, everything that works included; 0.4 = 40 %. Trims to what fits.
 *
 * @example
 * import { maxTotalExposure } from '@bourse/risk'
 * maxTotalExposure(0.4).rule // => 'maxTotalExposure'
 */
export function maxTotalExposure(share: number): Rule {
  if (!(share >= 0)) throw badArgument('maxTotalExposure', 'share', share, 'a share >= 0')
  const sum = exposureSum(() => true)
  return ruleOf('maxTotalExposure', 'exposure', (_, __, situation) => {
    const { equity } = situation
    if (!(equity > 0)) return refuseMissing({ missing: 'equity', of: 'the book' })
    const terms = { name: 'total exposure', code: 'risk/total-exposure', unit: 'share', per: equity } as const
    return judgeCap(situation, sum, share * equity, terms)
  })
}
