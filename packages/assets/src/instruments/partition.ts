// Buckets: limits, scans and templates group instruments by a named partition that is passed in, never assumed.
import { BourseError } from '@bourse/core'
import type { AssetClass, Instrument, InstrumentKind } from './instrument.js'

/** A total function: every instrument falls into exactly one bucket. */
export type Partition = {
  readonly partition: string
  readonly buckets: readonly string[]
  readonly bucketOf: (instrument: Instrument) => string
}

/**
 * The bucket of an instrument. Throws `assets/partition` where a partition of one's own answers with a bucket it did not
 * declare: a limit on it would never be found.
 *
 * @example
 * import { bucketOf, byClass, byProduct, type Instrument } from '@bourse/assets'
 * const eth: Instrument = { kind: 'spot', id: 'ETH/USDT@binance', assetClass: 'crypto', currency: 'USDT', tick: 0.01,
 *   lot: 0.0001, calendar: 'always', base: 'ETH', quote: 'USDT' }
 * bucketOf(eth, byProduct) // => 'crypto'
 */
export function bucketOf(instrument: Instrument, partition: Partition): string {
  const bucket = partition.bucketOf(instrument)
  if (partition.buckets.includes(bucket)) return bucket
  throw new BourseError(
    'assets/partition',
    `partition ${partition.partition} puts ${instrument.id} into "${bucket}", which it does not declare`,
    {
      details: { partition: partition.partition, id: instrument.id, bucket, allowed: partition.buckets },
      remedy: 'add the bucket to `buckets` or answer with one of them',
    },
  )
}

const classes: readonly AssetClass[] = ['equity', 'crypto', 'commodity', 'rates', 'fx', 'volatility', 'event', 'cash']
const kinds: readonly InstrumentKind[] = [
  'equity',
  'etf',
  'bond',
  'spot',
  'future',
  'perpetual',
  'option',
  'outcome',
  'index',
  'combo',
]

/**
 * What it is: one bucket per asset class.
 *
 * @example
 * import { byClass } from '@bourse/assets'
 * byClass.buckets.length // => 8
 */
export const byClass: Partition = {
  partition: 'class',
  buckets: classes,
  bucketOf: (instrument) => instrument.assetClass,
}

/**
 * How it pays: one bucket per kind.
 *
 * @example
 * import { byKind } from '@bourse/assets'
 * byKind.buckets.includes('perpetual') // => true
 */
export const byKind: Partition = { partition: 'kind', buckets: kinds, bucketOf: (instrument) => instrument.kind }

/**
 * The four desks and the rest: `options` and `futures` by kind (a dated coin future is a future), `prediction` for outcomes,
 * `crypto` for coins and their perpetuals, `other` for shares, funds, bonds, currencies, indices and combos.
 *
 * @example
 * import { byProduct } from '@bourse/assets'
 * byProduct.buckets // => ['options', 'futures', 'crypto', 'prediction', 'other']
 */
export const byProduct: Partition = {
  partition: 'product',
  buckets: ['options', 'futures', 'crypto', 'prediction', 'other'],
  bucketOf: (instrument) => {
    if (instrument.kind === 'option') return 'options'
    if (instrument.kind === 'future') return 'futures'
    if (instrument.kind === 'outcome') return 'prediction'
    const held = instrument.kind === 'spot' || instrument.kind === 'perpetual'
    return held && instrument.assetClass === 'crypto' ? 'crypto' : 'other'
  },
}
