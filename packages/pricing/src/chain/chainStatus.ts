import type { ChainStatus } from './chainTypes.js'

/**
 * What a status byte of a chain means; the first seven are those of `ROW_STATUS`.
 *
 * @example
 * import { CHAIN_STATUS } from '@bourse/pricing'
 * CHAIN_STATUS[10] // => 'stale'
 */
export const CHAIN_STATUS: readonly ChainStatus[] = [
  'ok',
  'zero',
  'belowIntrinsic',
  'aboveMaximum',
  'expired',
  'invalidInput',
  'unsupported',
  'noQuote',
  'oneSided',
  'crossed',
  'stale',
  'noForward',
  'europeanApproximation',
  'noSpot',
]

export const NO_QUOTE = 7
export const ONE_SIDED = 8
export const CROSSED = 9
export const STALE = 10
export const NO_FORWARD = 11
export const EUROPEAN_APPROXIMATION = 12
export const NO_SPOT = 13
