import { BourseError } from '@bourse/core'
import { checkPrice } from './applyFill.js'
import type { Setup } from './setup.js'
import type { Terms } from './terms.js'
import type { Digits } from './units.js'

/** The mark as the decimal its double prints. Throws `data/missing` where there is none: nothing is owed on a guess. */
export function markDigits({ config }: Setup, terms: Terms): Digits {
  const mark = config.market.mark(terms.id)
  if (mark !== undefined) return checkPrice(terms, mark.value, String(mark.value))
  throw new BourseError('data/missing', `the ledger needs a mark of ${terms.id}`, {
    details: { instrument: terms.id },
    remedy: 'let the market record observe a mark, quote or print first, or say the price in the fact',
  })
}
