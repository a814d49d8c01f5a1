// What is left open of a member, filled in.
import type { Instrument } from '@bourse/assets'
import type { InstrumentId } from '@bourse/core'
import type { SyntheticFutures, SyntheticMember, SyntheticPath } from './syntheticSpec.js'

/** A member with its instrument, and its path without blanks. */
export type Member = Omit<SyntheticMember, 'instrument' | keyof SyntheticPath> &
  Required<SyntheticPath> & { readonly instrument: Instrument }

export function memberOf(member: SyntheticMember): Member {
  const { instrument } = member
  return { ...plain, ...member, instrument: typeof instrument === 'string' ? shareOf(instrument) : instrument }
}

/** The spot that the contracts of a root converge to: it moves, and is not traded. */
export function spotOf({ futures, ...path }: SyntheticFutures): Member {
  const { root, assetClass, currency, calendar, tick } = futures
  const { drift, vol, price, jumps, jumpSize, volume } = { ...plain, ...path }
  const instrument: Instrument = {
    kind: 'index',
    id: `${root}@spot`,
    assetClass,
    currency,
    tick: tick / 100,
    lot: 1,
    calendar,
  }
  return { instrument, drift, vol, price, jumps, jumpSize, volume }
}

const plain = { drift: 0, vol: 0.2, price: 100, jumps: 0, jumpSize: 0.05, volume: 10_000 } as const

function shareOf(id: InstrumentId): Instrument {
  return { kind: 'equity', id, assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }
}
