import type { Instrument, Instruments, Partition } from '@bourse/assets'
import { bucketOf } from '@bourse/assets'
import { BourseError, badArgument, type InstrumentId } from '@bourse/core'

/** Where a template puts capital; `other` takes what none of them holds (events, volatility). */
export type TemplateBucket = 'equities' | 'bonds' | 'gold' | 'crypto' | 'commodities' | 'cash' | 'other'
/** Shares of capital, adding up to 1. */
export type PortfolioTemplate = { readonly [bucket in Exclude<TemplateBucket, 'other'>]: number }
/** The five that are here. */
export type TemplateName = 'conservative' | 'balanced' | 'growth' | 'aggressive' | 'allWeather'

/**
 * Five mixes to start from: a habit of the trade, no advice. Weights of instruments: `templateWeights`.
 *
 * @example
 * import { portfolioTemplates } from '@bourse/portfolio'
 * portfolioTemplates.balanced // => { equities: 0.5, bonds: 0.25, gold: 0.1, crypto: 0.05, commodities: 0.05, cash: 0.05 }
 */
export const portfolioTemplates: { readonly [name in TemplateName]: PortfolioTemplate } = {
  conservative: { equities: 0.4, bonds: 0.4, gold: 0.1, crypto: 0, commodities: 0.05, cash: 0.05 },
  balanced: { equities: 0.5, bonds: 0.25, gold: 0.1, crypto: 0.05, commodities: 0.05, cash: 0.05 },
  growth: { equities: 0.6, bonds: 0.1, gold: 0.05, crypto: 0.15, commodities: 0.05, cash: 0.05 },
  aggressive: { equities: 0.5, bonds: 0, gold: 0.05, crypto: 0.25, commodities: 0.1, cash: 0.1 },
  allWeather: { equities: 0.3, bonds: 0.55, gold: 0.075, crypto: 0, commodities: 0.075, cash: 0 },
}

/**
 * The partition of templates: class by class, currencies as cash, and gold apart from other commodities. Gold is known by
 * what it is called: futures GC and MGC, spot XAU, PAXG and XAUT, funds GLD, GLDM, IAU, IAUM, SGOL, AAAU, BAR and OUNZ. Of
 * others write a partition of your own around this one.
 *
 * @example
 * import { byTemplate } from '@bourse/portfolio'
 * byTemplate.bucketOf({ kind: 'etf', id: 'GLD@ARCX', assetClass: 'commodity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }) // => 'gold'
 */
export const byTemplate: Partition = {
  partition: 'template',
  buckets: ['equities', 'bonds', 'gold', 'crypto', 'commodities', 'cash', 'other'],
  bucketOf: (instrument) => templateBucketOf(instrument),
}

function templateBucketOf(instrument: Instrument): TemplateBucket {
  if (isGold(instrument)) return 'gold'
  switch (instrument.assetClass) {
    case 'equity':
      return 'equities'
    case 'rates':
      return 'bonds'
    case 'crypto':
      return 'crypto'
    case 'commodity':
      return 'commodities'
    case 'fx':
    case 'cash':
      return 'cash'
    case 'volatility':
    case 'event':
      return 'other'
  }
}

const goldRoots: readonly string[] = ['GC', 'MGC']
const goldSpots: readonly string[] = ['XAU', 'PAXG', 'XAUT']
const goldFunds: readonly string[] = ['GLD', 'GLDM', 'IAU', 'IAUM', 'SGOL', 'AAAU', 'BAR', 'OUNZ']

function isGold(instrument: Instrument): boolean {
  if (instrument.kind === 'future') return goldRoots.includes(instrument.root)
  if (instrument.kind === 'spot' || instrument.kind === 'perpetual') return goldSpots.includes(instrument.base)
  if (instrument.kind === 'etf') return goldFunds.includes(instrument.id.slice(0, instrument.id.lastIndexOf('@')))
  return false
}

/**
 * Weights of instruments out of shares of buckets: within a bucket in proportion to the numbers given. What a bucket without
 * instruments should hold stays uninvested if it is cash.
 *
 * @param chosen how much of its bucket each instrument takes, relative to the others there; > 0
 * @throws BourseError where a bucket with a share has no instrument, an instrument falls into a bucket without a share, or is unknown
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { templateWeights } from '@bourse/portfolio'
 * const fund = { kind: 'etf', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const instruments = createRegistry([{ ...fund, id: 'VTI@ARCX' }, { ...fund, id: 'VXUS@XNAS' }])
 * const mine = { equities: 0.9, bonds: 0, gold: 0, crypto: 0, commodities: 0, cash: 0.1 }
 * templateWeights(mine, { 'VTI@ARCX': 2, 'VXUS@XNAS': 1 }, instruments).get('VXUS@XNAS') // => 0.3
 */
export function templateWeights(
  template: { readonly [bucket: string]: number },
  chosen: { readonly [instrument: InstrumentId]: number },
  instruments: Instruments,
  partition: Partition = byTemplate,
): ReadonlyMap<InstrumentId, number> {
  const members = new Map<string, [InstrumentId, number][]>()
  for (const [id, part] of Object.entries(chosen) as [InstrumentId, number][]) {
    const instrument = instruments.find(id)
    if (instrument === undefined) throw unknownInstrument(id)
    if (!(part > 0 && part < Number.POSITIVE_INFINITY)) throw badArgument('templateWeights', id, part, 'a number > 0')
    const bucket = bucketOf(instrument, partition)
    if (!((template[bucket] ?? 0) > 0))
      throw badArgument('templateWeights', `share of ${bucket}`, template[bucket] ?? 0, `> 0, for ${id} falls into it`)
    members.set(bucket, [...(members.get(bucket) ?? []), [id, part]])
  }
  const weights = new Map<InstrumentId, number>()
  for (const [bucket, share] of Object.entries(template)) {
    const own = members.get(bucket) ?? []
    if (!(share >= 0)) throw badArgument('templateWeights', `share of ${bucket}`, share, 'a number >= 0')
    if (own.length === 0 && share > 0 && bucket !== 'cash')
      throw badArgument('templateWeights', `instruments of ${bucket}`, 'none', `at least one, for a share of ${share}`)
    const whole = own.reduce((sum, [, part]) => sum + part, 0)
    for (const [id, part] of own) weights.set(id, (share * part) / whole)
  }
  return weights
}

function unknownInstrument(id: string): BourseError {
  return new BourseError('input/unknown-instrument', `templateWeights: no instrument ${JSON.stringify(id)} is known`, {
    details: { id },
    remedy: 'pass instruments that hold it',
  })
}
