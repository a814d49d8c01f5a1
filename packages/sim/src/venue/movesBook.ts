import type { Fact } from '@bourse/core'

/**
 * Whether a fact of an account changes what a ledger has: fills, ends of contracts, cash and positions moved. Order facts and prices do
 * not.
 *
 * @example
 * import { movesBook } from '@bourse/sim'
 * movesBook({ kind: 'fill' }) // => true
 * movesBook({ kind: 'accepted' }) // => false
 */
export function movesBook({ kind }: { readonly kind: Fact['kind'] }): boolean {
  switch (kind) {
    case 'fill':
    case 'exercise':
    case 'assignment':
    case 'expiry':
    case 'liquidation':
    case 'cashMove':
    case 'positionTransfer':
    case 'adjustment':
      return true
    default:
      return false
  }
}
